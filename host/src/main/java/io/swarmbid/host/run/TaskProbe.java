package io.swarmbid.host.run;

import io.swarmbid.host.actuator.CgroupPaths;
import io.swarmbid.host.process.TaskProcess;
import io.swarmbid.probes.ProbeSet;
import io.swarmbid.probes.frame.CgroupField;
import io.swarmbid.probes.frame.ProbeField;
import io.swarmbid.probes.frame.ProbeFrame;
import io.swarmbid.probes.frame.TreeField;
import io.swarmbid.probes.source.CgroupFiles;
import io.swarmbid.probes.source.Probe;
import java.util.Optional;

/** The counters of one task's processes: of its control group, else of its process tree. One thread. */
final class TaskProbe {
    final RunTask task;
    private final int slot;
    private final boolean isCgroup;
    private long lastNs;
    private long lastCpuNs;
    private long lastIoBytes;
    private double lastGrantedPpmNs;
    private long usedPpm;
    private long grantedPpm;
    private long memoryBytes;
    private long ioBytesPerSecond;

    TaskProbe(
            final RunTask task,
            final TaskProcess process,
            final ProbeSet set,
            final RunClock clock) {
        this.task = task;
        final Optional<CgroupPaths> paths = process.group().cgroup();
        isCgroup = paths.isPresent();
        slot =
                set.add(
                        isCgroup
                                ? new Probe.Cgroup(files(paths.get()))
                                : new Probe.ProcessTree(process.pid(), 0, true));
        lastNs = clock.at(process.startNs());
        lastGrantedPpmNs = task.grantedPpmNs(lastNs);
    }

    private static CgroupFiles files(final CgroupPaths paths) {
        return paths.version() == 1
                ? CgroupFiles.v1(paths.cpuAccounting(), null, paths.memory(), null)
                : CgroupFiles.v2(paths.cpuAccounting());
    }

    int slot() {
        return slot;
    }

    /**
     * Takes a sample in.
     *
     * @param atNs of the run.
     * @param shortestNs since the last one; a shorter time would say little.
     * @return false if there is nothing to say.
     */
    boolean take(final ProbeFrame frame, final long atNs, final long shortestNs) {
        final ProbeField cpu = isCgroup ? CgroupField.CPU_NS : TreeField.CPU_NS;
        final long elapsedNs = atNs - lastNs;
        if (elapsedNs < shortestNs || !frame.has(slot, cpu)) {
            return false;
        }
        final long cpuNs = frame.value(slot, cpu);
        final long ioBytes =
                isCgroup
                        ? sum(frame, CgroupField.READ_BYTES, CgroupField.WRITE_BYTES)
                        : sum(frame, TreeField.READ_BYTES, TreeField.WRITE_BYTES);
        final double granted = task.grantedPpmNs(atNs);
        usedPpm = Math.max(0, Math.round((cpuNs - lastCpuNs) * 1e6 / elapsedNs));
        grantedPpm = Math.max(0, Math.round((granted - lastGrantedPpmNs) / elapsedNs));
        memoryBytes =
                frame.valueOr(slot, isCgroup ? CgroupField.MEMORY_BYTES : TreeField.RSS_BYTES, 0);
        ioBytesPerSecond = Math.max(0, Math.round((ioBytes - lastIoBytes) * 1e9 / elapsedNs));
        lastNs = atNs;
        lastCpuNs = cpuNs;
        lastIoBytes = ioBytes;
        lastGrantedPpmNs = granted;
        return true;
    }

    private long sum(final ProbeFrame frame, final ProbeField read, final ProbeField written) {
        return frame.valueOr(slot, read, 0) + frame.valueOr(slot, written, 0);
    }

    /** CPU used, millionths of a vCPU, mean of the time between the last two samples. */
    long usedPpm() {
        return usedPpm;
    }

    /** CPU granted in the same time. */
    long grantedPpm() {
        return grantedPpm;
    }

    /** Memory in use at the last sample. */
    long memoryBytes() {
        return memoryBytes;
    }

    /** Read from and written to storage, mean of the time between the last two samples. */
    long ioBytesPerSecond() {
        return ioBytesPerSecond;
    }
}
