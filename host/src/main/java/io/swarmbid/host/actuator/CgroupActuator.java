package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What both versions share: the run's own name space, the numbering of its tasks' groups, the end
 * of all of them.
 */
abstract class CgroupActuator implements Actuator {
    private static final int NAME_LENGTH_MAX = 64;

    private final ActuatorKind kind;
    private final RunName run;
    private final GroupTree tree;
    private final List<Path> runGroups;
    private final CpuHomes homes;
    private final MemoryLimiter limiter = new MemoryLimiter();
    private final Set<TaskGroup> open = ConcurrentHashMap.newKeySet();
    private boolean closed;
    private long prepared;

    CgroupActuator(
            final ActuatorKind kind,
            final RunName run,
            final GroupTree tree,
            final List<Path> runGroups,
            final CpuHomes homes) {
        this.kind = kind;
        this.run = run;
        this.tree = tree;
        this.runGroups = List.copyOf(runGroups);
        this.homes = homes;
    }

    /** A group object for a directory that is yet to be made inside the run's groups. */
    abstract CgroupTask newTask(String name, String directory, Consumer<TaskGroup> onClosed);

    final RunName run() {
        return run;
    }

    final GroupTree tree() {
        return tree;
    }

    /** Where tasks are held apart, or null where the machine has no cpusets for us. */
    final CpuHomes homes() {
        return homes;
    }

    final MemoryLimiter limiter() {
        return limiter;
    }

    static final String NO_CPUSET =
            "tasks share CPUs as the kernel balances them, so that one thread may not reach a whole vCPU: no cpuset";

    @Override
    public final ActuatorKind kind() {
        return kind;
    }

    @Override
    public final synchronized TaskGroup prepare(
            final String name, final long cpuPpm, final long memoryBytes) throws IOException {
        if (closed) {
            throw new IOException("the actuator is closed");
        }
        final CgroupTask task = newTask(name, ++prepared + "-" + fileName(name), open::remove);
        task.open(cpuPpm, memoryBytes);
        open.add(task);
        return task;
    }

    @Override
    public final synchronized void close() {
        if (!closed) {
            closed = true;
            limiter.close();
            // Side by side: each end waits for the kernel, and most of that is a throttled
            // process's period.
            List.copyOf(open).parallelStream().forEach(TaskGroup::close);
            runGroups.forEach(tree::removeSoon);
            restore();
        }
    }

    /** Undoes what making the run's groups changed around them. */
    void restore() {}

    /** A task's name as a directory's. */
    static String fileName(final String name) {
        final String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return plain.length() <= NAME_LENGTH_MAX ? plain : plain.substring(0, NAME_LENGTH_MAX);
    }

    /** What the kernel said, without the path that the file system puts in front. */
    static String reason(final IOException refused) {
        if (refused instanceof AccessDeniedException) {
            return "permission denied";
        }
        return refused instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : refused.getMessage();
    }
}
