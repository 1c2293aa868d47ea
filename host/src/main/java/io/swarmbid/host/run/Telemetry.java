package io.swarmbid.host.run;

import io.swarmbid.host.process.TaskProcess;
import io.swarmbid.host.workload.MachinePlan;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.probes.ProbeSet;
import io.swarmbid.probes.frame.ProbeFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The telemetry thread: samples the probes at a set rate, tells the engine and {@code usage.csv}, and parks between. */
final class Telemetry implements AutoCloseable {
    private static final long PHASE_DIVISOR = 3;

    private record Joined(RunTask task, TaskProcess process) {}

    private final Queue<Joined> joined = new ConcurrentLinkedQueue<>();
    private final List<TaskProbe> probed = new ArrayList<>();
    private final RunClock clock;
    private final long periodNs;
    private final MachinePlan plan;
    private final Usage usage;
    private final UsageWriter file;
    private final ProbeSet probes;
    private final LatencySeries latencies;
    private final Consumer<Throwable> onFailure;
    private final Thread thread = new Thread(this::run, "swarmbid-telemetry");
    private final MachineLoad load;
    private volatile boolean closing;

    /**
     * Telemetry that has not begun.
     *
     * @param client for this thread alone.
     * @param file written by this thread, closed by the caller.
     * @param probes read by this thread and closed with it.
     * @param latencies looked at with each sample, by this thread until it is closed.
     * @param onFailure told once if the thread fails.
     */
    Telemetry(
            final RunClock clock,
            final long periodNs,
            final MachinePlan plan,
            final EngineClient client,
            final UsageWriter file,
            final ProbeSet probes,
            final LatencySeries latencies,
            final Consumer<Throwable> onFailure) {
        this.clock = clock;
        this.periodNs = periodNs;
        this.plan = plan;
        this.file = file;
        this.probes = probes;
        this.latencies = latencies;
        this.onFailure = onFailure;
        usage = new Usage(client, plan);
        load = new MachineLoad(probes);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A process to follow from now on; any thread. */
    void join(final RunTask task, final TaskProcess process) {
        joined.add(new Joined(task, process));
    }

    private void run() {
        try {
            // Off the beat of whole seconds, at which bids tend to come and hold times to end.
            long nextNs = clock.getAsLong() + periodNs + periodNs / PHASE_DIVISOR;
            while (!closing) {
                final long leftNs = nextNs - clock.getAsLong();
                if (leftNs > 0) {
                    LockSupport.parkNanos(leftNs);
                } else {
                    sample();
                    nextNs = Math.max(nextNs + periodNs, clock.getAsLong());
                }
            }
        } catch (final Throwable failed) {
            onFailure.accept(failed);
        } finally {
            probes.close();
        }
    }

    private void sample() {
        for (Joined next = joined.poll(); next != null; next = joined.poll()) {
            probed.add(new TaskProbe(next.task(), next.process(), probes, clock));
        }
        for (final Iterator<TaskProbe> each = probed.iterator(); each.hasNext(); ) {
            final TaskProbe probe = each.next();
            if (!probe.task.isProcessLive() || probe.task.isOver()) {
                probes.remove(probe.slot());
                each.remove();
            }
        }
        final ProbeFrame frame = probes.sample();
        final long atNs = clock.at(frame.startNs() + (frame.endNs() - frame.startNs()) / 2);
        load.take(frame, atNs);
        latencies.look(atNs);
        for (final TaskProbe probe : probed) {
            if (probe.take(frame, atNs, periodNs / 2)) {
                tell(probe, atNs);
            }
        }
        file.flush();
    }

    private void tell(final TaskProbe probe, final long atNs) {
        final RunTask task = probe.task;
        final TaskView view = task.view(atNs);
        if (view.phase().isOver()) {
            return;
        }
        final long blocks = (long) view.units() * task.spec().memory();
        file.write(
                atNs,
                task.id(),
                probe.grantedPpm(),
                probe.usedPpm(),
                blocks * plan.settings().memoryBlockBytes(),
                probe.memoryBytes());
        task.used(probe.usedPpm());
        usage.send(
                task,
                view,
                probe.usedPpm(),
                probe.grantedPpm(),
                probe.memoryBytes(),
                probe.ioBytesPerSecond());
    }

    /** How busy the machine is, with all that runs on it; any thread. */
    MachineLoad load() {
        return load;
    }

    /** Commands that found the ring full; once closed. */
    long dropped() {
        return usage.dropped();
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        if (thread.getState() == Thread.State.NEW) {
            probes.close();
            return;
        }
        Threads.join(thread);
    }
}
