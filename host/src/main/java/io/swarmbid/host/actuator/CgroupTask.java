package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What the task groups of both versions share: the order of pause and quota, the memory limit that
 * settles by itself, the end.
 */
abstract class CgroupTask implements TaskGroup {
    private final String name;
    private final RunName run;
    private final GroupTree tree;
    private final List<Path> groups;
    private final MemoryLimiter limiter;
    private final CpuHomes homes;
    private final CpuHomes.Pin pin = this::writeCpus;
    private final Consumer<TaskGroup> onClosed;
    private MemoryControl memory;
    private volatile long memoryWanted = UNLIMITED;
    private volatile long memoryApplied = UNLIMITED;
    private volatile String memoryProblem;
    private final AtomicBoolean memoryPending = new AtomicBoolean();
    private boolean paused;
    private boolean closed;

    /**
     * Creates it.
     *
     * @param groups its directory in each hierarchy, the one whose processes are the truth first; a
     *     v1 freezer's comes first
     */
    CgroupTask(
            final String name,
            final RunName run,
            final GroupTree tree,
            final List<Path> groups,
            final MemoryLimiter limiter,
            final CpuHomes homes,
            final Consumer<TaskGroup> onClosed) {
        this.name = name;
        this.run = run;
        this.tree = tree;
        this.groups = List.copyOf(groups);
        this.limiter = limiter;
        this.homes = homes;
        this.onClosed = onClosed;
    }

    /**
     * Makes the directories, opens the files, sets the first limits; leaves nothing behind when
     * that fails.
     */
    final void open(final long cpuPpm, final long memoryBytes) throws IOException {
        try {
            for (final Path group : groups) {
                tree.create(group);
            }
            memory = openControls();
            if (homes != null) {
                homes.grant(pin, cpuPpm);
            }
            writeQuota(cpuPpm);
            memoryWanted = memoryBytes;
            if (memory == null) {
                memoryProblem = "no memory controller";
            } else if (!settleMemory()) {
                throw new IOException(memoryProblem);
            }
        } catch (final IOException refused) {
            close();
            throw refused;
        }
    }

    /** Opens the control files; returns the memory's, or null where there is no such controller. */
    abstract MemoryControl openControls() throws IOException;

    abstract void writeQuota(long cpuPpm) throws IOException;

    /** Sets the CPUs that the task may use. Called by one thread at a time, also for the sake of another task. */
    abstract void writeCpus(BitSet cpus) throws IOException;

    abstract void writeFreezer(boolean stop) throws IOException;

    abstract void closeControls() throws IOException;

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<String> launcher() {
        return Launch.words(groups.stream().map(group -> group.resolve("cgroup.procs")).toList());
    }

    @Override
    public final Map<String, String> environment() {
        return Launch.environment(run);
    }

    @Override
    public final void started(final long pid) {
        // The process enters the group by itself, before it becomes the command.
    }

    @Override
    public final synchronized void cpu(final long cpuPpm) throws IOException {
        if (cpuPpm == 0) {
            pause();
            if (homes != null) {
                homes.pause(pin);
            }
        } else {
            if (homes != null) {
                homes.grant(pin, cpuPpm);
            }
            writeQuota(cpuPpm);
            resume();
        }
    }

    @Override
    public final void memory(final long bytes) {
        memoryWanted = bytes;
        if (memory != null && memoryPending.compareAndSet(false, true)) {
            limiter.submit(this::settlePending);
        }
    }

    /** One chain of attempts serves all changes; the last look is for one that came while it ended. */
    private boolean settlePending() {
        if (!settleMemory()) {
            return false;
        }
        memoryPending.set(false);
        return !openMemory()
                || memoryWanted == memoryApplied
                || !memoryPending.compareAndSet(false, true);
    }

    private synchronized boolean openMemory() {
        return memory != null && !closed;
    }

    private boolean settleMemory() {
        if (!openMemory()) {
            return true;
        }
        final long wanted = memoryWanted;
        if (wanted == memoryApplied && memoryProblem == null) {
            return true;
        }
        try {
            memoryProblem = memory.apply(wanted, wanted < memoryApplied);
            if (memoryProblem == null) {
                memoryApplied = wanted;
            }
        } catch (final IOException | NumberFormatException refused) {
            // Whatever it was, the limit is still wanted: the next attempt may find it gone.
            memoryProblem = String.valueOf(refused.getMessage());
        }
        return memoryProblem == null && memoryWanted == memoryApplied;
    }

    @Override
    public final MemoryLimit memoryLimit() {
        return new MemoryLimit(memoryWanted, memoryApplied, memoryProblem);
    }

    @Override
    public final synchronized void pause() throws IOException {
        if (!paused) {
            writeFreezer(true);
            paused = true;
        }
    }

    @Override
    public final synchronized void resume() throws IOException {
        if (paused) {
            writeFreezer(false);
            paused = false;
        }
    }

    @Override
    public final synchronized boolean paused() {
        return paused;
    }

    @Override
    public final long[] pids() throws IOException {
        return tree.pids(groups.get(0));
    }

    @Override
    public final void kill() {
        thaw();
        groups.forEach(tree::kill);
    }

    /** A process that enters only now, its end already sent to it, must not be caught by the freezer of v1. */
    private synchronized void thaw() {
        try {
            resume();
        } catch (final IOException gone) {
            paused = false;
        }
    }

    @Override
    public final void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        kill();
        if (homes != null) {
            homes.forget(pin);
        }
        try {
            closeControls();
            if (memory != null) {
                memory.close();
            }
        } catch (final IOException ignored) {
            // A descriptor that cannot be closed changes nothing about the removal.
            memoryProblem = ignored.getMessage();
        }
        groups.forEach(tree::removeSoon);
        onClosed.accept(this);
    }

    /**
     * The number after a key in a flat keyed file such as {@code cpu.stat}; empty when it is not
     * there.
     */
    static Optional<Long> keyed(final Path file, final String key) throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
                .findFirst();
    }
}
