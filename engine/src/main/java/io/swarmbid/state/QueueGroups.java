package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.Counters;
import io.swarmbid.memory.HashIndex;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotNotes;
import io.swarmbid.memory.Work;

/**
 * Queued tasks by shape: tasks that may run on the same instances (pools, fleet) and whose first segment needs the same
 * VRUs (bundle, units). Inside a group the value of the first segment is the rank on every instance, so that only the
 * head of a group ever has to be looked at. Not threadsafe.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                        units and bundle                       |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            root                               |
 *  +---------------------------------------------------------------+
 *  |         head; bit 30: judged since it became that             |
 *  +---------------------------------------------------------------+
 *  |                    place in the list of groups                |
 *  +---------------------------------------------------------------+
 *  |                            age                                |
 *  +---------------------------------------------------------------+
 *  |            pool set           |             fleet             |
 *  +---------------------------------------------------------------+
 *  |                     hash of what it stands for                |
 *  +---------------------------------------------------------------+
 * </pre>
 */
public final class QueueGroups {
    private static final int SHAPE = 0;
    private static final int ROOT = SHAPE + Long.BYTES;
    private static final int HEAD = ROOT + Integer.BYTES;
    private static final int PLACE = HEAD + Integer.BYTES;
    private static final int AGE = PLACE + Integer.BYTES;
    private static final int POOL_SET = AGE + Integer.BYTES;
    private static final int FLEET = POOL_SET + Short.BYTES;
    private static final int HASH = FLEET + Short.BYTES;
    private static final int LENGTH = HASH + Integer.BYTES;

    private static final int JUDGED = 1 << 30;
    private static final long EXHAUSTED = 1L << 62;
    private static final long AGE_SALT = 0xD6E8FEB86659FD93L;

    private static final int SIZE = 0;
    private static final int CHANGES = 1;
    private static final int HEAD_CHANGES = 2;
    private static final int HIGH_WATER = 3;
    private static final int COUNTERS = 4;

    private final TaskTable tasks;
    private final OrderTree tree;
    private final Block buffer;

    /** The groups that hold tasks, and behind them those that did before. */
    private final Block list;

    private final HashIndex index;
    private final Counters counters;
    private final SlotNotes newcomers;

    public QueueGroups(final Arena arena, final TaskTable tasks, final int capacity) {
        this.tasks = tasks;
        tree = new QueueOrder(tasks);
        buffer = arena.allocate(MemoryTag.QUEUE, (long) capacity * LENGTH);
        list = arena.allocate(MemoryTag.QUEUE, (long) capacity * Integer.BYTES);
        index =
                new HashIndex(
                        arena,
                        MemoryTag.QUEUE,
                        capacity,
                        group -> buffer.getInt(group * LENGTH + HASH));
        counters = new Counters(arena, MemoryTag.QUEUE, COUNTERS);
        newcomers = new SlotNotes(arena, MemoryTag.QUEUE, capacity);
    }

    /**
     * Queues a task.
     *
     * @param units of its first segment.
     * @param value of its first segment, femto per hour.
     */
    public void add(final int task, final int units, final long value) {
        final long shape = shape(task, units);
        final int group = group(tasks.poolSet(task), tasks.fleet(task), tasks.age(task), shape);
        tasks.queueKey(task, value);
        tasks.group(task, group);
        final int root = tree.insert(root(group), task);
        putRoot(group, root);
        newcomers.note(task);
    }

    /**
     * Takes the slot of a task that was queued since this was asked last, or was queued anew with another rank, shape or
     * age, off the notes; it may have left since. {@link TaskTable#NONE} if there is none.
     */
    public int takeNewcomer() {
        return newcomers.take();
    }

    /** Takes a task out of the queue; nothing happens if it is in no group. */
    public void remove(final int task) {
        final int group = tasks.group(task);
        if (group < 0) {
            return;
        }
        tasks.group(task, TaskTable.NONE);
        final int root = tree.remove(root(group), task);
        putRoot(group, root);
        if (root == TaskTable.NONE) {
            drop(group);
        }
    }

    private void putRoot(final int group, final int root) {
        final int at = group * LENGTH;
        buffer.putInt(at + ROOT, root);
        counters.add(CHANGES, 1);
        final int head = root == TaskTable.NONE ? TaskTable.NONE : tree.first(root);
        if (head != head(group)) {
            buffer.putInt(at + HEAD, head);
            counters.add(HEAD_CHANGES, 1);
        }
    }

    private int group(final int poolSet, final int fleet, final int age, final long shape) {
        final int hash = hash(poolSet, fleet, age, shape);
        int at = index.start(hash);
        for (int group = index.slot(at); group != HashIndex.NONE; group = index.slot(at)) {
            if (shapeOf(group) == shape
                    && poolSet(group) == poolSet
                    && fleet(group) == fleet
                    && buffer.getInt(group * LENGTH + AGE) == age) {
                return group;
            }
            at = index.next(at);
        }
        final int group = take();
        final int record = group * LENGTH;
        buffer.putLong(record + SHAPE, shape);
        buffer.putInt(record + ROOT, TaskTable.NONE);
        buffer.putInt(record + HEAD, TaskTable.NONE);
        buffer.putInt(record + AGE, age);
        buffer.putShort(record + POOL_SET, (short) poolSet);
        buffer.putShort(record + FLEET, (short) fleet);
        buffer.putInt(record + HASH, hash);
        index.put(group);
        return group;
    }

    /** Puts the group that was dropped last, or else a new one, on the list. */
    private int take() {
        final int place = size();
        counters.add(SIZE, 1);
        if (place == counters.getInt(HIGH_WATER)) {
            counters.add(HIGH_WATER, 1);
            list(place, place);
        }
        final int group = list.getInt(place * Integer.BYTES);
        buffer.putInt(group * LENGTH + PLACE, place);
        return group;
    }

    private void drop(final int group) {
        index.remove(group);
        final int place = buffer.getInt(group * LENGTH + PLACE);
        final int end = (int) counters.add(SIZE, -1);
        final int last = list.getInt(end * Integer.BYTES);
        list(place, last);
        buffer.putInt(last * LENGTH + PLACE, place);
        list(end, group);
    }

    private void list(final int place, final int group) {
        list.putInt(place * Integer.BYTES, group);
    }

    private long shape(final int task, final int units) {
        final long exhausted = tasks.is(task, TaskTable.EXHAUSTED) ? EXHAUSTED : 0;
        return exhausted
                | (long) units << 48
                | (long) tasks.vcpu(task) << 32
                | (long) tasks.memory(task) << 16
                | tasks.accelerator(task);
    }

    private static int hash(final int poolSet, final int fleet, final int age, final long shape) {
        final long whole = shape ^ age * AGE_SALT ^ (long) poolSet << 20 ^ (long) fleet << 42;
        final long hash = (whole ^ whole >>> 32) * 0x9E3779B97F4A7C15L;
        return (int) ((hash ^ hash >>> 32) * 0xC2B2AE3D27D4EB4FL >>> 32);
    }

    /** Groups that hold tasks. */
    public int size() {
        return counters.getInt(SIZE);
    }

    /** The n-th group that holds tasks, in no particular order. */
    public int at(final int place) {
        Work.step();
        return list.getInt(place * Integer.BYTES);
    }

    /** The highest-ranked task of a group. */
    public int head(final int group) {
        final int head = buffer.getInt(group * LENGTH + HEAD);
        return head < 0 ? head : head & ~JUDGED;
    }

    /** Whether {@link #judged} was said of the head of a group since it came to be that. */
    public boolean isJudged(final int group) {
        return (buffer.getInt(group * LENGTH + HEAD) & JUDGED) != 0;
    }

    /** The head of a group was looked at. */
    public void judged(final int group) {
        buffer.putInt(group * LENGTH + HEAD, head(group) | JUDGED);
    }

    /** The next lower task of the same group, {@link TaskTable#NONE} after the last. */
    public int next(final int task) {
        return tree.next(task);
    }

    public int poolSet(final int group) {
        return buffer.getShort(group * LENGTH + POOL_SET);
    }

    /** Slot of the fleet that the group's tasks name, -1: none. */
    public int fleet(final int group) {
        return buffer.getShort(group * LENGTH + FLEET);
    }

    private long shapeOf(final int group) {
        return buffer.getLong(group * LENGTH + SHAPE);
    }

    private int root(final int group) {
        return buffer.getInt(group * LENGTH + ROOT);
    }

    /** Units of the first segment of the group's tasks. */
    public int units(final int group) {
        return (int) ((shapeOf(group) & ~EXHAUSTED) >>> 48);
    }

    /** Whether the group's tasks are exhausted: they bid for nothing, but take what nobody wants. */
    public boolean isExhausted(final int group) {
        return (shapeOf(group) & EXHAUSTED) != 0;
    }

    /** How often a task has come or gone. */
    public long changes() {
        return counters.get(CHANGES);
    }

    /** How often the head of any group has changed. */
    public long headChanges() {
        return counters.get(HEAD_CHANGES);
    }
}
