package io.swarmbid.host.report.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One instance: its prices and what is allocated on it over time, and what it earned and cost. Not thread safe. */
public final class Instance {
    static final int MAX_VRUS = 65_536;
    private static final int SERIES_LIMIT = 1_000;

    final long id;
    final Pool pool;
    final long readyAt;
    final double costIntegralAtReady;
    final List<Task> tasks = new ArrayList<>();
    final double[] price = new double[Kind.COUNT];
    final double[] allocated = new double[Kind.COUNT];
    final Set<Long> faulty = new HashSet<>();
    final int[] faultyOfKind = new int[Kind.COUNT];
    double earned;
    double spent;
    double vruNs;
    long goneAt = Long.MAX_VALUE;
    String end = "";
    private final StepSeries[] prices = new StepSeries[Kind.COUNT];
    private final StepSeries[] used = new StepSeries[Kind.COUNT];
    private Task[] vcpuOwner = new Task[0];
    private long[] vcpuUse = new long[0];

    Instance(final long id, final Pool pool, final long readyAt) {
        this.id = id;
        this.pool = pool;
        this.readyAt = readyAt;
        this.costIntegralAtReady = pool.costIntegral(readyAt);
        Arrays.setAll(prices, k -> new StepSeries(SERIES_LIMIT));
        Arrays.setAll(used, k -> new StepSeries(SERIES_LIMIT));
    }

    long capacity(final int kind) {
        return Math.max(0, pool.vrus[kind] - faultyOfKind[kind]);
    }

    void price(final long at, final int kind, final double perVruHour) {
        price[kind] = perVruHour;
        prices[kind].set(at, perVruHour);
    }

    void allocate(final long at, final int kind, final double change) {
        allocated[kind] += change;
        used[kind].set(at, allocated[kind]);
    }

    /** Who holds vCPU VRU number n, and by which task its telemetry counts; null for nobody. */
    void owner(final int vru, final Task task) {
        if (vru >= vcpuOwner.length) {
            final int length =
                    Math.min(MAX_VRUS, Math.max(vru + 1, (int) Math.min(MAX_VRUS, pool.vrus[0])));
            vcpuOwner = Arrays.copyOf(vcpuOwner, length);
            vcpuUse = Arrays.copyOf(vcpuUse, length);
        }
        if (vcpuOwner[vru] != null) {
            vcpuOwner[vru].telemetryPpm -= vcpuUse[vru];
        }
        vcpuUse[vru] = 0;
        vcpuOwner[vru] = task;
    }

    /** Takes the latest use of one vCPU VRU; returns the task that it counts for, null for nobody. */
    Task use(final int vru, final long ppm) {
        if (vru < 0 || vru >= vcpuOwner.length || vcpuOwner[vru] == null) {
            return null;
        }
        vcpuOwner[vru].telemetryPpm += ppm - vcpuUse[vru];
        vcpuUse[vru] = ppm;
        return vcpuOwner[vru];
    }

    /** Its number; from 2^32 upward the engine's own. */
    public long id() {
        return id;
    }

    /** Its pool. */
    public Pool pool() {
        return pool;
    }

    /** When it became ready, nanoseconds. */
    public long readyAt() {
        return readyAt;
    }

    /** When it was gone, nanoseconds; the largest long while it is not. */
    public long goneAt() {
        return goneAt;
    }

    /** How it ended, a reason; empty while it has not. */
    public String end() {
        return end;
    }

    /** Charges earned on it, nano. */
    public double earned() {
        return earned;
    }

    /** What it cost, activation included, nano. */
    public double spent() {
        return spent;
    }

    /** The price of a VRU of a kind over time, nano per hour. */
    public StepSeries price(final Kind kind) {
        return prices[kind.ordinal()];
    }

    /** VRUs of a kind allocated over time. */
    public StepSeries allocated(final Kind kind) {
        return used[kind.ordinal()];
    }
}
