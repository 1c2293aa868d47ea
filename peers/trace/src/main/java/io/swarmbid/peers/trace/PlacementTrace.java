package io.swarmbid.peers.trace;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Tasks to be placed on hosts, drawn from a seed: 1 or 2 vCPU and 1 to 4 blocks of memory each, on hosts of 16 and 64
 * in four pools as large, whose cost is split evenly between the kinds. A task bids 1.2 to 4.2 times what it costs in
 * the dearest pool, so that each wants a host in the cheapest pool that has room, and the margin says which. Drawn so
 * before any figure was seen.
 */
public final class PlacementTrace {
    /** vCPUs of a host. */
    public static final int HOST_VCPUS = 16;

    /** Memory blocks of a host. */
    public static final int HOST_MEMORY = 64;

    /** How many pools there are. */
    public static final int POOLS = 4;

    private static final long CHEAPEST = 64_000_000;

    private final int hosts;
    private final byte[] vcpus;
    private final byte[] memory;
    private final long[] bids;

    private PlacementTrace(final int hosts, final int tasks) {
        this.hosts = hosts;
        vcpus = new byte[tasks];
        memory = new byte[tasks];
        bids = new long[tasks];
    }

    /** Tasks in the order in which they come. */
    public static PlacementTrace draw(final long seed, final int tasks, final int hosts) {
        final SplittableRandom random = new SplittableRandom(seed);
        final PlacementTrace trace = new PlacementTrace(hosts, tasks);
        for (int task = 0; task < tasks; task++) {
            trace.vcpus[task] = (byte) random.nextInt(1, 3);
            trace.memory[task] = (byte) random.nextInt(1, 5);
            trace.bids[task] = trace.cost(task, POOLS - 1) * random.nextInt(1_200, 4_200) / 1_000;
        }
        return trace;
    }

    /** The same tasks by falling margin, in which order a batch is placed. */
    public PlacementTrace byMargin() {
        final int[] order =
                IntStream.range(0, tasks())
                        .boxed()
                        .sorted(Comparator.comparingLong(task -> cost(task, 0) - bids[task]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        final PlacementTrace sorted = new PlacementTrace(hosts, tasks());
        for (int place = 0; place < order.length; place++) {
            sorted.vcpus[place] = vcpus[order[place]];
            sorted.memory[place] = memory[order[place]];
            sorted.bids[place] = bids[order[place]];
        }
        return sorted;
    }

    public int hosts() {
        return hosts;
    }

    public int tasks() {
        return bids.length;
    }

    public int vcpus(final int task) {
        return vcpus[task];
    }

    public int memory(final int task) {
        return memory[task];
    }

    /** What a task bids, nano an hour. */
    public long bid(final int task) {
        return bids[task];
    }

    /** The pool of a host, which are numbered from 0, pool by pool. */
    public int poolOf(final int host) {
        return host / (hosts / POOLS);
    }

    /** What a host of a pool costs, nano an hour. */
    public static long hostCost(final int pool) {
        return CHEAPEST + CHEAPEST / 4 * pool;
    }

    /** What a task's VRUs cost in a pool, nano an hour. */
    public long cost(final int task, final int pool) {
        final long half = hostCost(pool) / 2;
        return half / HOST_VCPUS * vcpus[task] + half / HOST_MEMORY * memory[task];
    }

    /** How many hosts have a task. */
    public static int used(final int[] hostOf) {
        return (int) Arrays.stream(hostOf).filter(host -> host >= 0).distinct().count();
    }

    /** Bid less cost over the tasks that are placed, nano an hour. */
    public long margin(final int[] hostOf) {
        long margin = 0;
        for (int task = 0; task < hostOf.length; task++) {
            margin += hostOf[task] < 0 ? 0 : bids[task] - cost(task, poolOf(hostOf[task]));
        }
        return margin;
    }
}
