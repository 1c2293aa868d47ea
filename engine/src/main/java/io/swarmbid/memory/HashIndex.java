package io.swarmbid.memory;

import java.util.function.IntUnaryOperator;
import org.agrona.BitUtil;

/**
 * Finds slots by a hash of what their records hold: open addressing with linear probing and backward-shift deletion (Knuth,
 * volume 3, 6.4, algorithm R), at most half full, four bytes an entry, off-heap. Who asks compares: the records that have
 * the hash, and others, come one by one. Nothing that is decided depends on their order. Not threadsafe.
 */
public final class HashIndex {
    /** Returned where no more slots follow. */
    public static final int NONE = -1;

    private final Block entries;
    private final int mask;
    private final IntUnaryOperator hashOf;

    /**
     * An index for up to {@code capacity} slots.
     *
     * @param hashOf the hash of the record in a slot, as long as it is here.
     */
    public HashIndex(
            final Arena arena,
            final MemoryTag tag,
            final int capacity,
            final IntUnaryOperator hashOf) {
        final int size = BitUtil.findNextPositivePowerOfTwo(Math.max(4, capacity)) * 2;
        entries = arena.allocate(tag, (long) size * Integer.BYTES);
        mask = size - 1;
        this.hashOf = hashOf;
    }

    /** The place where the slots of a hash begin. Its lower bits are to be well mixed. */
    public int start(final int hash) {
        return hash & mask;
    }

    /** The place after another. */
    public int next(final int place) {
        return place + 1 & mask;
    }

    /** The slot at a place, {@link #NONE} behind the last that may have the hash. */
    public int slot(final int place) {
        Work.step();
        return entries.getInt(place * Integer.BYTES) - 1;
    }

    /** Adds a slot that is not there. */
    public void put(final int slot) {
        int at = start(hashOf.applyAsInt(slot));
        while (slot(at) != NONE) {
            at = next(at);
        }
        entries.putInt(at * Integer.BYTES, slot + 1);
    }

    /** Removes a slot that is there; its record is still as it was. */
    public void remove(final int slot) {
        int hole = start(hashOf.applyAsInt(slot));
        while (slot(hole) != slot) {
            hole = next(hole);
        }
        for (int at = next(hole); slot(at) != NONE; at = next(at)) {
            final int home = start(hashOf.applyAsInt(slot(at)));
            if ((at - home & mask) >= (at - hole & mask)) {
                entries.putInt(hole * Integer.BYTES, slot(at) + 1);
                hole = at;
            }
        }
        entries.putInt(hole * Integer.BYTES, 0);
    }
}
