package io.swarmbid.host.replay;

/**
 * What the capacity that was ready has cost, and what as much capacity at the same times would have cost bought otherwise. Nano-
 * currency. An activation counts as its cost and what the instance costs over its delay, at the pool's cost of then.
 *
 * @param paid for ready instances.
 * @param activations for activating them.
 * @param onDemand the same instances, each at the highest cost that its pool ever had: a constant price, as on demand.
 * @param dearest as much capacity in the pool that was dearest at each instant.
 * @param cheapest as much in the one that was cheapest at each instant, switching free: nobody could have paid less.
 * @param offline as much by a plan that knows all costs to come, moves and activations included, or {@link #UNKNOWN} where
 *     there was too much of it to plan. It plans each unit of capacity by itself, the one that came first going last.
 * @param offlineMoves the moves between pools in it, in units of capacity.
 */
public record CapacityCosts(
        long paid,
        long activations,
        long onDemand,
        long dearest,
        long cheapest,
        long offline,
        long offlineMoves) {
    /** In place of a cost that was not reckoned. */
    public static final long UNKNOWN = -1;

    /** What was paid in all. */
    public long total() {
        return paid + activations;
    }
}
