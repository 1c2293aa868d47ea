package io.swarmbid.state;

import io.swarmbid.memory.Work;

/**
 * Tasks in an order: a treap (Seidel and Aragon 1996) whose links live in the task records, so that it takes no memory of
 * its own, and a task is in one at most. Priorities are a hash of arrival and id, so equal contents make equal trees. Not
 * threadsafe.
 */
abstract class OrderTree {
    private static final int NONE = TaskTable.NONE;

    private final TaskTable tasks;
    private boolean isLast;

    OrderTree(final TaskTable tasks) {
        this.tasks = tasks;
    }

    /** Whether of two tasks with the same key the left one comes first. */
    abstract boolean isFirst(int left, int right);

    private boolean before(final int left, final int right) {
        Work.step();
        final long a = tasks.queueKey(left);
        final long b = tasks.queueKey(right);
        return a != b ? a > b : isFirst(left, right);
    }

    private long priority(final int slot) {
        long hash = (tasks.arrival(slot) << 20 ^ tasks.id(slot)) * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> 32) * 0xC2B2AE3D27D4EB4FL;
        return hash ^ hash >>> 29;
    }

    /** Adds a task under a root and returns the new root; afterwards {@link #isLast} says whether it is the lowest there. */
    final int insert(final int root, final int slot) {
        isLast = true;
        tasks.treeLeft(slot, NONE);
        tasks.treeRight(slot, NONE);
        tasks.treeParent(slot, NONE);
        if (root == NONE) {
            return slot;
        }
        int at = root;
        while (true) {
            final boolean left = before(slot, at);
            isLast &= !left;
            final int child = left ? tasks.treeLeft(at) : tasks.treeRight(at);
            if (child == NONE) {
                if (left) {
                    tasks.treeLeft(at, slot);
                } else {
                    tasks.treeRight(at, slot);
                }
                tasks.treeParent(slot, at);
                break;
            }
            at = child;
        }
        final long own = priority(slot);
        int parent = tasks.treeParent(slot);
        while (parent != NONE && Long.compareUnsigned(own, priority(parent)) > 0) {
            rotateUp(slot, parent);
            parent = tasks.treeParent(slot);
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
            final int left = tasks.treeLeft(slot);
            final int right = tasks.treeRight(slot);
            if (left == NONE || right == NONE) {
                final int child = left == NONE ? right : left;
                replace(slot, child);
                return tasks.treeParent(slot) == NONE ? child : newRoot;
            }
            final int up = Long.compareUnsigned(priority(left), priority(right)) > 0 ? left : right;
            rotateUp(up, slot);
            if (newRoot == slot) {
                newRoot = up;
            }
        }
    }

    private void replace(final int slot, final int child) {
        final int parent = tasks.treeParent(slot);
        if (child != NONE) {
            tasks.treeParent(child, parent);
        }
        if (parent != NONE) {
            if (tasks.treeLeft(parent) == slot) {
                tasks.treeLeft(parent, child);
            } else {
                tasks.treeRight(parent, child);
            }
        }
    }

    private void rotateUp(final int slot, final int parent) {
        Work.step();
        final boolean wasLeft = tasks.treeLeft(parent) == slot;
        replace(parent, slot);
        final int inner = wasLeft ? tasks.treeRight(slot) : tasks.treeLeft(slot);
        if (wasLeft) {
            tasks.treeLeft(parent, inner);
            tasks.treeRight(slot, parent);
        } else {
            tasks.treeRight(parent, inner);
            tasks.treeLeft(slot, parent);
        }
        if (inner != NONE) {
            tasks.treeParent(inner, parent);
        }
        tasks.treeParent(parent, slot);
    }

    /** The highest task under a root. */
    final int first(final int root) {
        int at = root;
        while (tasks.treeLeft(at) != NONE) {
            Work.step();
            at = tasks.treeLeft(at);
        }
        return at;
    }

    /** The next lower task, {@link TaskTable#NONE} after the last. */
    final int next(final int slot) {
        if (tasks.treeRight(slot) != NONE) {
            return first(tasks.treeRight(slot));
        }
        int at = slot;
        int parent = tasks.treeParent(at);
        while (parent != NONE && tasks.treeRight(parent) == at) {
            at = parent;
            parent = tasks.treeParent(at);
        }
        return parent;
    }

    /** The lowest task under a root. */
    final int last(final int root) {
        int at = root;
        while (tasks.treeRight(at) != NONE) {
            Work.step();
            at = tasks.treeRight(at);
        }
        return at;
    }

    /** The next higher task, {@link TaskTable#NONE} before the first. */
    final int previous(final int slot) {
        if (tasks.treeLeft(slot) != NONE) {
            return last(tasks.treeLeft(slot));
        }
        int at = slot;
        int parent = tasks.treeParent(at);
        while (parent != NONE && tasks.treeLeft(parent) == at) {
            at = parent;
            parent = tasks.treeParent(at);
        }
        return parent;
    }
}
