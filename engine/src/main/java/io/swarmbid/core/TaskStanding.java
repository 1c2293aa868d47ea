package io.swarmbid.core;

import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.QueueReason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a live task stands between two events. Money in nano-currency, rates in nano-currency per hour, times in
 * nanoseconds of logical time. A rate is floored from the exact one.
 *
 * @param task its id.
 * @param atNs time of the last event; everything is accrued up to it.
 * @param customer symbol.
 * @param bid for the whole task.
 * @param charge so far.
 * @param cost so far, of what it held.
 * @param workNs that it takes at one unit.
 * @param workDoneNs of that, as the engine accounts for it.
 * @param min fewest units.
 * @param max most units.
 * @param fleet its id, 0: none.
 * @param durationNs in which it held something.
 * @param exhausted whether its work or its bid is used up, so that it is worth nothing any more.
 * @param holding what it holds, if it runs.
 * @param waiting why it waits, if it is queued.
 */
public record TaskStanding(
        long task,
        long atNs,
        int customer,
        long bid,
        long charge,
        long cost,
        long workNs,
        long workDoneNs,
        int min,
        int max,
        long fleet,
        long durationNs,
        boolean exhausted,
        Optional<Holding> holding,
        Optional<Wait> waiting) {

    /**
     * What a running task holds.
     *
     * @param instance its id.
     * @param pool the instance's.
     * @param units that it works with.
     * @param draining how many of them others have won.
     * @param drainsUntilNs when it loses those, if it drains any.
     * @param awaited units that it has won besides, with which others still work.
     * @param awaitedUntilNs when it has those at the latest, as things stand; 0 if it awaits none.
     * @param lastSegmentFrom units at the lower end of the last segment held: a loser falls back to it.
     * @param slope of the last segment, per unit.
     * @param price of a unit.
     * @param reserve of a unit.
     * @param value rate of all units.
     * @param sinceNs when it last gained.
     * @param heldUntilNs until then nobody may displace it.
     * @param preemptible whether anybody may.
     * @param nextSegmentTo units at the upper end of the next segment after what it has won, 0 where it wants no more.
     * @param growthBid the smallest bid for the whole task that would win the next segment, hold and preemption budget set
     *     aside; of a task between two corners of its hull, since a VRU failed, with which no loser takes that back.
     *     Where a second task of its instance is between corners too, it need not win, or be a little more than needed.
     * @param growthLosers the tasks that would lose then, first the one whose units go first.
     * @param challenger who has to raise its bid by the smallest factor to take a segment from it.
     * @param challengerBid that task's bid now.
     * @param challengerBids that task's smallest bid that takes the segment, hold and preemption budget set aside.
     */
    public record Holding(
            long instance,
            long pool,
            int units,
            int draining,
            long drainsUntilNs,
            int awaited,
            long awaitedUntilNs,
            int lastSegmentFrom,
            long slope,
            long price,
            long reserve,
            long value,
            long sinceNs,
            long heldUntilNs,
            boolean preemptible,
            int nextSegmentTo,
            OptionalLong growthBid,
            List<Long> growthLosers,
            OptionalLong challenger,
            long challengerBid,
            OptionalLong challengerBids) {}

    /**
     * Why a queued task waits.
     *
     * @param reason as in a queue decision.
     * @param kind that binds, where something is lacking.
     * @param deficit VRUs of that kind that are lacking.
     * @param priceToBeat the smallest bid for the whole task that wins its first segment, hold and preemption budget set
     *     aside; absent where no bid can, and of a task that has won.
     * @param instance where it would; or where it has won, and waits for units to drain.
     * @param won what it has won there; absent for a task that has won nothing.
     * @param hold what keeps it out although it bids its price to beat; absent where a hold or a drain does not.
     * @param losers the tasks that would lose then, first the rival of a queue decision; of a task that has won, the one
     *     that it waits for.
     * @param firstSegment units that it takes to start.
     * @param sinceNs when it was queued.
     */
    public record Wait(
            QueueReason reason,
            Optional<Kind> kind,
            OptionalLong deficit,
            OptionalLong priceToBeat,
            OptionalLong instance,
            Optional<Won> won,
            Optional<Hold> hold,
            List<Long> losers,
            int firstSegment,
            long sinceNs) {}

    /**
     * What a task has won that others still work with.
     *
     * @param units of it.
     * @param grantedAtNs when it has them at the latest, as things stand.
     * @param keepsWith the smallest bid for the whole task with which they stay its own until then: what its price to beat is
     *     in a queue decision; absent where its work or its bid is used up.
     */
    public record Won(int units, long grantedAtNs, OptionalLong keepsWith) {}

    /**
     * What protects those who would lose to a bid that is high enough.
     *
     * @param untilNs when nothing protects them any more, as things stand.
     * @param drains that end on that instance, the next one first; none where they have gained too lately, and that is all.
     */
    public record Hold(long untilNs, List<Drain> drains) {}

    /**
     * A task that works on with what others have won.
     *
     * @param units that it drains.
     * @param untilNs when it loses them.
     */
    public record Drain(long task, int units, long untilNs) {}
}
