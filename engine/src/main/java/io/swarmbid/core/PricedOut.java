package io.swarmbid.core;

/**
 * Queued tasks whose bid pays for their first units in no pool that could hold them, as the pools' costs are. Rates in
 * nano-currency per hour and unit, floored from the exact ones.
 *
 * @param tasks how many they are.
 * @param task the one that comes nearest to what its cheapest pool asks, by the ratio.
 * @param offer of that task.
 * @param poolName symbol of that pool's name.
 * @param asked its reserve for a unit of that task: cost and minimum margin.
 */
public record PricedOut(long tasks, long task, long offer, int poolName, long asked) {}
