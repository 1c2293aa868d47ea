package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.BitTree;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.BuddyAllocator;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.Work;

/**
 * Every VRU of every instance: owner, health, latest telemetry. An instance's VRUs are one block of cells, kinds one
 * after the other. Those that are healthy and free are a set beside the cells. Not threadsafe.
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
 *  |          lower child          |          higher child         |
 *  +-------------------------------+-------------------------------+
 * </pre>
 *
 * F: faulty, and then free. D: its owner drains it. Children in the tree of its owner, see {@link VruHoldings}: how many
 * cells further on they are, 0: none. An instance has 3,072 VRUs at most.
 */
public final class VruTable {
    private static final int FREE = -1;
    private static final int OWNER = 0;
    private static final int UTILISATION = 4;
    private static final int IO = 8;
    private static final int LOWER = 16;
    private static final int HIGHER = 18;
    private static final int LENGTH = 20;
    private static final int FAULTY = 0x8000_0000;
    private static final int DRAINS = 0x4000_0000;

    private final Block cells;

    /** Healthy ones without an owner. */
    private final BitTree free;

    private final PoolTable pools;
    private final BuddyAllocator blocks;

    /** A table of a power of two of cells. */
    public VruTable(final Arena arena, final PoolTable pools, final int capacity) {
        this.cells = arena.allocate(MemoryTag.VRUS, (long) capacity * LENGTH);
        this.free = new BitTree(arena, MemoryTag.VRUS, capacity);
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
            free.add(cell);
        }
        return block;
    }

    /** Gives a block back, none of whose VRUs has an owner. */
    public void give(final int pool, final int block) {
        for (int cell = block; cell < block + cellsOf(pool); cell++) {
            free.remove(cell);
        }
        blocks.give(block, cellsOf(pool));
    }

    /** The cell of VRU 0 of a kind in an instance's block; of kind 3, the end of the block. */
    public int firstCell(final int pool, final int block, final int kind) {
        return block
                + (kind > 0 ? pools.vcpu(pool) : 0)
                + (kind > 1 ? pools.memory(pool) : 0)
                + (kind > 2 ? pools.accelerator(pool) : 0);
    }

    /** Slot of the owner, -1: free. */
    public int owner(final int cell) {
        Work.step();
        return cells.getInt(cell * LENGTH + OWNER);
    }

    /** Gives a healthy free VRU to a task. */
    void own(final int cell, final int task) {
        Work.step();
        cells.putInt(cell * LENGTH + OWNER, task);
        free.remove(cell);
    }

    /** Takes a VRU from its owner, who drains it no more. */
    void free(final int cell) {
        Work.step();
        cells.putInt(cell * LENGTH + OWNER, FREE);
        drains(cell, false);
        free.add(cell);
    }

    /** The first healthy free VRU at or after a cell; there is one. */
    public int nextFree(final int cell) {
        return free.next(cell);
    }

    public boolean isHealthy(final int cell) {
        return cells.getInt(cell * LENGTH + UTILISATION) >= 0;
    }

    /** A VRU without an owner becomes faulty, or healthy again. */
    public void healthy(final int cell, final boolean healthy) {
        cells.putInt(cell * LENGTH + UTILISATION, utilisation(cell) | (healthy ? 0 : FAULTY));
        if (healthy) {
            free.add(cell);
        } else {
            free.remove(cell);
        }
    }

    /** Whether another has won it, for whom its owner will give it up. */
    public boolean drains(final int cell) {
        return (cells.getInt(cell * LENGTH + UTILISATION) & DRAINS) != 0;
    }

    void drains(final int cell, final boolean drains) {
        final int at = cell * LENGTH + UTILISATION;
        cells.putInt(at, (cells.getInt(at) & ~DRAINS) | (drains ? DRAINS : 0));
    }

    /** Where a VRU stands among those of its owner: those that drain after the others, then by number. */
    int place(final int cell) {
        Work.step();
        return cells.getInt(cell * LENGTH + UTILISATION) & DRAINS | cell;
    }

    /** The place that a VRU has, or would have, if it drains or does not. */
    static int place(final int cell, final boolean drains) {
        return (drains ? DRAINS : 0) | cell;
    }

    /** A child in the tree of its owner, -1: none. */
    int child(final int cell, final boolean higher) {
        final int distance = cells.getShort(cell * LENGTH + (higher ? HIGHER : LOWER));
        return distance == 0 ? VruHoldings.NONE : cell + distance;
    }

    void child(final int cell, final boolean higher, final int child) {
        final int distance = child < 0 ? 0 : child - cell;
        cells.putShort(cell * LENGTH + (higher ? HIGHER : LOWER), (short) distance);
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
