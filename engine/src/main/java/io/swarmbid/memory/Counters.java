package io.swarmbid.memory;

/** A few 64-bit numbers off-heap, from 0: what a structure counts and must not forget. Not threadsafe. */
public final class Counters {
    private final Block cells;

    public Counters(final Arena arena, final MemoryTag tag, final int count) {
        cells = arena.allocate(tag, (long) count * Long.BYTES);
    }

    public long get(final int counter) {
        return cells.getLong(counter * Long.BYTES);
    }

    public int getInt(final int counter) {
        return (int) get(counter);
    }

    public void set(final int counter, final long value) {
        cells.putLong(counter * Long.BYTES, value);
    }

    /** Adds to a counter; the result is its new value. */
    public long add(final int counter, final long amount) {
        final long sum = get(counter) + amount;
        set(counter, sum);
        return sum;
    }
}
