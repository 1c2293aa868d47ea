package io.swarmbid.solver;

import java.util.Arrays;

/**
 * The dynamic programme for several scarce kinds. A state is what would be left of each kind if every task not yet decided
 * took its best answer to the prices, and what was lost on the way there; of states that leave the same, the one that lost
 * less stays. Tasks are decided in order of their smallest loss, so that the choices that matter come first, and a state
 * goes as soon as what it must still lose takes it over the limit. When a stage is wider than allowed, its best states
 * stay, and the result is no longer proven. Not threadsafe.
 */
final class SparseCore {
    private static final int FEWEST_SLOTS = 16;
    private static final int KINDS = ClearingProblem.KINDS;

    /** Bits of one kind in a state's key, and what is added to keep it positive. */
    private static final int BITS = 21;

    private static final int BIAS = 1 << (BITS - 1);
    private static final long MASK = (1L << BITS) - 1;

    /** A state this far from fitting is given up: one more choice might leave the range of its key. */
    private static final long FARTHEST = -(1L << (BITS - 2));

    private final int maxStates;
    private final long[] key;
    private final long[] lost;
    private final int[] parent;
    private final char[] chosen;
    private final int[] table;
    private final int[] begin;
    private final int[] core;
    private final long[] coreLoss;

    /** By kind and stage: least loss per VRU that the tasks from there on free, or take more; most VRUs of both. */
    private final long[][] freeRate;

    private final long[][] takeRate;
    private final long[][] freeable;
    private final long[][] takeable;
    private final long[] sorted;

    private ClearingProblem problem;
    private Losses losses;
    private long[] prices;
    private boolean[] isScarce;
    private long limit;
    private int size;
    private boolean truncated;
    private long operations;

    SparseCore(final int maxTasks, final int maxStates) {
        this.maxStates = maxStates;
        key = new long[maxStates];
        lost = new long[maxStates];
        parent = new int[maxStates];
        chosen = new char[maxStates];
        table = new int[Math.max(FEWEST_SLOTS, Integer.highestOneBit(Math.max(2, maxStates)) << 1)];
        begin = new int[maxTasks + 2];
        core = new int[maxTasks];
        coreLoss = new long[maxTasks];
        freeRate = new long[KINDS][maxTasks + 1];
        takeRate = new long[KINDS][maxTasks + 1];
        freeable = new long[KINDS][maxTasks + 1];
        takeable = new long[KINDS][maxTasks + 1];
        sorted = new long[maxStates];
    }

    long operations() {
        return operations;
    }

    /** Whether states that might have led to less loss were given up. */
    boolean isTruncated() {
        return truncated;
    }

    /** The most states that each stage can keep. */
    int maxWidth() {
        return maxStates / (size + 2);
    }

    /** Tasks that were open at the last limit. */
    int size() {
        return size;
    }

    /**
     * Finds choices of least loss, capacity left over included, among those that lose at most {@code mostLoss} in all.
     *
     * @param scarceKinds the kinds that can run out.
     * @param width states that a stage may keep.
     * @param result takes the units of each task, if a solution was found.
     * @return the least loss found, {@link Hulls#INFINITE} if none.
     */
    long solve(
            final ClearingProblem of,
            final Losses choices,
            final long[] pricePerVru,
            final boolean[] scarceKinds,
            final long mostLoss,
            final int width,
            final long budget,
            final int[] result) {
        problem = of;
        losses = choices;
        prices = pricePerVru;
        isScarce = scarceKinds;
        limit = mostLoss;
        truncated = false;
        operations = 0;
        gather();
        summarise();
        start();
        int end = 1;
        for (int stage = 0; stage < size; stage++) {
            begin[stage + 1] = end;
            final int room = Math.min(maxStates - end, table.length >> 1);
            end = expand(stage, end, room);
            if (end < 0 || operations > budget) {
                truncated = true;
                return Hulls.INFINITE;
            }
            if (end - begin[stage + 1] > width) {
                end = keepBest(stage + 1, width, end);
            }
        }
        return finish(end, result);
    }

    /** Finds the tasks with more than one choice within the limit, and sorts them by the smallest loss of another choice. */
    private void gather() {
        size = 0;
        operations += problem.tasks;
        for (int task = 0; task < problem.tasks; task++) {
            final long smallest = losses.leastOther[task];
            if (smallest <= limit) {
                int place = size++;
                for (; place > 0 && coreLoss[place - 1] > smallest; place--) {
                    core[place] = core[place - 1];
                    coreLoss[place] = coreLoss[place - 1];
                }
                core[place] = task;
                coreLoss[place] = smallest;
            }
        }
    }

    private void summarise() {
        for (int kind = 0; kind < KINDS; kind++) {
            freeRate[kind][size] = Hulls.INFINITE;
            takeRate[kind][size] = Hulls.INFINITE;
            freeable[kind][size] = 0;
            takeable[kind][size] = 0;
        }
        for (int stage = size - 1; stage >= 0; stage--) {
            final int task = core[stage];
            final int best = losses.best[task];
            final int first = problem.first[task];
            long free = Hulls.INFINITE;
            long take = Hulls.INFINITE;
            int fewest = best;
            int most = best;
            for (int at = first; at < first + losses.count[task]; at++) {
                final int n = losses.units[at];
                if (losses.loss[at] > limit || n == best) {
                    continue;
                }
                if (n < best) {
                    free = Math.min(free, losses.loss[at] / (best - n));
                    fewest = Math.min(fewest, n);
                } else {
                    take = Math.min(take, losses.loss[at] / (n - best));
                    most = Math.max(most, n);
                }
            }
            operations += losses.count[task];
            for (int kind = 0; kind < KINDS; kind++) {
                if (isScarce[kind]) {
                    summarise(kind, stage, free, best - fewest, take, most - best);
                }
            }
        }
    }

    /** Adds a task, which loses at least so much for each of so many units less or more, to what the later ones can do. */
    private void summarise(
            final int kind,
            final int stage,
            final long freeLoss,
            final int fewer,
            final long takeLoss,
            final int more) {
        final long bundle = problem.bundle[kind][core[stage]];
        final long free = bundle * fewer > 0 ? freeLoss / bundle : Hulls.INFINITE;
        final long take = bundle * more > 0 ? takeLoss / bundle : Hulls.INFINITE;
        freeRate[kind][stage] = Math.min(freeRate[kind][stage + 1], free);
        takeRate[kind][stage] = Math.min(takeRate[kind][stage + 1], take);
        freeable[kind][stage] = freeable[kind][stage + 1] + bundle * fewer;
        takeable[kind][stage] = takeable[kind][stage + 1] + bundle * more;
    }

    private void start() {
        long packed = 0;
        for (int kind = KINDS - 1; kind >= 0; kind--) {
            long left = isScarce[kind] ? problem.capacity[kind] : 0;
            for (int task = 0; isScarce[kind] && task < problem.tasks; task++) {
                left -= (long) problem.bundle[kind][task] * losses.best[task];
            }
            packed = (packed << BITS) | Math.max(0, left + BIAS);
        }
        operations += problem.tasks;
        key[0] = packed;
        lost[0] = 0;
        parent[0] = -1;
        begin[0] = 0;
    }

    private static long left(final long key, final int kind) {
        return ((key >>> (kind * BITS)) & MASK) - BIAS;
    }

    /** The least that a state at a stage must still lose; {@link Hulls#INFINITE} if it cannot become feasible. */
    private long mustLose(final int stage, final long state) {
        long wasted = 0;
        long most = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            final long left = left(state, kind);
            if (left < 0) {
                if (left < FARTHEST) {
                    truncated = true;
                    return Hulls.INFINITE;
                }
                if (-left > freeable[kind][stage]) {
                    return Hulls.INFINITE;
                }
                most = Math.max(most, Losses.times(-left, freeRate[kind][stage]));
            } else if (prices[kind] > 0) {
                final long over = left - takeable[kind][stage];
                if (over > 0) {
                    wasted = Math.min(Hulls.INFINITE, wasted + Losses.times(over, prices[kind]));
                }
                final long rate = Math.min(prices[kind], takeRate[kind][stage]);
                most = Math.max(most, Losses.times(left, rate));
            }
        }
        return Math.max(most, wasted);
    }

    /** Decides the task of a stage; returns the end of the next stage's states, -1 if they have no room. */
    private int expand(final int stage, final int from, final int room) {
        final int task = core[stage];
        final int first = problem.first[task];
        long perUnit = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            perUnit += isScarce[kind] ? (long) problem.bundle[kind][task] << (kind * BITS) : 0;
        }
        final int slots = slots((long) losses.count[task] * (from - begin[stage]));
        Arrays.fill(table, 0, slots, -1);
        final int mask = slots - 1;
        int end = from;
        for (int at = first; at < first + losses.count[task]; at++) {
            if (losses.loss[at] > limit) {
                continue;
            }
            final long use = perUnit * (losses.units[at] - losses.best[task]);
            final char choice = (char) (at - first);
            operations += from - begin[stage];
            for (int state = begin[stage]; state < from; state++) {
                final long sum = lost[state] + losses.loss[at];
                if (sum > limit) {
                    continue;
                }
                final long next = key[state] - use;
                int slot = (int) ((next * 0x9E37_79B9_7F4A_7C15L) >>> 32) & mask;
                while (table[slot] >= 0 && key[table[slot]] != next) {
                    slot = (slot + 1) & mask;
                }
                int found = table[slot];
                if (found < 0) {
                    if (sum + mustLose(stage + 1, next) > limit) {
                        continue;
                    }
                    if (end - from == room) {
                        return -1;
                    }
                    found = end++;
                    table[slot] = found;
                    key[found] = next;
                } else if (lost[found] <= sum) {
                    continue;
                }
                lost[found] = sum;
                parent[found] = state;
                chosen[found] = choice;
            }
        }
        return end;
    }

    /** Slots of the table for so many states: a power of two, at least twice as many where the table is as large. */
    private int slots(final long states) {
        int slots = FEWEST_SLOTS;
        while (slots < table.length && slots < 2 * states) {
            slots <<= 1;
        }
        return slots;
    }

    /** Keeps those of a stage's states that have lost, and must still lose, the least. Returns their end. */
    private int keepBest(final int stage, final int width, final int end) {
        truncated = true;
        final int from = begin[stage];
        final int count = end - from;
        for (int i = 0; i < count; i++) {
            sorted[i] = lost[from + i] + mustLose(stage, key[from + i]);
        }
        final long worst = select(count, width - 1);
        int ties = width;
        for (int i = 0; i < count; i++) {
            ties -= lost[from + i] + mustLose(stage, key[from + i]) < worst ? 1 : 0;
        }
        int kept = from;
        for (int state = from; state < end; state++) {
            final long loss = lost[state] + mustLose(stage, key[state]);
            if (loss < worst || loss == worst && ties-- > 0) {
                key[kept] = key[state];
                lost[kept] = lost[state];
                parent[kept] = parent[state];
                chosen[kept] = chosen[state];
                kept++;
            }
        }
        operations += 4L * count;
        return kept;
    }

    /** The number at a rank of the first {@code count} in {@link #sorted}: Hoare's quickselect. */
    private long select(final int count, final int rank) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            final long pivot = sorted[(low + high) >>> 1];
            int left = low;
            int right = high;
            while (left <= right) {
                while (sorted[left] < pivot) {
                    left++;
                }
                while (sorted[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    final long swapped = sorted[left];
                    sorted[left++] = sorted[right];
                    sorted[right--] = swapped;
                }
            }
            if (rank <= right) {
                high = right;
            } else if (rank >= left) {
                low = left;
            } else {
                break;
            }
        }
        return sorted[rank];
    }

    private long finish(final int end, final int[] result) {
        long least = Hulls.INFINITE;
        int best = -1;
        for (int state = size == 0 ? 0 : begin[size]; state < end; state++) {
            final long loss = lost[state] + mustLose(size, key[state]);
            if (loss < least) {
                least = loss;
                best = state;
            }
        }
        if (best < 0) {
            return Hulls.INFINITE;
        }
        for (int task = 0; task < problem.tasks; task++) {
            result[task] = losses.best[task];
        }
        for (int stage = size - 1; stage >= 0; stage--) {
            result[core[stage]] = losses.units[problem.first[core[stage]] + chosen[best]];
            best = parent[best];
        }
        return least;
    }
}
