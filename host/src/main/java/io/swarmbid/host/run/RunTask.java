package io.swarmbid.host.run;

import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Limits;
import io.swarmbid.host.workload.WorkloadTask;
import java.util.BitSet;

/**
 * A task as the host knows it: what the decisions gave it, and what its process used. Written by the main, the decision
 * and the telemetry thread, read by the display; each method is one step under the task's lock.
 */
final class RunTask {
    private final long id;
    private final WorkloadTask spec;
    private final long vcpuSharePpm;
    private final BitSet vcpus = new BitSet();
    private final BitSet blocks = new BitSet();
    private Phase phase = Phase.COMING;
    private String note = "";
    private long bid;
    private int units;
    private long slope;
    private boolean hasProcess;
    private boolean processEnded;
    private Prices prices = Prices.NONE;
    private long sinceNs;
    private double grantedPpmNs;
    private double chargeNano;
    private long usedPpm;

    RunTask(final long id, final WorkloadTask spec, final long vcpuSharePpm) {
        this.id = id;
        this.spec = spec;
        this.vcpuSharePpm = vcpuSharePpm;
        bid = spec.bid();
    }

    long id() {
        return id;
    }

    WorkloadTask spec() {
        return spec;
    }

    String name() {
        return spec.name();
    }

    /** Offered for one unit and an hour, nano. */
    synchronized double offer() {
        return offer(bid);
    }

    /** What a bid for the whole task comes to for one unit and an hour, nano. */
    double offer(final long wholeBid) {
        return (double) wholeBid * Limits.NANOS_PER_HOUR / spec.workNs();
    }

    synchronized void bid(final long newBid) {
        bid = newBid;
    }

    synchronized void submitted() {
        phase = Phase.WAITING;
    }

    /** VRUs of a kind that the task gained or lost, an inclusive range. */
    synchronized void vrus(
            final Kind kind, final int first, final int last, final boolean isGained) {
        if (kind == Kind.VCPU) {
            vcpus.set(first, last + 1, isGained);
        } else if (kind == Kind.MEMORY) {
            blocks.set(first, last + 1, isGained);
        }
    }

    /** The task holds so many units from now on. */
    synchronized void holds(final int newUnits, final long unitSlope, final long atNs) {
        settle(atNs);
        units = newUnits;
        slope = unitSlope;
        phase = newUnits > 0 ? Phase.RUNNING : Phase.WAITING;
        note = "";
        if (newUnits == 0) {
            usedPpm = 0;
        }
    }

    synchronized void prices(final Prices now, final long atNs) {
        settle(atNs);
        prices = now;
    }

    synchronized void note(final String text) {
        note = text;
    }

    /** The end by a decision; {@code charge} below 0 keeps what is known. */
    synchronized void over(final Phase end, final String text, final long charge, final long atNs) {
        settle(atNs);
        phase = end;
        if (end != Phase.FAILED || !text.isEmpty()) {
            note = text;
        }
        units = 0;
        usedPpm = 0;
        vcpus.clear();
        blocks.clear();
        if (charge >= 0) {
            chargeNano = charge;
        }
    }

    private void settle(final long atNs) {
        final double elapsedNs = atNs - sinceNs;
        grantedPpmNs += cpuPpm() * elapsedNs;
        chargeNano = Math.min(bid, chargeNano + chargeRate() * elapsedNs / Limits.NANOS_PER_HOUR);
        sinceNs = atNs;
    }

    private double chargeRate() {
        final double value = offer(bid) * speedup(units);
        return Math.min(prices.of(units * spec.vcpu(), units * spec.memory()), value);
    }

    private double speedup(final int count) {
        if (count == 0) {
            return 0;
        }
        if (!spec.tablePpm().isEmpty()) {
            return spec.tablePpm().get(count - 1) / (double) Limits.PPM;
        }
        return count / (1 + (count - 1) * (double) spec.serialPpm() / Limits.PPM);
    }

    private long cpuPpm() {
        return vcpuSharePpm * spec.vcpu() * units;
    }

    /** CPU granted since the run began, millionths of a vCPU times nanoseconds. */
    synchronized double grantedPpmNs(final long atNs) {
        return grantedPpmNs + cpuPpm() * (double) (atNs - sinceNs);
    }

    synchronized void used(final long ppm) {
        usedPpm = units > 0 ? ppm : 0;
    }

    synchronized void processStarted() {
        hasProcess = true;
    }

    /** Ends what is told of the process: once this returns, {@link #whileAlive} does nothing. */
    synchronized void processEnded() {
        processEnded = true;
    }

    synchronized boolean hasProcess() {
        return hasProcess;
    }

    synchronized boolean isProcessLive() {
        return hasProcess && !processEnded;
    }

    synchronized boolean isOver() {
        return phase.isOver();
    }

    /** Runs a short action unless the process or the task is over, and holds those ends off meanwhile. */
    synchronized void whileAlive(final Runnable action) {
        if (hasProcess && !processEnded && !phase.isOver()) {
            action.run();
        }
    }

    /** What there is to show. */
    synchronized TaskView view(final long atNs) {
        settle(Math.max(atNs, sinceNs));
        return new TaskView(
                spec,
                phase,
                note,
                offer(bid),
                slope,
                units,
                (BitSet) vcpus.clone(),
                (BitSet) blocks.clone(),
                cpuPpm(),
                usedPpm,
                Math.round(chargeNano),
                hasProcess);
    }
}
