package io.swarmbid.state;

import static io.swarmbid.state.TaskDescriptor.DRAINS_UNTIL_OFFSET;
import static io.swarmbid.state.TaskDescriptor.DRAIN_RATE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.LENGTH;
import static io.swarmbid.state.TaskDescriptor.WORKING_OFFSET;

import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Setting;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.TimerHeap;

/**
 * What tasks work with, where that is not what they have won: who is displaced <em>drains</em> for a grace period, and who
 * has won units that still drain <em>waits</em> for them. Section 3a of the rule book. What such a task has besides is in
 * its own record while its {@link TaskTable#PASSING} flag is set, see {@link TaskDescriptor}; of an instance it is the
 * record here. Not threadsafe, no allocation.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |           tasks on the instance that drain or wait            |
 *  +---------------------------------------------------------------+
 *  |  first task that has lost all there and drains, plus 1; 0: none |
 *  +---------------------------------------------------------------+
 * </pre>
 */
public final class Grace {
    private static final int NONE = TaskTable.NONE;

    private static final int PASSING = 0;
    private static final int FIRST_LEAVING = 4;
    private static final int INSTANCE_LENGTH = 8;

    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final long graceNs;
    private final Block records;
    private final Block byInstance;
    private final Block total;

    Grace(final EngineState state, final Arena arena, final int maxInstances) {
        this.state = state;
        tasks = state.tasks;
        instances = state.instances;
        graceNs = state.settings.get(Setting.GRACE);
        records = tasks.buffer;
        byInstance = arena.allocate(MemoryTag.INSTANCES, (long) maxInstances * INSTANCE_LENGTH);
        total = arena.allocate(MemoryTag.TASKS, Integer.BYTES);
    }

    /** Units that the task works with, whose VRUs it has. */
    public int working(final int task) {
        return tasks.is(task, TaskTable.PASSING)
                ? records.getShort(task * LENGTH + WORKING_OFFSET)
                : tasks.units(task);
    }

    /** Whether the touched task worked with something when the event began. */
    public boolean workedBefore(final int task) {
        return tasks.priorSlot(task) >= 0
                && (tasks.priorUnits(task) == 0 || tasks.priorWorking(task) > 0);
    }

    /** Units that it works with and has won: it keeps them. */
    public int kept(final int task) {
        return Math.min(tasks.units(task), working(task));
    }

    /** As {@link #kept}, when the event began that has touched it. */
    public int priorKept(final int task) {
        return Math.min(tasks.priorUnits(task), tasks.priorWorking(task));
    }

    private boolean wasPassing(final int task) {
        return tasks.priorWorking(task) != tasks.priorUnits(task);
    }

    /** Whether a touched task drained where it is when the event began, and has lost nothing since but to others. */
    private boolean drainedBefore(final int task) {
        return tasks.priorSlot(task) == tasks.instance(task)
                && tasks.priorWorking(task) > tasks.priorUnits(task)
                && hasOnlyBeenDisplaced(task);
    }

    private boolean hasOnlyBeenDisplaced(final int task) {
        final int first = tasks.revokeReason(task);
        return first < 0 || isDisplacement(first);
    }

    /** Whether it works with units that others have won. */
    public boolean drains(final int task) {
        return tasks.is(task, TaskTable.PASSING) && working(task) > tasks.units(task);
    }

    /** Whether others work with units that it has won. */
    public boolean waits(final int task) {
        return tasks.is(task, TaskTable.PASSING) && working(task) < tasks.units(task);
    }

    /** Whether a live task has something to work with. */
    public boolean isWorking(final int task) {
        return tasks.isRunning(task) && working(task) > 0;
    }

    /** When the drain of a task ends; of one that waits, what it goes by in the order of those who wait. */
    public long until(final int task) {
        return records.getLong(task * LENGTH + DRAINS_UNTIL_OFFSET);
    }

    /** What a draining task is charged, if it is worth as much to it, femto per hour. */
    public long rate(final int task) {
        return records.getLong(task * LENGTH + DRAIN_RATE_OFFSET);
    }

    /** Tasks on the instance that drain or wait. */
    public int passing(final int instance) {
        return byInstance.getInt(instance * INSTANCE_LENGTH + PASSING);
    }

    /** The first task on the instance that has lost all and drains; the next is its {@link TaskTable#next}. */
    public int firstLeaving(final int instance) {
        return byInstance.getInt(instance * INSTANCE_LENGTH + FIRST_LEAVING) - 1;
    }

    void firstLeaving(final int instance, final int task) {
        byInstance.putInt(instance * INSTANCE_LENGTH + FIRST_LEAVING, task + 1);
    }

    /** Whether nobody drains or waits anywhere. */
    public boolean isIdle() {
        return total.getInt(0) == 0;
    }

    /** Whether the task drained or waited when the event began, and still does: nobody may displace it. */
    public boolean isProtected(final int task) {
        return tasks.is(task, TaskTable.PASSING)
                && (tasks.touchEpoch(task) != state.event.epoch() || wasPassing(task));
    }

    /** Until when a protected task is: to the end of its own drain, or of the last one that it may be waiting for. */
    long protectedUntil(final int task) {
        return drains(task) ? until(task) : lastEnd(tasks.instance(task));
    }

    /** When the first drain on an instance ends, {@link TimerHeap#NEVER} if there is none. */
    public long nextEnd(final int instance) {
        return passing(instance) == 0 ? TimerHeap.NEVER : drainsEnd(instance, true);
    }

    /** When the last drain on an instance ends, and so who waits there has what it has won; 0 if there is none. */
    public long lastEnd(final int instance) {
        return drainsEnd(instance, false);
    }

    private long drainsEnd(final int instance, final boolean first) {
        long end = first ? TimerHeap.NEVER : 0;
        for (int task = first(instance); task != NONE; task = next(instance, task)) {
            if (drains(task)) {
                end = first ? Math.min(end, until(task)) : Math.max(end, until(task));
            }
        }
        return end;
    }

    /** All that have VRUs on the instance or wait for some: those on its list, then those that leave. */
    int first(final int instance) {
        final int task = instances.firstTask(instance);
        return task == NONE ? firstLeaving(instance) : task;
    }

    int next(final int instance, final int task) {
        final int next = tasks.next(task);
        return next == NONE && tasks.units(task) > 0 ? firstLeaving(instance) : next;
    }

    /** VRUs of a kind that nobody works with, healthy ones. */
    public int there(final int instance, final int kind) {
        if (passing(instance) == 0) {
            return instances.free(instance, kind);
        }
        int there = instances.healthy(instance, kind);
        for (int task = first(instance); task != NONE; task = next(instance, task)) {
            there -= tasks.bundle(task, kind) * working(task);
        }
        return there;
    }

    /** Who drains VRUs of a kind on the instance and is done first, {@link TaskTable#NONE} if nobody does. */
    public int firstToGo(final int instance, final int kind) {
        int found = NONE;
        for (int task = first(instance); task != NONE; task = next(instance, task)) {
            if (drains(task)
                    && tasks.bundle(task, kind) > 0
                    && (found < 0 || isBefore(task, found))) {
                found = task;
            }
        }
        return found;
    }

    /** Who came last of those that drain VRUs of a kind on the instance, or wait for some. */
    public int latest(final int instance, final int kind, final boolean draining) {
        int found = NONE;
        for (int task = first(instance); task != NONE; task = next(instance, task)) {
            if ((draining ? drains(task) : waits(task))
                    && tasks.bundle(task, kind) > 0
                    && (found < 0 || tasks.isEarlier(found, task))) {
                found = task;
            }
        }
        return found;
    }

    private boolean isBefore(final int task, final int other) {
        final long a = until(task);
        final long b = until(other);
        return a != b ? a < b : tasks.isEarlier(task, other);
    }

    /** A task on an instance works with so many units from now on, whatever it has won. */
    void work(final int task, final int units) {
        final boolean passes = units != tasks.units(task);
        if (passes) {
            records.putShort(task * LENGTH + WORKING_OFFSET, (short) units);
        }
        if (passes != tasks.is(task, TaskTable.PASSING)) {
            count(tasks.instance(task), passes ? 1 : -1);
            if (passes) {
                tasks.set(task, TaskTable.PASSING);
            } else {
                tasks.unset(task, TaskTable.PASSING);
            }
        }
    }

    /** The drain of a task has come to its end: what it drained is gone, as if before the event. */
    void end(final int task) {
        final int instance = tasks.instance(task);
        final int pool = instances.pool(instance);
        final int first = state.vrus.firstCell(pool, instances.vruBlock(instance), 0);
        final int end = state.vrus.firstCell(pool, instances.vruBlock(instance), 3);
        for (int cell = state.vruHoldings.last(task, first, end, true);
                cell != VruHoldings.NONE;
                cell = state.vruHoldings.last(task, first, end, true)) {
            state.vruHoldings.remove(task, cell);
        }
        tasks.priorWorking(task, tasks.priorUnits(task));
    }

    private void count(final int instance, final int change) {
        final int at = instance * INSTANCE_LENGTH + PASSING;
        byInstance.putInt(at, byInstance.getInt(at) + change);
        total.putInt(0, total.getInt(0) + change);
    }

    /** A task starts with units on an instance: it has them, or waits for them. */
    void started(final int task) {
        if (passing(tasks.instance(task)) > 0) {
            begin(task);
            work(task, 0);
        }
    }

    /** A running task wins units, up to so many in all: it has them, or waits for them. */
    void grow(final int task, final int units) {
        final boolean waited = waits(task);
        final int worked = working(task);
        tasks.units(task, units);
        if (passing(tasks.instance(task)) > 0) {
            if (worked < units && !waited) {
                begin(task);
            }
            work(task, worked);
        }
    }

    /** A drain or a wait begins; who drained there when the event began goes on with what was announced then. */
    private void begin(final int task) {
        if (drainedBefore(task)) {
            return;
        }
        final long now = state.event.now();
        records.putLong(
                task * LENGTH + DRAINS_UNTIL_OFFSET,
                graceNs >= TimerHeap.NEVER - now ? TimerHeap.NEVER : now + graceNs);
    }

    /** What a task will work with that is about to lose all but so many of its units for a reason; its drain may begin. */
    int afterLoss(final int task, final int units, final RevokeReason reason) {
        final int worked = working(task);
        if (graceNs == 0 || !isDisplacement(reason.ordinal()) || !hasOnlyBeenDisplaced(task)) {
            return Math.min(worked, units);
        }
        final int prior =
                tasks.priorSlot(task) == tasks.instance(task) ? tasks.priorWorking(task) : 0;
        final int works = Math.min(worked, Math.max(units, prior));
        if (works > units && !drains(task) && !drainedBefore(task)) {
            begin(task);
            records.putLong(
                    task * LENGTH + DRAIN_RATE_OFFSET, state.accrual.rateBefore(task, works));
        }
        return works;
    }

    private static boolean isDisplacement(final int reason) {
        return reason == RevokeReason.OUTBID.ordinal()
                || reason == RevokeReason.REARRANGED.ordinal();
    }

    /** Who waits on the instance gets what is there, in their order, each all or nothing; false if nobody gets anything. */
    boolean serve(final int instance) {
        boolean served = false;
        for (int task = firstServed(instance); task != NONE; task = firstServed(instance)) {
            state.holdings.touch(task);
            work(task, tasks.units(task));
            served = true;
        }
        return served;
    }

    private int firstServed(final int instance) {
        if (passing(instance) == 0) {
            return NONE;
        }
        final int vcpu = there(instance, 0);
        final int memory = there(instance, 1);
        final int accelerator = there(instance, 2);
        int found = NONE;
        for (int task = instances.firstTask(instance); task != NONE; task = tasks.next(task)) {
            if (waits(task) && (found < 0 || isBefore(task, found))) {
                final int lack = tasks.units(task) - working(task);
                if (tasks.vcpu(task) * lack <= vcpu
                        && tasks.memory(task) * lack <= memory
                        && tasks.accelerator(task) * lack <= accelerator) {
                    found = task;
                }
            }
        }
        return found;
    }
}
