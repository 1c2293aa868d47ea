package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.Work;

/**
 * Which VRUs each task has: a treap (Seidel and Aragon 1996) for each task, whose links live in the VRUs' cells, so that
 * whatever a task gains, loses or drains is found in steps that grow like the logarithm of what it has. Those that it drains
 * stand after the others, then all by kind and number. Priorities are a hash of the cell. Not threadsafe, no allocation.
 */
public final class VruHoldings {
    /** No VRU. */
    public static final int NONE = -1;

    private static final boolean LOWER = false;
    private static final boolean HIGHER = true;

    private final Block roots;
    private final VruTable vrus;

    VruHoldings(final Arena arena, final VruTable vrus, final int maxTasks) {
        roots = arena.allocate(MemoryTag.TASKS, (long) maxTasks * Integer.BYTES);
        this.vrus = vrus;
    }

    /** Root of the tree of a task's VRUs. */
    int root(final int task) {
        return roots.getInt(task * Integer.BYTES) - 1;
    }

    private void root(final int task, final int cell) {
        roots.putInt(task * Integer.BYTES, cell + 1);
    }

    /** Gives a healthy free VRU to a task. */
    public void add(final int task, final int cell) {
        vrus.own(cell, task);
        insert(task, cell);
    }

    /** Takes a VRU from the task that has it. */
    public void remove(final int task, final int cell) {
        unlink(task, cell);
        vrus.free(cell);
    }

    /** A task begins to drain a VRU that it has, or drains it no more. */
    public void drains(final int task, final int cell, final boolean drains) {
        unlink(task, cell);
        vrus.drains(cell, drains);
        insert(task, cell);
    }

    /** Takes all VRUs from a task, in steps that grow like their number: the tree is turned until its root is the first. */
    public void removeAll(final int task) {
        int root = root(task);
        while (root != NONE) {
            final int low = vrus.child(root, LOWER);
            if (low == NONE) {
                vrus.free(root);
                root = vrus.child(root, HIGHER);
            } else {
                Work.step();
                vrus.child(root, LOWER, vrus.child(low, HIGHER));
                vrus.child(low, HIGHER, root);
                root = low;
            }
        }
        root(task, NONE);
    }

    /** The last VRU that a task has in some cells, of those that drain or of the others; {@link #NONE} if there is none. */
    public int last(final int task, final int from, final int to, final boolean draining) {
        final int end = VruTable.place(to, draining);
        int found = NONE;
        int at = root(task);
        while (at != NONE) {
            final boolean isBefore = vrus.place(at) < end;
            found = isBefore ? at : found;
            at = vrus.child(at, isBefore);
        }
        return isWithin(found, from, to, draining);
    }

    /** The first such VRU. */
    public int first(final int task, final int from, final int to, final boolean draining) {
        final int start = VruTable.place(from, draining);
        int found = NONE;
        int at = root(task);
        while (at != NONE) {
            final boolean isBefore = vrus.place(at) < start;
            found = isBefore ? found : at;
            at = vrus.child(at, isBefore);
        }
        return isWithin(found, from, to, draining);
    }

    private int isWithin(final int cell, final int from, final int to, final boolean draining) {
        return cell >= from && cell < to && vrus.drains(cell) == draining ? cell : NONE;
    }

    private void insert(final int task, final int cell) {
        final int place = vrus.place(cell);
        int parent = NONE;
        boolean side = LOWER;
        int at = root(task);
        if (at != NONE) {
            final int priority = priority(cell);
            while (at != NONE && priority(at) > priority) {
                parent = at;
                side = vrus.place(at) < place;
                at = vrus.child(at, side);
            }
        }
        link(task, parent, side, cell);
        split(at, place, cell);
    }

    /** Hangs all from a VRU down under a new one: those before its place on the one side, the others on the other. */
    private void split(final int from, final int place, final int cell) {
        int low = cell;
        boolean lowSide = LOWER;
        int high = cell;
        boolean highSide = HIGHER;
        int at = from;
        while (at != NONE) {
            final boolean isBefore = vrus.place(at) < place;
            if (isBefore) {
                vrus.child(low, lowSide, at);
                low = at;
                lowSide = HIGHER;
            } else {
                vrus.child(high, highSide, at);
                high = at;
                highSide = LOWER;
            }
            at = vrus.child(at, isBefore);
        }
        vrus.child(low, lowSide, NONE);
        vrus.child(high, highSide, NONE);
    }

    private void unlink(final int task, final int cell) {
        final int place = vrus.place(cell);
        int parent = NONE;
        boolean side = LOWER;
        for (int at = root(task); at != cell; at = vrus.child(at, side)) {
            parent = at;
            side = vrus.place(at) < place;
        }
        int low = vrus.child(cell, LOWER);
        int high = vrus.child(cell, HIGHER);
        while (low != NONE && high != NONE) {
            Work.step();
            if (priority(low) > priority(high)) {
                link(task, parent, side, low);
                parent = low;
                side = HIGHER;
                low = vrus.child(low, HIGHER);
            } else {
                link(task, parent, side, high);
                parent = high;
                side = LOWER;
                high = vrus.child(high, LOWER);
            }
        }
        link(task, parent, side, low == NONE ? high : low);
    }

    private void link(final int task, final int parent, final boolean side, final int child) {
        if (parent == NONE) {
            root(task, child);
        } else {
            vrus.child(parent, side, child);
        }
    }

    /** The finalizer of MurmurHash3 (Appleby 2011), which maps no two cells to one number. */
    private static int priority(final int cell) {
        int hash = cell;
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return hash ^ hash >>> 16;
    }
}
