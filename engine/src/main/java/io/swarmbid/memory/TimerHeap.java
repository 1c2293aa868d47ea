package io.swarmbid.memory;

/**
 * Timers by (time, kind, id): an indexed 4-ary heap, off-heap. Each owner (a number below the capacity) has at most one
 * timer, so that it can be moved or cancelled in O(log n). Not threadsafe.
 */
public final class TimerHeap {
    /** The time of a timer that is not armed. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int ENTRY = 32;
    private static final int DUE = 0;
    private static final int ID = 8;
    private static final int KIND = 16;
    private static final int OWNER = 20;
    private static final int ABSENT = 0;

    private final Block heap;
    private final Block positions;
    private final Counters size;

    public TimerHeap(final Arena arena, final int capacity) {
        heap = arena.allocate(MemoryTag.TIMERS, (long) (capacity + 1) * ENTRY);
        positions = arena.allocate(MemoryTag.TIMERS, (long) capacity * Integer.BYTES);
        size = new Counters(arena, MemoryTag.TIMERS, 1);
    }

    /** Time of the first timer, {@link #NEVER} if none is armed. */
    public long firstDue() {
        return size.get(0) == 0 ? NEVER : heap.getLong(DUE);
    }

    /** Owner of the first timer; one must be armed. */
    public int firstOwner() {
        return heap.getInt(OWNER);
    }

    /** Kind of the first timer; one must be armed. */
    public int firstKind() {
        return heap.getInt(KIND);
    }

    /** Time of an owner's timer, {@link #NEVER} if it has none. */
    public long due(final int owner) {
        final int position = positions.getInt(owner * Integer.BYTES);
        return position == ABSENT ? NEVER : heap.getLong((position - 1) * ENTRY + DUE);
    }

    /** Arms, moves or, at {@link #NEVER}, cancels the timer of an owner. */
    public void set(final int owner, final long due, final int kind, final long id) {
        final int position = positions.getInt(owner * Integer.BYTES);
        if (due == NEVER) {
            if (position != ABSENT) {
                removeAt(owner, position - 1);
            }
            return;
        }
        final int at;
        if (position == ABSENT) {
            at = (int) size.add(0, 1) - 1;
        } else {
            at = position - 1;
            final int entry = at * ENTRY;
            if (heap.getLong(entry + DUE) == due && heap.getInt(entry + KIND) == kind) {
                return;
            }
        }
        write(at, due, kind, id, owner);
        siftDown(siftUp(at));
    }

    /** Cancels the timer of an owner, if it has one. */
    public void cancel(final int owner) {
        set(owner, NEVER, 0, 0);
    }

    private void removeAt(final int owner, final int at) {
        positions.putInt(owner * Integer.BYTES, ABSENT);
        final int last = (int) size.add(0, -1);
        if (at != last) {
            copy(last, at);
            siftDown(siftUp(at));
        }
    }

    private int siftUp(final int start) {
        int at = start;
        while (at > 0) {
            final int parent = (at - 1) >> 2;
            if (!before(at, parent)) {
                break;
            }
            swap(at, parent);
            at = parent;
        }
        return at;
    }

    private void siftDown(final int start) {
        final int count = size.getInt(0);
        int at = start;
        while (true) {
            final int firstChild = (at << 2) + 1;
            final int end = Math.min(firstChild + 4, count);
            int least = at;
            for (int child = firstChild; child < end; child++) {
                if (before(child, least)) {
                    least = child;
                }
            }
            if (least == at) {
                return;
            }
            swap(at, least);
            at = least;
        }
    }

    private boolean before(final int left, final int right) {
        Work.step();
        final int a = left * ENTRY;
        final int b = right * ENTRY;
        final long dueA = heap.getLong(a + DUE);
        final long dueB = heap.getLong(b + DUE);
        if (dueA != dueB) {
            return dueA < dueB;
        }
        final int kindA = heap.getInt(a + KIND);
        final int kindB = heap.getInt(b + KIND);
        return kindA != kindB ? kindA < kindB : heap.getLong(a + ID) < heap.getLong(b + ID);
    }

    private void write(
            final int at, final long due, final int kind, final long id, final int owner) {
        final int entry = at * ENTRY;
        heap.putLong(entry + DUE, due);
        heap.putLong(entry + ID, id);
        heap.putInt(entry + KIND, kind);
        heap.putInt(entry + OWNER, owner);
        positions.putInt(owner * Integer.BYTES, at + 1);
    }

    private void copy(final int from, final int to) {
        final int entry = from * ENTRY;
        write(
                to,
                heap.getLong(entry + DUE),
                heap.getInt(entry + KIND),
                heap.getLong(entry + ID),
                heap.getInt(entry + OWNER));
    }

    private void swap(final int left, final int right) {
        final int entry = left * ENTRY;
        final long due = heap.getLong(entry + DUE);
        final long id = heap.getLong(entry + ID);
        final int kind = heap.getInt(entry + KIND);
        final int owner = heap.getInt(entry + OWNER);
        copy(right, left);
        write(right, due, kind, id, owner);
    }
}
