package io.swarmbid.host.report.record;

import java.util.Arrays;

/** One pool: what its instances cost and hold, over time, and what was earned on them. Not thread safe. */
public final class Pool {
    private static final double NS_PER_HOUR = 3.6e12;
    private static final long PPM = 1_000_000;
    private static final int SERIES_LIMIT = 1_000;

    final long id;
    final String name;
    final long[] vrus;
    final long[] kindWeightsPpm;
    final long minimumMargin;
    final long activationCost;
    final long weight;
    private final StepSeries cost = new StepSeries(SERIES_LIMIT);
    private final StepSeries ready = new StepSeries(SERIES_LIMIT);
    private final StepSeries[] reserve = new StepSeries[Kind.COUNT];
    private double costIntegral;
    private long costSince;
    long activations;
    long failures;
    long lost;
    double earned;
    double spent;

    Pool(final long at, final CommandReader command, final long defaultMargin) {
        id = command.id;
        name = command.name;
        vrus = command.vrus.clone();
        kindWeightsPpm = command.hasKindWeights ? command.kindWeights.clone() : equalWeights(vrus);
        minimumMargin =
                command.minimumMargin == JsonLines.ABSENT ? defaultMargin : command.minimumMargin;
        activationCost = command.activationCost;
        weight = command.weight;
        costSince = at;
        Arrays.setAll(reserve, k -> new StepSeries(SERIES_LIMIT));
        cost(at, command.cost);
    }

    /** A pool that decisions name and no command described. */
    Pool(final long at, final long id) {
        this.id = id;
        name = "pool " + id;
        vrus = new long[Kind.COUNT];
        kindWeightsPpm = new long[Kind.COUNT];
        minimumMargin = 0;
        activationCost = 0;
        weight = 1;
        costSince = at;
        Arrays.setAll(reserve, k -> new StepSeries(SERIES_LIMIT));
    }

    private static long[] equalWeights(final long[] vrus) {
        final long kinds = Arrays.stream(vrus).filter(n -> n > 0).count();
        return Arrays.stream(vrus).map(n -> n > 0 ? PPM / kinds : 0).toArray();
    }

    void cost(final long at, final long perHour) {
        costIntegral = costIntegral(at);
        costSince = Math.max(costSince, at);
        cost.set(at, perHour);
        for (int k = 0; k < Kind.COUNT; k++) {
            if (vrus[k] > 0) {
                reserve[k].set(at, costPerVru(k) + minimumMargin);
            }
        }
    }

    /** What one VRU of a kind costs now, nano per hour. */
    double costPerVru(final int kind) {
        return vrus[kind] == 0 ? 0 : cost.last() * kindWeightsPpm[kind] / PPM / vrus[kind];
    }

    /** What an instance that was ready from the first pool command to this time has cost, nano. */
    double costIntegral(final long at) {
        return costIntegral + Math.max(0, at - costSince) * cost.last() / NS_PER_HOUR;
    }

    void ready(final long at, final int change) {
        ready.add(at, change);
    }

    /** The sender's number of it. */
    public long id() {
        return id;
    }

    /** Its name; untrusted. */
    public String name() {
        return name;
    }

    /** VRUs of one kind on each of its instances. */
    public long vrus(final Kind kind) {
        return vrus[kind.ordinal()];
    }

    /** Cost of one instance over time, nano per hour. */
    public StepSeries cost() {
        return cost;
    }

    /** Instances that are ready, over time. */
    public StepSeries readyInstances() {
        return ready;
    }

    /** The reserve of one VRU of a kind over time, nano per hour. */
    public StepSeries reserve(final Kind kind) {
        return reserve[kind.ordinal()];
    }

    /** Instances that the engine activated here. */
    public long activations() {
        return activations;
    }

    /** Activations that failed. */
    public long failures() {
        return failures;
    }

    /** Instances that were lost. */
    public long lost() {
        return lost;
    }

    /** Charges earned on its instances, nano: those of a task that moved are split as they accrued. */
    public double earned() {
        return earned;
    }

    /** What its instances cost, activations too, nano. */
    public double spent() {
        return spent;
    }
}
