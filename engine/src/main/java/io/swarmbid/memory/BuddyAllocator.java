package io.swarmbid.memory;

import org.agrona.BitUtil;

/**
 * Blocks of cells, sizes rounded up to powers of two, neighbours merged when freed: the buddy system (Knowlton 1965;
 * Knuth, volume 1, 2.5). The free lists live off-heap. The lowest free block of the smallest fitting size is not
 * promised; nothing that is decided depends on where a block lies. Not threadsafe.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |      order + 1 if a free block starts at this grain, else 0   |
 *  +---------------------------------------------------------------+
 *  |                    next free block of the order               |
 *  +---------------------------------------------------------------+
 *  |                  previous free block of the order             |
 *  +---------------------------------------------------------------+
 * </pre>
 */
public final class BuddyAllocator {
    /** Returned when no block is free. */
    public static final int FULL = -1;

    /** Cells in the smallest block. */
    public static final int GRAIN = 8;

    private static final int NONE = -1;
    private static final int FREE = 0;
    private static final int NEXT = 4;
    private static final int PREVIOUS = 8;
    private static final int LENGTH = 12;

    private final Block grains;
    private final Block heads;
    private final int topOrder;

    /** An allocator over a power of two of cells, at least one grain. */
    public BuddyAllocator(final Arena arena, final MemoryTag tag, final int cells) {
        final int count = cells / GRAIN;
        grains = arena.allocate(tag, (long) count * LENGTH);
        topOrder = Integer.numberOfTrailingZeros(count);
        heads = arena.allocate(tag, (topOrder + 1L) * Integer.BYTES);
        heads.setMemory(0, heads.capacity(), (byte) NONE);
        push(0, topOrder);
    }

    private static int order(final int cells) {
        final int needed = (Math.max(1, cells) + GRAIN - 1) / GRAIN;
        return Integer.numberOfTrailingZeros(BitUtil.findNextPositivePowerOfTwo(needed));
    }

    private int head(final int order) {
        return heads.getInt(order * Integer.BYTES);
    }

    /** Whether a block of so many cells can be taken. */
    public boolean canTake(final int cells) {
        for (int order = order(cells); order <= topOrder; order++) {
            if (head(order) != NONE) {
                return true;
            }
        }
        return false;
    }

    /** The first cell of a block, or {@link #FULL}. */
    public int take(final int cells) {
        final int wanted = order(cells);
        int order = wanted;
        while (order <= topOrder && head(order) == NONE) {
            order++;
        }
        if (order > topOrder) {
            return FULL;
        }
        final int grain = head(order);
        unlink(grain, order);
        while (order > wanted) {
            order--;
            push(grain + (1 << order), order);
        }
        return grain * GRAIN;
    }

    /** Gives a block of so many cells back. */
    public void give(final int firstCell, final int cells) {
        int order = order(cells);
        int grain = firstCell / GRAIN;
        while (order < topOrder) {
            final int buddy = grain ^ (1 << order);
            if (grains.getInt(buddy * LENGTH + FREE) != order + 1) {
                break;
            }
            unlink(buddy, order);
            grain = Math.min(grain, buddy);
            order++;
        }
        push(grain, order);
    }

    private void push(final int grain, final int order) {
        final int head = head(order);
        grains.putInt(grain * LENGTH + FREE, order + 1);
        grains.putInt(grain * LENGTH + NEXT, head);
        grains.putInt(grain * LENGTH + PREVIOUS, NONE);
        if (head != NONE) {
            grains.putInt(head * LENGTH + PREVIOUS, grain);
        }
        heads.putInt(order * Integer.BYTES, grain);
    }

    private void unlink(final int grain, final int order) {
        final int next = grains.getInt(grain * LENGTH + NEXT);
        final int previous = grains.getInt(grain * LENGTH + PREVIOUS);
        if (previous == NONE) {
            heads.putInt(order * Integer.BYTES, next);
        } else {
            grains.putInt(previous * LENGTH + NEXT, next);
        }
        if (next != NONE) {
            grains.putInt(next * LENGTH + PREVIOUS, previous);
        }
        grains.putInt(grain * LENGTH + FREE, 0);
    }
}
