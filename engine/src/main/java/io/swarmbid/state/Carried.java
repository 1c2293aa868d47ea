package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Counters;
import io.swarmbid.memory.MemoryTag;

/**
 * What the engine carries from one event to the next that is in no table. A class that must remember something keeps it
 * here or in a table, never in a field: a copy of the arena is a copy of the state. Not threadsafe.
 */
public final class Carried {
    private static final int TIME = 0;
    private static final int EPOCH = 1;
    private static final int DECISIONS = 2;
    private static final int ACTIVATED = 3;
    private static final int COVERING_ROUND = 4;
    private static final int SCALED_QUEUE_CHANGES = 5;
    private static final int PRICED_HEAD_CHANGES = 6;
    private static final int TICK_DUE = 7;
    private static final int JUDGED_CHANGES = 8;
    private static final int REPLACEMENT = 9;
    private static final int REPLACED = 10;
    private static final int MOVED_POOL_CHANGES = 11;
    private static final int MOVE_ROOM = 12;
    private static final int MOVE_ASKED = 13;
    private static final int QUIET_TICKS = 14;
    private static final int COUNT = 15;

    private final Counters counters;

    Carried(final Arena arena) {
        counters = new Counters(arena, MemoryTag.QUEUE, COUNT);
    }

    /** Logical time of the last event, nanoseconds. */
    public long timeNs() {
        return counters.get(TIME);
    }

    public void timeNs(final long timeNs) {
        counters.set(TIME, timeNs);
    }

    /** Number of the next event. */
    int nextEpoch() {
        return (int) counters.add(EPOCH, 1);
    }

    /** Decisions emitted so far. */
    public long decisions() {
        return counters.get(DECISIONS);
    }

    /** Number of the next decision, from 1. */
    public long nextDecision() {
        return counters.add(DECISIONS, 1);
    }

    /** Number of the next instance that the engine asks for, from 0. */
    public long nextActivation() {
        return counters.add(ACTIVATED, 1) - 1;
    }

    /** Number of the next round in which the autoscaler covers demand. */
    public int nextCoveringRound() {
        return (int) counters.add(COVERING_ROUND, 1);
    }

    /** {@link QueueGroups#changes()} when the autoscaler looked last. */
    public long scaledQueueChanges() {
        return counters.get(SCALED_QUEUE_CHANGES);
    }

    public void scaledQueueChanges(final long changes) {
        counters.set(SCALED_QUEUE_CHANGES, changes);
    }

    /** {@link PoolTable#changes()} when tasks were asked last whether they would move. */
    public long movedPoolChanges() {
        return counters.get(MOVED_POOL_CHANGES);
    }

    public void movedPoolChanges(final long changes) {
        counters.set(MOVED_POOL_CHANGES, changes);
    }

    /** The room, packed, that instances were taken to have at most when tasks were asked whether they would move. */
    public long moveRoom() {
        return counters.get(MOVE_ROOM);
    }

    public void moveRoom(final long room) {
        counters.set(MOVE_ROOM, room);
    }

    /** How many tasks were asked since that was set. */
    public long moveAsked() {
        return counters.get(MOVE_ASKED);
    }

    public void moveAsked(final long asked) {
        counters.set(MOVE_ASKED, asked);
    }

    /** How many ticks in a row have decided nothing since something happened. */
    public long quietTicks() {
        return counters.get(QUIET_TICKS);
    }

    public void quietTicks(final long ticks) {
        counters.set(QUIET_TICKS, ticks);
    }

    /** {@link QueueGroups#headChanges()} when prices were computed last. */
    public long pricedHeadChanges() {
        return counters.get(PRICED_HEAD_CHANGES);
    }

    public void pricedHeadChanges(final long changes) {
        counters.set(PRICED_HEAD_CHANGES, changes);
    }

    /** {@link QueueGroups#headChanges()} and {@link InstanceTable#turns()} together when rejections were judged last. */
    public long judgedChanges() {
        return counters.get(JUDGED_CHANGES);
    }

    public void judgedChanges(final long changes) {
        counters.set(JUDGED_CHANGES, changes);
    }

    /** Id of the instance that was activated to replace another of the autoscaler's, 0: none is being replaced. */
    public long replacement() {
        return counters.get(REPLACEMENT);
    }

    public void replacement(final long instance) {
        counters.set(REPLACEMENT, instance);
    }

    /** Id of the instance that is being replaced, 0: none. */
    public long replaced() {
        return counters.get(REPLACED);
    }

    public void replaced(final long instance) {
        counters.set(REPLACED, instance);
    }

    /** When the core's own next tick is due, nanoseconds; {@link Long#MAX_VALUE}: not at all. */
    public long tickDueNs() {
        return counters.get(TICK_DUE) - 1 & Long.MAX_VALUE;
    }

    public void tickDueNs(final long timeNs) {
        counters.set(TICK_DUE, timeNs + 1 & Long.MAX_VALUE);
    }
}
