package io.swarmbid.host.run;

import io.swarmbid.probes.ProbeSet;
import io.swarmbid.probes.frame.CpuField;
import io.swarmbid.probes.frame.ProbeFrame;
import io.swarmbid.probes.source.Probe;

/**
 * How busy the CPUs are, with everything that runs on the machine: where others take their part, a task may get less
 * than it was granted. Written by the telemetry thread, read by any.
 */
final class MachineLoad {
    private static final CpuField[] BUSY = {
        CpuField.USER_NS,
        CpuField.NICE_NS,
        CpuField.SYSTEM_NS,
        CpuField.IRQ_NS,
        CpuField.SOFTIRQ_NS,
        CpuField.STEAL_NS
    };

    private final int slot;
    private long firstNs = -1;
    private long firstBusyNs;
    private long lastNs;
    private long lastBusyNs;
    private volatile long nowPpm;
    private volatile long meanPpm;

    MachineLoad(final ProbeSet probes) {
        slot = probes.add(new Probe.HostCpu());
    }

    void take(final ProbeFrame frame, final long atNs) {
        if (!frame.has(slot, CpuField.USER_NS)) {
            return;
        }
        long busyNs = 0;
        for (final CpuField field : BUSY) {
            busyNs += frame.valueOr(slot, field, 0);
        }
        if (firstNs < 0) {
            firstNs = atNs;
            firstBusyNs = busyNs;
        } else if (atNs > lastNs) {
            nowPpm = Math.max(0, Math.round((busyNs - lastBusyNs) * 1e6 / (atNs - lastNs)));
            meanPpm = Math.max(0, Math.round((busyNs - firstBusyNs) * 1e6 / (atNs - firstNs)));
        }
        lastNs = atNs;
        lastBusyNs = busyNs;
    }

    /** Busy vCPUs at the last sample, in millionths of one. */
    long nowPpm() {
        return nowPpm;
    }

    /** Mean of the run. */
    long meanPpm() {
        return meanPpm;
    }
}
