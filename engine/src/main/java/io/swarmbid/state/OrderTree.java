package io.swarmbid.state;

import io.swarmbid.memory.Block;
import io.swarmbid.memory.Work;

/**
 * Tasks in an order: a treap (Seidel and Aragon 1996) whose links live in the task records, so that it takes no memory of
 * its own, or in a table of their own; a task is in one tree at most for each place of links. Priorities are a hash of
 * arrival and id, so equal contents make equal trees. Not threadsafe.
 */
abstract class OrderTree {
    private static final int NONE = TaskTable.NONE;

    /** A task's links: left and right child, parent. */
    static final int LINKS_LENGTH = 3 * Integer.BYTES;

    private static final int RIGHT = Integer.BYTES;
    private static final int PARENT = 2 * Integer.BYTES;

    private final TaskTable tasks;
    private final Block links;
    private final int offset;
    private final int stride;
    private boolean isLast;

    /** A tree whose links are in the records. */
    OrderTree(final TaskTable tasks) {
        this(tasks, tasks.buffer, TaskDescriptor.TREE_LEFT_OFFSET, TaskDescriptor.LENGTH);
    }

    /** A tree whose links are elsewhere: of slot 0 at an offset, of each further slot as many bytes on. */
    OrderTree(final TaskTable tasks, final Block links, final int offset, final int stride) {
        this.tasks = tasks;
        this.links = links;
        this.offset = offset;
        this.stride = stride;
    }

    /** Whether the left of two tasks comes first. */
    abstract boolean isFirst(int left, int right);

    private boolean before(final int left, final int right) {
        Work.step();
        return isFirst(left, right);
    }

    private int left(final int slot) {
        return links.getInt(slot * stride + offset);
    }

    private void left(final int slot, final int child) {
        links.putInt(slot * stride + offset, child);
    }

    private int right(final int slot) {
        return links.getInt(slot * stride + offset + RIGHT);
    }

    private void right(final int slot, final int child) {
        links.putInt(slot * stride + offset + RIGHT, child);
    }

    private int parent(final int slot) {
        return links.getInt(slot * stride + offset + PARENT);
    }

    private void parent(final int slot, final int parent) {
        links.putInt(slot * stride + offset + PARENT, parent);
    }

    private long priority(final int slot) {
        long hash = (tasks.arrival(slot) << 20 ^ tasks.id(slot)) * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> 32) * 0xC2B2AE3D27D4EB4FL;
        return hash ^ hash >>> 29;
    }

    /** Adds a task under a root and returns the new root; afterwards {@link #isLast} says whether it is the lowest there. */
    final int insert(final int root, final int slot) {
        isLast = true;
        left(slot, NONE);
        right(slot, NONE);
        parent(slot, NONE);
        if (root == NONE) {
            return slot;
        }
        int at = root;
        while (true) {
            final boolean isLeft = before(slot, at);
            isLast &= !isLeft;
            final int child = isLeft ? left(at) : right(at);
            if (child == NONE) {
                if (isLeft) {
                    left(at, slot);
                } else {
                    right(at, slot);
                }
                parent(slot, at);
                break;
            }
            at = child;
        }
        final long own = priority(slot);
        int parent = parent(slot);
        while (parent != NONE && Long.compareUnsigned(own, priority(parent)) > 0) {
            rotateUp(slot, parent);
            parent = parent(slot);
        }
        return parent == NONE ? slot : root;
    }

    /** Whether the task inserted last is the lowest of all that were there. */
    final boolean isLast() {
        return isLast;
    }

    /** Removes a task from under a root and returns the new root. */
    final int remove(final int root, final int slot) {
        int newRoot = root;
        while (true) {
            final int left = left(slot);
            final int right = right(slot);
            if (left == NONE || right == NONE) {
                final int child = left == NONE ? right : left;
                replace(slot, child);
                return parent(slot) == NONE ? child : newRoot;
            }
            final int up = Long.compareUnsigned(priority(left), priority(right)) > 0 ? left : right;
            rotateUp(up, slot);
            if (newRoot == slot) {
                newRoot = up;
            }
        }
    }

    private void replace(final int slot, final int child) {
        final int parent = parent(slot);
        if (child != NONE) {
            parent(child, parent);
        }
        if (parent != NONE) {
            if (left(parent) == slot) {
                left(parent, child);
            } else {
                right(parent, child);
            }
        }
    }

    private void rotateUp(final int slot, final int parent) {
        Work.step();
        final boolean wasLeft = left(parent) == slot;
        replace(parent, slot);
        final int inner = wasLeft ? right(slot) : left(slot);
        if (wasLeft) {
            left(parent, inner);
            right(slot, parent);
        } else {
            right(parent, inner);
            left(slot, parent);
        }
        if (inner != NONE) {
            parent(inner, parent);
        }
        parent(parent, slot);
    }

    /** The highest task under a root. */
    final int first(final int root) {
        int at = root;
        while (left(at) != NONE) {
            Work.step();
            at = left(at);
        }
        return at;
    }

    /** The next lower task, {@link TaskTable#NONE} after the last. */
    final int next(final int slot) {
        if (right(slot) != NONE) {
            return first(right(slot));
        }
        int at = slot;
        int parent = parent(at);
        while (parent != NONE && right(parent) == at) {
            at = parent;
            parent = parent(at);
        }
        return parent;
    }

    /** The lowest task under a root. */
    final int last(final int root) {
        int at = root;
        while (right(at) != NONE) {
            Work.step();
            at = right(at);
        }
        return at;
    }

    /** The next higher task, {@link TaskTable#NONE} before the first. */
    final int previous(final int slot) {
        if (left(slot) != NONE) {
            return last(left(slot));
        }
        int at = slot;
        int parent = parent(at);
        while (parent != NONE && left(parent) == at) {
            at = parent;
            parent = parent(at);
        }
        return parent;
    }
}
