package io.swarmbid.peers.trace;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Times how tasks are placed: all at once on empty hosts, or one by one where one ends for each that comes. */
public final class PlacementRun {
    private static final int MOST_BATCHES = 200;

    private PlacementRun() {}

    /**
     * Places a whole trace on hosts that are empty each time, for so long to warm up and so long timed. Between batches, not
     * timed, all tasks end.
     */
    public static Outcome batch(
            final String name,
            final PlacementTrace trace,
            final PlacementContender contender,
            final double warmUpSeconds,
            final double seconds) {
        final int[] hostOf = new int[trace.tasks()];
        Arrays.fill(hostOf, -1);
        final double[] bytes = new double[1];
        batches(trace, contender, hostOf, warmUpSeconds, bytes);
        final double[] nanos = batches(trace, contender, hostOf, seconds, bytes);
        Arrays.sort(nanos);
        return outcome(name, trace, hostOf)
                .with("ns", nanos[nanos.length / 2])
                .with("bytes", bytes[0]);
    }

    private static double[] batches(
            final PlacementTrace trace,
            final PlacementContender contender,
            final int[] hostOf,
            final double seconds,
            final double[] bytes) {
        final double[] nanos = new double[MOST_BATCHES];
        final long begin = System.nanoTime();
        int count = 0;
        while (count == 0 || count < MOST_BATCHES && System.nanoTime() - begin < seconds * 1e9) {
            for (int task = 0; task < trace.tasks(); task++) {
                if (hostOf[task] >= 0) {
                    contender.end(task, hostOf[task]);
                }
            }
            Arrays.fill(hostOf, -1);
            contender.place(0, 0, hostOf);
            final long before = Allocation.bytes();
            final long start = System.nanoTime();
            contender.place(0, trace.tasks(), hostOf);
            nanos[count++] = (double) (System.nanoTime() - start) / trace.tasks();
            bytes[0] = (double) (Allocation.bytes() - before) / trace.tasks();
        }
        return Arrays.copyOf(nanos, count);
    }

    /**
     * Fills the hosts with the first so many tasks, then ends a random one and places the next, for so long to warm up and
     * so long timed, or until the trace ends.
     */
    public static Outcome online(
            final String name,
            final PlacementTrace trace,
            final PlacementContender contender,
            final int live,
            final double warmUpSeconds,
            final double seconds) {
        final int[] hostOf = new int[trace.tasks()];
        Arrays.fill(hostOf, -1);
        contender.place(0, live, hostOf);
        final SplittableRandom random = new SplittableRandom(trace.tasks());
        final int[] tasks = new int[live];
        Arrays.setAll(tasks, task -> task);
        final long[] nanos = new long[trace.tasks() - live];
        final long begin = System.nanoTime();
        final long warmUpNs = (long) (warmUpSeconds * 1e9);
        final long endNs = warmUpNs + (long) (seconds * 1e9);
        int warm = -1;
        int count = 0;
        long before = 0;
        for (int next = live; next < trace.tasks(); next++) {
            final int place = random.nextInt(live);
            final long start = System.nanoTime();
            if (warm < 0 && start - begin >= warmUpNs) {
                warm = count;
                before = Allocation.bytes();
            }
            if (start - begin >= endNs) {
                break;
            }
            contender.end(tasks[place], hostOf[tasks[place]]);
            contender.place(next, next + 1, hostOf);
            nanos[count++] = System.nanoTime() - start;
            hostOf[tasks[place]] = -1;
            if (hostOf[next] < 0) {
                throw new IllegalStateException(name + " finds no host for task " + next);
            }
            tasks[place] = next;
        }
        if (warm < 0) {
            throw new IllegalStateException(
                    "the trace of " + trace.tasks() + " ends while warming up");
        }
        final long allocated = Allocation.bytes() - before;
        final long[] timed = Arrays.copyOfRange(nanos, warm, count);
        Arrays.sort(timed);
        return outcome(name, trace, hostOf)
                .with("ns", timed[timed.length / 2])
                .with("p99", timed[timed.length * 99 / 100])
                .with("decisions", timed.length)
                .with("bytes", (double) allocated / timed.length);
    }

    private static Outcome outcome(
            final String name, final PlacementTrace trace, final int[] hostOf) {
        return new Outcome(name)
                .with("placed", Arrays.stream(hostOf).filter(host -> host >= 0).count())
                .with("used", PlacementTrace.used(hostOf))
                .with("margin", trace.margin(hostOf));
    }
}
