package io.swarmbid.memory;

/** A binary heap of (key, value), least key first, of fixed capacity: the work lists of one event. Not threadsafe. */
public final class KeyedHeap {
    private final long[] keys;
    private final int[] values;
    private int size;

    public KeyedHeap(final int capacity) {
        keys = new long[capacity + 1];
        values = new int[capacity + 1];
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Adds an entry; the keys of entries in the heap differ. */
    public void push(final long key, final int value) {
        int at = ++size;
        while (at > 1 && keys[at >> 1] > key) {
            keys[at] = keys[at >> 1];
            values[at] = values[at >> 1];
            at >>= 1;
        }
        keys[at] = key;
        values[at] = value;
    }

    /** Removes the entry with the least key and returns its value; there must be one. */
    public int pop() {
        final int result = values[1];
        final long key = keys[size];
        final int value = values[size];
        size--;
        int at = 1;
        while (at * 2 <= size) {
            int child = at * 2;
            if (child < size && keys[child + 1] < keys[child]) {
                child++;
            }
            if (keys[child] >= key) {
                break;
            }
            keys[at] = keys[child];
            values[at] = values[child];
            at = child;
        }
        keys[at] = key;
        values[at] = value;
        return result;
    }
}
