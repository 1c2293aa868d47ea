package io.swarmbid.memory;

/**
 * Timers by (time, kind, id): an indexed 4-ary heap, off-heap. Each owner (a number below the capacity) has at most one
 * timer, so that it can be moved or cancelled in O(log n). Kind, id and owner share a word, whose order is that of kind and
 * id, so that four timers fit a cache line. Not threadsafe.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                             time                              |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |               owner, 24 bits                  |  id, 36 bits  |
 *  +---------------------------------------------------------------+
 *  |                      id (continued)                   |  kind |
 *  +---------------------------------------------------------------+
 * </pre>
 */
public final class TimerHeap {
    /** The time of a timer that is not armed. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int ENTRY = 16;

    /** Where the root is, so that the four children of each share a cache line. */
    private static final int ROOT = 48;

    private static final int KEY = 8;
    private static final int OWNER_BITS = 24;
    private static final int OWNERS = 1 << OWNER_BITS;
    private static final int ID_BITS = 36;
    private static final int KIND_SHIFT = OWNER_BITS + ID_BITS;
    private static final int ABSENT = 0;

    private final Block heap;
    private final Block positions;
    private final Counters size;

    /** A heap for so many owners, at most 2^24. */
    public TimerHeap(final Arena arena, final int capacity) {
        if (capacity > OWNERS) {
            throw new IllegalArgumentException(capacity + " owners, at most " + OWNERS);
        }
        heap = arena.allocate(MemoryTag.TIMERS, ROOT + (long) capacity * ENTRY);
        positions = arena.allocate(MemoryTag.TIMERS, (long) capacity * Integer.BYTES);
        size = new Counters(arena, MemoryTag.TIMERS, 1);
    }

    /** Time of the first timer, {@link #NEVER} if none is armed. */
    public long firstDue() {
        return size.get(0) == 0 ? NEVER : dueAt(0);
    }

    /** Owner of the first timer; one must be armed. */
    public int firstOwner() {
        return ownerOf(keyAt(0));
    }

    /** Kind of the first timer; one must be armed. */
    public int firstKind() {
        return (int) (keyAt(0) >> KIND_SHIFT);
    }

    private static int ownerOf(final long key) {
        return (int) key & OWNERS - 1;
    }

    /** Time of an owner's timer, {@link #NEVER} if it has none. */
    public long due(final int owner) {
        final int position = positions.getInt(owner * Integer.BYTES);
        return position == ABSENT ? NEVER : dueAt(position - 1);
    }

    /**
     * Arms, moves or, at {@link #NEVER}, cancels the timer of an owner.
     *
     * @param kind from 0 to 7.
     * @param id from 0 to 2^36 - 1.
     */
    public void set(final int owner, final long due, final int kind, final long id) {
        final int position = positions.getInt(owner * Integer.BYTES);
        if (due == NEVER) {
            if (position != ABSENT) {
                remove(owner, position - 1);
            }
            return;
        }
        if (id >>> ID_BITS != 0) {
            throw new IllegalArgumentException("id " + id + " has more than 36 bits");
        }
        final long key = (long) kind << KIND_SHIFT | id << OWNER_BITS | owner;
        if (position == ABSENT) {
            place((int) size.add(0, 1) - 1, due, key);
        } else if (dueAt(position - 1) != due || keyAt(position - 1) != key) {
            place(position - 1, due, key);
        }
    }

    /** Cancels the timer of an owner, if it has one. */
    public void cancel(final int owner) {
        set(owner, NEVER, 0, 0);
    }

    private void remove(final int owner, final int at) {
        positions.putInt(owner * Integer.BYTES, ABSENT);
        final int last = (int) size.add(0, -1);
        if (at != last) {
            place(at, dueAt(last), keyAt(last));
        }
    }

    private long dueAt(final int at) {
        return heap.getLong(ROOT + at * ENTRY);
    }

    private long keyAt(final int at) {
        return heap.getLong(ROOT + at * ENTRY + KEY);
    }

    /** Puts a timer where there is none, or one that goes, and from there up or down to where it belongs. */
    private void place(final int start, final long due, final long key) {
        int at = start;
        while (at > 0) {
            final int parent = at - 1 >> 2;
            if (!before(due, key, parent)) {
                break;
            }
            write(at, dueAt(parent), keyAt(parent));
            at = parent;
        }
        if (at == start) {
            at = sink(start, due, key);
        }
        write(at, due, key);
    }

    private int sink(final int start, final long due, final long key) {
        final int count = size.getInt(0);
        int at = start;
        while (true) {
            final int firstChild = (at << 2) + 1;
            final int end = Math.min(firstChild + 4, count);
            long leastDue = due;
            long leastKey = key;
            int least = at;
            for (int child = firstChild; child < end; child++) {
                if (!before(leastDue, leastKey, child)) {
                    least = child;
                    leastDue = dueAt(child);
                    leastKey = keyAt(child);
                }
            }
            if (least == at) {
                return at;
            }
            write(at, leastDue, leastKey);
            at = least;
        }
    }

    /** Whether a timer comes before the one at a place. */
    private boolean before(final long due, final long key, final int at) {
        Work.step();
        final long other = dueAt(at);
        return due != other ? due < other : key < keyAt(at);
    }

    private void write(final int at, final long due, final long key) {
        heap.putLong(ROOT + at * ENTRY, due);
        heap.putLong(ROOT + at * ENTRY + KEY, key);
        positions.putInt(ownerOf(key) * Integer.BYTES, at + 1);
    }
}
