package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.BuddyAllocator;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.Work;

/**
 * Every VRU of every instance: owner, health, latest telemetry. An instance's VRUs are one block of cells, kinds one
 * after the other. Not threadsafe.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                    owner's task slot, -1: free                |
 *  +-+-------------------------------------------------------------+
 *  |F|D|                    utilisation, ppm                       |
 *  +-+-+-----------------------------------------------------------+
 *  |                      bytes per second                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * F: faulty. D: its owner drains it.
 */
public final class VruTable {
    private static final int FREE = -1;
    private static final int OWNER = 0;
    private static final int UTILISATION = 4;
    private static final int IO = 8;
    private static final int LENGTH = 16;
    private static final int FAULTY = 0x8000_0000;
    private static final int DRAINS = 0x4000_0000;

    private final Block cells;
    private final PoolTable pools;
    private final BuddyAllocator blocks;

    /** A table of a power of two of cells. */
    public VruTable(final Arena arena, final PoolTable pools, final int capacity) {
        this.cells = arena.allocate(MemoryTag.VRUS, (long) capacity * LENGTH);
        this.blocks = new BuddyAllocator(arena, MemoryTag.VRUS, capacity);
        this.pools = pools;
    }

    private int cellsOf(final int pool) {
        return pools.vcpu(pool) + pools.memory(pool) + pools.accelerator(pool);
    }

    /** Whether an instance of the pool has no room. */
    public boolean isFull(final int pool) {
        return !blocks.canTake(cellsOf(pool));
    }

    /** A block of free, healthy VRUs without telemetry; there is room. */
    public int take(final int pool) {
        final int block = blocks.take(cellsOf(pool));
        for (int cell = block; cell < block + cellsOf(pool); cell++) {
            cells.putInt(cell * LENGTH + OWNER, FREE);
            cells.putInt(cell * LENGTH + UTILISATION, 0);
            cells.putLong(cell * LENGTH + IO, 0);
        }
        return block;
    }

    /** Gives a block back. */
    public void give(final int pool, final int block) {
        blocks.give(block, cellsOf(pool));
    }

    /** The cell of VRU 0 of a kind in an instance's block. */
    public int firstCell(final int pool, final int block, final int kind) {
        return block + (kind > 0 ? pools.vcpu(pool) : 0) + (kind > 1 ? pools.memory(pool) : 0);
    }

    /** Slot of the owner, -1: free. */
    public int owner(final int cell) {
        Work.step();
        return cells.getInt(cell * LENGTH + OWNER);
    }

    public void owner(final int cell, final int task) {
        cells.putInt(cell * LENGTH + OWNER, task);
    }

    public boolean isHealthy(final int cell) {
        return cells.getInt(cell * LENGTH + UTILISATION) >= 0;
    }

    public void healthy(final int cell, final boolean healthy) {
        cells.putInt(cell * LENGTH + UTILISATION, utilisation(cell) | (healthy ? 0 : FAULTY));
    }

    /** Whether another has won it, for whom its owner will give it up. */
    public boolean drains(final int cell) {
        return (cells.getInt(cell * LENGTH + UTILISATION) & DRAINS) != 0;
    }

    public void drains(final int cell, final boolean drains) {
        final int at = cell * LENGTH + UTILISATION;
        cells.putInt(at, (cells.getInt(at) & ~DRAINS) | (drains ? DRAINS : 0));
    }

    /** Latest utilisation, ppm. */
    public int utilisation(final int cell) {
        return cells.getInt(cell * LENGTH + UTILISATION) & ~(FAULTY | DRAINS);
    }

    /** Latest bytes per second. */
    public long ioBytesPerSecond(final int cell) {
        return cells.getLong(cell * LENGTH + IO);
    }

    public void telemetry(final int cell, final int utilisation, final long ioBytesPerSecond) {
        final int at = cell * LENGTH + UTILISATION;
        cells.putInt(at, (cells.getInt(at) & (FAULTY | DRAINS)) | utilisation);
        cells.putLong(cell * LENGTH + IO, ioBytesPerSecond);
    }
}
