package io.swarmbid.core;

/**
 * Is shown a whole state, thing by thing: pools first, then instances with what is on them, then tasks. Ids, names and
 * units are those of commands and decisions.
 */
public interface StateVisitor {
    /** A pool; {@code name} is a symbol. */
    void pool(long pool, int name, long cost, int weight, int vcpu, int memory, int accelerator);

    /**
     * An instance.
     *
     * @param state as in {@link io.swarmbid.state.InstanceTable}: pending, ready, draining, interrupted.
     * @param fleet 0 for none.
     * @param deadlineNs when it goes; of no meaning while it is pending or ready.
     */
    void instance(long instance, long pool, long fleet, int state, long readyAtNs, long deadlineNs);

    /** The price of a kind on an instance that is not pending, nano-currency per VRU-hour. */
    void price(long instance, int kind, long price);

    /** A VRU; {@code task} is 0 where it is free. It drains where that task works with it, but another has won it. */
    void vru(
            long instance,
            int kind,
            int vru,
            long task,
            boolean drains,
            boolean isHealthy,
            int utilisationPpm,
            long ioBytesPerSecond);

    /** A task that lives. */
    void task(StatedTask task);
}
