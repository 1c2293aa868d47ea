package io.swarmbid.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small random problems of every shape: gangs, dips, unequal bundles, holders, tasks that must not lose, many ties. */
final class RandomProblem {
    /** One task: bundle, bounds, held units, and net values by units ({@code null}: not permitted). */
    record Task(int[] bundle, int held, int lowest, int highest, Long[] net) {}

    final int[] capacity;
    final List<Task> tasks = new ArrayList<>();

    RandomProblem(
            final SplittableRandom random, final int kinds, final int maxTasks, final int maxVrus) {
        capacity = new int[] {random.nextInt(maxVrus + 1), 0, 0};
        for (int kind = 1; kind < kinds; kind++) {
            capacity[kind] = random.nextInt(maxVrus + 1);
        }
        final int[] free = capacity.clone();
        final long scale = 1L << random.nextInt(1, 56);
        final int count = random.nextInt(maxTasks + 1);
        for (int i = 0; i < count; i++) {
            tasks.add(task(random, kinds, free, scale));
        }
    }

    private static Task task(
            final SplittableRandom random, final int kinds, final int[] free, final long scale) {
        final int[] bundle = new int[3];
        bundle[0] = random.nextInt(kinds == 1 ? 1 : 0, 4);
        for (int kind = 1; kind < kinds; kind++) {
            bundle[kind] = random.nextInt(0, 4);
        }
        bundle[0] += bundle[0] + bundle[1] + bundle[2] == 0 ? 1 : 0;
        int room = 6;
        for (int kind = 0; kind < 3; kind++) {
            room = bundle[kind] > 0 ? Math.min(room, free[kind] / bundle[kind]) : room;
        }
        final int held = random.nextInt(3) == 0 ? random.nextInt(room + 1) : 0;
        for (int kind = 0; kind < 3; kind++) {
            free[kind] -= held * bundle[kind];
        }
        final boolean fixed = held > 0 && random.nextInt(4) == 0;
        final int highest = Math.max(held, random.nextInt(1, 7));
        final int gang = random.nextInt(3) == 0 ? random.nextInt(1, highest + 1) : 1;
        final Long[] net = new Long[highest + 1];
        for (int n = fixed ? held : 0; n <= highest; n++) {
            if (n == 0) {
                net[n] = 0L;
            } else if (n >= gang || n == held) {
                net[n] = random.nextLong(-scale / 4 - 1, scale);
            }
        }
        return new Task(bundle, held, fixed ? held : 0, highest, net);
    }

    ClearingProblem fill(final ClearingProblem problem) {
        problem.begin(capacity[0], capacity[1], capacity[2]);
        for (final Task task : tasks) {
            final int[] bundle = task.bundle();
            final int number =
                    problem.add(
                            bundle[0],
                            bundle[1],
                            bundle[2],
                            task.held(),
                            task.lowest(),
                            task.highest());
            for (int n = task.lowest(); n <= task.highest(); n++) {
                if (task.net()[n] != null) {
                    problem.net(number, n, task.net()[n]);
                }
            }
        }
        return problem;
    }

    /** The choices of a task in the order of the tie rule. */
    List<Integer> choices(final Task task) {
        final List<Integer> choices = new ArrayList<>();
        long highest = Long.MIN_VALUE;
        boolean keepsHeld = false;
        for (int n = task.lowest(); n <= task.highest(); n++) {
            if (task.net()[n] != null) {
                if (n == task.held()) {
                    keepsHeld = task.net()[n] >= highest;
                } else if (task.net()[n] > highest) {
                    choices.add(0, n);
                }
                highest = Math.max(highest, task.net()[n]);
            }
        }
        if (keepsHeld) {
            choices.add(0, task.held());
        }
        return choices;
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(java.util.Arrays.toString(capacity));
        for (final Task task : tasks) {
            text.append("\n  ")
                    .append(java.util.Arrays.toString(task.bundle()))
                    .append(" holds ")
                    .append(task.held())
                    .append(" from ")
                    .append(task.lowest())
                    .append(' ')
                    .append(java.util.Arrays.toString(task.net()));
        }
        return text.toString();
    }
}
