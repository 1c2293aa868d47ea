package io.swarmbid.host.run;

import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Limits;
import io.swarmbid.host.workload.MachinePlan;
import io.swarmbid.pipeline.EngineClient;
import java.util.BitSet;

/**
 * Tells the engine what a task used of what it holds, and its VRUs what they did: a task's use is spread evenly over
 * the VRUs it holds, since the kernel does not say which of them it used. Telemetry can be lost: a full ring refuses
 * it, and that is counted. One thread.
 */
final class Usage {
    private final EngineClient client;
    private final MachinePlan plan;
    private final int[][] sentPpm;
    private long dropped;

    Usage(final EngineClient client, final MachinePlan plan) {
        this.client = client;
        this.plan = plan;
        sentPpm = new int[][] {new int[plan.vcpuVrus()], new int[plan.memoryVrus()]};
    }

    /** Commands that found the ring full. */
    long dropped() {
        return dropped;
    }

    /**
     * Sends what there is to say of a task, if it still holds something.
     *
     * @param usedPpm of one vCPU, mean since the last time.
     * @param grantedPpm of one vCPU, mean since the last time.
     * @param memoryBytes used now.
     */
    void send(
            final RunTask task,
            final TaskView view,
            final long usedPpm,
            final long grantedPpm,
            final long memoryBytes,
            final long ioBytesPerSecond) {
        if (view.units() == 0 || grantedPpm == 0) {
            return;
        }
        final int vcpu = share(usedPpm, grantedPpm);
        final long blocks = (long) view.units() * task.spec().memory();
        final int memory =
                blocks == 0 ? 0 : share(memoryBytes, blocks * plan.settings().memoryBlockBytes());
        final long io = Math.min(ioBytesPerSecond, Limits.MAX_TIME_NS);
        task.whileAlive(
                () -> {
                    count(client.usage(task.id(), vcpu, memory, 0, io));
                    spread(Kind.VCPU, view.vcpus(), vcpu, io);
                    spread(Kind.MEMORY, view.blocks(), memory, 0);
                });
    }

    private void spread(final Kind kind, final BitSet vrus, final int ppm, final long io) {
        if (vrus.isEmpty()) {
            return;
        }
        final int[] sent = sentPpm[kind.ordinal()];
        final long each = io / vrus.cardinality();
        for (int vru = vrus.nextSetBit(0); vru >= 0; vru = vrus.nextSetBit(vru + 1)) {
            if (sent[vru] != ppm || each > 0) {
                sent[vru] = ppm;
                count(client.telemetry(Bids.INSTANCE, kind, vru, ppm, each));
            }
        }
    }

    private void count(final long result) {
        dropped += result < 0 ? 1 : 0;
    }

    static int share(final long part, final long whole) {
        return (int) Math.max(0, Math.min(Limits.PPM, (double) part * Limits.PPM / whole));
    }
}
