package io.swarmbid.codec;

import io.swarmbid.config.Limits;

/**
 * Why a command was not accepted at the edge. As a return value a refusal is its negative {@link #code()}, so that an
 * accepted command's sequence or length, which is above 0, can share the same {@code long}.
 */
public enum Refusal {
    RING_FULL("ring", "room for the command; try again later or use the waiting form"),
    CLOSED("engine", "an engine that is open"),
    ID("id", "a whole number from 1 to " + Limits.MAX_ID),
    INSTANCE_ID("instance", "a whole number from 1 to 4611686018427387904"),
    SYMBOL("name", "a string of at most " + SymbolTable.MAX_BYTES + " bytes"),
    COST("cost", "nano-currency per instance-hour from 0 to " + Limits.MAX_COST),
    ACTIVATION_COST("activationCost", "nano-currency from 0 to " + Limits.MAX_COST),
    WEIGHT("weight", "capacity units from 1 to 1000000"),
    STOCK("stock", "a count of instances from 0 to 1000000000"),
    VRUS("vrus", "counts from 0 to maxVrusPerInstance, at least one of them above 0"),
    KIND_WEIGHTS("kindWeightsPpm", "shares that sum to 1000000, 0 for a kind without VRUs"),
    MINIMUM_MARGIN("minimumMargin", "nano-currency per VRU-hour from 0 to " + Limits.MAX_MARGIN),
    ACTIVATION_DELAY("activationDelay", "nanoseconds from 0 to " + Limits.MAX_TIME_NS),
    BILLING_QUANTUM("billingQuantum", "nanoseconds from 0 to " + Limits.MAX_TIME_NS),
    BID("bid", "nano-currency from 0 to " + Limits.MAX_BID),
    TARGET("target", "capacity units from 1 to 1000000000"),
    BUDGET("budget", "nano-currency per hour from 0 to " + Limits.MAX_BID),
    FIRM("firm", "capacity units from 0 to the target"),
    JOBS(
            "jobs",
            "jobs from 1 to 1000000000 in a period of 1 to "
                    + Limits.MAX_TIME_NS
                    + " ns, and no target"),
    POOLS("pools", "at most " + Limits.MAX_POOLS_LISTED + " different pool ids"),
    WORK("work", "nanoseconds from 1 to " + Limits.MAX_TIME_NS),
    MIN("min", "units from 0 to max"),
    MAX("max", "units from 1 to maxUnits"),
    BUNDLE("bundle", "VRUs per unit from 0 to maxVrusPerInstance, at least one of them above 0"),
    SERIAL("speedup.serialPpm", "a share from 0 to 1000000"),
    TABLE("speedup.tablePpm", "max entries from 0 to 2147483647, the first of them 1000000"),
    DEADLINE("deadline", "nanoseconds from 0 to " + Limits.MAX_TIME_NS),
    TTL("ttl", "nanoseconds from 0 to " + Limits.MAX_TIME_NS),
    MOVE_COST("moveCost", "nano-currency from 0 to 1000000000000000"),
    VALUE_RATE(
            "bid",
            "a bid, work and speed-up whose value rate stays under 2^62 millionths of a nano per hour"),
    UTILISATION("utilisation", "a share from 0 to 1000000"),
    IO("ioBytesPerSecond", "bytes per second from 0 to " + Limits.MAX_TIME_NS),
    VRU("vru", "a VRU's number from 0 to maxVrusPerInstance - 1"),
    STRATEGY("strategy", "LOWEST_COST, DIVERSIFIED, CAPACITY_OPTIMIZED or COST_CAPACITY_OPTIMIZED"),
    KIND("kind", "vcpu, memory or accelerator"),
    STATUS("status", "DONE or FAILED"),
    WORK_DONE("workDone", "nanoseconds from 0 to " + Limits.MAX_TIME_NS);

    private static final Refusal[] VALUES = values();
    private final String field;
    private final String remedy;

    Refusal(final String field, final String remedy) {
        this.field = field;
        this.remedy = remedy;
    }

    /** The negative number that stands for this refusal in return values. */
    public long code() {
        return -1L - ordinal();
    }

    /**
     * The refusal that a return value stands for.
     *
     * @return null if the value is no refusal.
     */
    public static Refusal of(final long result) {
        return result < 0 && result >= -VALUES.length ? VALUES[(int) (-1L - result)] : null;
    }

    /**
     * The field at fault, as the command log names it. An {@link #ID} may also be that of a pool or fleet that the command
     * names, a {@link #SYMBOL} also a customer or a class.
     */
    public String field() {
        return field;
    }

    /** What would be right. */
    public String remedy() {
        return remedy;
    }
}
