package io.swarmbid.memory;

/**
 * A binary heap of (key, tie, value), least key first, then least tie, of fixed capacity: the work lists of one event.
 * Not threadsafe.
 */
public final class KeyedHeap {
    private final long[] keys;
    private final long[] ties;
    private final int[] values;
    private int size;

    public KeyedHeap(final int capacity) {
        keys = new long[capacity + 1];
        ties = new long[capacity + 1];
        values = new int[capacity + 1];
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Forgets all entries. */
    public void clear() {
        size = 0;
    }

    /** Adds an entry; no two in the heap have both key and tie in common. */
    public void push(final long key, final long tie, final int value) {
        int at = ++size;
        while (at > 1 && isBefore(key, tie, at >> 1)) {
            move(at >> 1, at);
            at >>= 1;
        }
        put(at, key, tie, value);
    }

    /** Removes the first entry and returns its value; there must be one. */
    public int pop() {
        final int result = values[1];
        final long key = keys[size];
        final long tie = ties[size];
        final int value = values[size];
        size--;
        int at = 1;
        while (at * 2 <= size) {
            int child = at * 2;
            if (child < size && isBefore(keys[child + 1], ties[child + 1], child)) {
                child++;
            }
            if (isBefore(key, tie, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        put(at, key, tie, value);
        return result;
    }

    private boolean isBefore(final long key, final long tie, final int at) {
        return key != keys[at] ? key < keys[at] : tie < ties[at];
    }

    private void move(final int from, final int to) {
        put(to, keys[from], ties[from], values[from]);
    }

    private void put(final int at, final long key, final long tie, final int value) {
        keys[at] = key;
        ties[at] = tie;
        values[at] = value;
    }
}
