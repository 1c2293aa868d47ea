package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The two actuators without control groups: affinity, and none. They find a task's processes by
 * descent and session.
 */
final class SignalActuator implements Actuator {
    private static final Path PROC = Path.of("/proc");
    private static final int CAP_SYS_NICE = 23;
    private static final int HEX = 16;
    private static final int ROUNDS_MAX = 3;
    private static final long POLL_NS = 1_000_000;

    private final RunName run;
    private final ProcessControls controls;
    private final CpuPlacement placement;
    private final boolean weights;
    private final Set<TaskGroup> open = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private SignalActuator(
            final RunName run,
            final ProcessControls controls,
            final CpuPlacement placement,
            final boolean weights) {
        this.run = run;
        this.controls = controls;
        this.placement = placement;
        this.weights = weights;
    }

    static SignalActuator none(final RunName run) {
        return new SignalActuator(run, null, null, false);
    }

    /**
     * Opens the affinity actuator.
     *
     * @throws IOException saying why this machine does not allow it
     */
    static SignalActuator affinity(final RunName run, final ProcessControls controls)
            throws IOException {
        if (controls.unavailable() != null) {
            throw new IOException(controls.unavailable());
        }
        final BitSet cpus = CpuPlacement.allowed();
        final long capabilities = Long.parseUnsignedLong(CpuPlacement.status("CapEff"), HEX);
        return new SignalActuator(
                run, controls, new CpuPlacement(cpus), (capabilities >> CAP_SYS_NICE & 1) == 1);
    }

    @Override
    public ActuatorKind kind() {
        return controls == null ? ActuatorKind.NONE : ActuatorKind.AFFINITY;
    }

    @Override
    public String description() {
        if (controls == null) {
            return "none: a task starts when it is first granted something, and then runs as it likes";
        }
        return "affinity: whole CPUs by sched_setaffinity"
                + (weights ? ", weights by nice" : "")
                + ", pauses by SIGSTOP";
    }

    @Override
    public List<String> shortcomings() {
        if (controls == null) {
            return List.of("CPU, memory and pauses are not enforced");
        }
        return List.of(
                "a share under a whole CPU is not a limit: a task uses its CPUs fully when nobody else wants them"
                        + (weights ? ", and nice weighs each thread, not the task" : ""),
                "memory is not enforced",
                weights
                        ? "processes that leave the session and their parent escape"
                        : "nice is left alone, because without CAP_SYS_NICE it could not be raised again");
    }

    @Override
    public synchronized TaskGroup prepare(
            final String name, final long cpuPpm, final long memoryBytes) throws IOException {
        if (closed) {
            throw new IOException("the actuator is closed");
        }
        final Task task = new Task(name, memoryBytes);
        task.cpu(cpuPpm);
        open.add(task);
        return task;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        List.copyOf(open).forEach(TaskGroup::close);
    }

    private final class Task implements TaskGroup {
        private final String name;
        private long memoryBytes;
        private long leader;
        private long cpuPpm;
        private boolean paused;
        private CpuPlacement.Place applied;

        Task(final String name, final long memoryBytes) {
            this.name = name;
            this.memoryBytes = memoryBytes;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<String> launcher() {
            return Launch.words(List.of());
        }

        @Override
        public Map<String, String> environment() {
            return Launch.environment(run);
        }

        @Override
        public synchronized void started(final long pid) throws IOException {
            leader = pid;
            cpu(cpuPpm);
        }

        @Override
        public synchronized void cpu(final long granted) throws IOException {
            cpuPpm = granted;
            if (granted == 0) {
                pause();
                return;
            }
            if (controls != null) {
                apply();
            }
            resume();
        }

        private void apply() throws IOException {
            final CpuPlacement.Place place;
            synchronized (placement) {
                place = placement.place(this, cpuPpm);
            }
            if (leader == 0 || samePlace(place)) {
                return;
            }
            // Children born during one round have the old affinity, so look again until none is
            // new.
            final Set<Long> done = ConcurrentHashMap.newKeySet();
            boolean found = true;
            for (int round = 0; found && round < ROUNDS_MAX; round++) {
                found = false;
                for (final long pid : pids()) {
                    if (done.add(pid)) {
                        found = true;
                        restrict(pid, place);
                    }
                }
            }
            applied = place;
        }

        private boolean samePlace(final CpuPlacement.Place place) {
            return applied != null
                    && place.cpus().equals(applied.cpus())
                    && (!weights || place.nice() == applied.nice());
        }

        private void restrict(final long pid, final CpuPlacement.Place place) throws IOException {
            try {
                controls.affinity(pid, place.cpus());
                if (weights) {
                    controls.nice(pid, place.nice());
                }
            } catch (final IOException refused) {
                if (ProcStat.read(PROC, pid).filter(ProcStat::live).isPresent()) {
                    throw refused;
                }
            }
        }

        @Override
        public synchronized void memory(final long bytes) {
            memoryBytes = bytes;
        }

        @Override
        public synchronized MemoryLimit memoryLimit() {
            final boolean none = memoryBytes == UNLIMITED;
            return new MemoryLimit(
                    memoryBytes, UNLIMITED, none ? null : kind() + " cannot limit memory");
        }

        @Override
        public synchronized void pause() throws IOException {
            if (controls != null) {
                synchronized (placement) {
                    placement.remove(this);
                }
                applied = null;
                signal(true);
            }
            paused = controls != null;
        }

        @Override
        public synchronized void resume() throws IOException {
            if (paused) {
                signal(false);
                paused = false;
            }
        }

        private void signal(final boolean stop) throws IOException {
            for (final long pid : pids()) {
                try {
                    controls.stop(pid, stop);
                } catch (final IOException refused) {
                    if (ProcStat.read(PROC, pid).filter(ProcStat::live).isPresent()) {
                        throw refused;
                    }
                }
            }
        }

        @Override
        public synchronized boolean paused() {
            return paused;
        }

        @Override
        public synchronized long[] pids() throws IOException {
            return leader == 0
                    ? new long[0]
                    : ProcessTable.read(PROC).treeOf(leader).stream()
                            .mapToLong(ProcStat::pid)
                            .toArray();
        }

        @Override
        public synchronized long cpuTimeNs() throws IOException {
            return ProcessTable.read(PROC).cpuTimeNs(pids());
        }

        @Override
        public long outOfMemoryKills() {
            return 0;
        }

        @Override
        public Optional<CgroupPaths> cgroup() {
            return Optional.empty();
        }

        @Override
        public synchronized void kill() {
            final long start = System.nanoTime();
            try {
                long[] pids = pids();
                while (pids.length > 0 && System.nanoTime() - start < GroupTree.KILL_NS_MAX) {
                    for (final long pid : pids) {
                        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                    }
                    LockSupport.parkNanos(POLL_NS);
                    pids = pids();
                }
            } catch (final IOException unreadable) {
                ProcessHandle.of(leader).ifPresent(ProcessHandle::destroyForcibly);
            }
        }

        @Override
        public void close() {
            kill();
            if (placement != null) {
                synchronized (placement) {
                    placement.remove(this);
                }
            }
            open.remove(this);
        }
    }
}
