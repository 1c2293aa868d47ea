package io.swarmbid.peers.trace;

/**
 * What a {@link MarketTrace} is drawn from.
 *
 * @param seed of every draw.
 * @param instances a multiple of the number of pools.
 * @param vrus of one instance.
 * @param tasks live on average; tasks / (instances x vrus) is the load, for each task wants one VRU.
 * @param commands that are timed.
 */
public record MarketShape(long seed, int instances, int vrus, int tasks, int commands) {
    /** What a VRU costs, by pool. */
    private static final int[] POOL_COSTS = {1_000, 1_250, 1_500, 1_750};

    /** 100 instances of 16 VRUs. */
    public static MarketShape ofLoad(final long seed, final double load, final int commands) {
        final int instances = 100;
        final int vrus = 16;
        return new MarketShape(
                seed, instances, vrus, (int) Math.round(load * instances * vrus), commands);
    }

    /** How many pools there are, each with as many instances. */
    public int pools() {
        return POOL_COSTS.length;
    }

    /** Cost of a VRU in a pool, in price steps; pools are in order of cost. */
    public int cost(final int pool) {
        return POOL_COSTS[pool];
    }

    /** VRUs of one pool. */
    public int poolVrus() {
        return instances / POOL_COSTS.length * vrus;
    }

    /** The pool of an instance, which are numbered from 1, pool by pool. */
    public int poolOf(final long instance) {
        return (int) ((instance - 1) / (instances / POOL_COSTS.length));
    }
}
