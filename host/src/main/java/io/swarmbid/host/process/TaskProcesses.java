package io.swarmbid.host.process;

import io.swarmbid.host.actuator.Actuator;
import io.swarmbid.host.actuator.TaskGroup;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Starts tasks' processes inside their groups and reports each end once.
 *
 * <p>Output that is kept runs through two {@code cat}s inside the task's own group: the
 * task pays for its chatter, not the engine, and a full file neither stops nor kills it.
 */
public final class TaskProcesses implements AutoCloseable {
    /** What it reads it writes at once: it is killed with its group, and must not hold anything back. */
    private static final String KEEP =
            "(ulimit -f \"$1\"; exec cat > \"$2\"); exec cat > /dev/null";

    /** What {@code ulimit -f} counts in (POSIX). */
    private static final int FILE_BLOCK = 512;

    private static final long LAST_OUTPUT_MS = 500;
    private static final long CLOSE_SECONDS_MAX = 5;

    private final Actuator actuator;
    private final Consumer<TaskEnd> onEnd;
    private final Set<TaskProcess> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unreported = new AtomicInteger();
    private final ExecutorService executor;
    private boolean closed;

    /**
     * Creates it.
     *
     * @param actuator stays the caller's; close it after this
     * @param onEnd called once for each task that was started, on this object's own thread; must
     *     not block
     */
    public TaskProcesses(final Actuator actuator, final Consumer<TaskEnd> onEnd) {
        this.actuator = actuator;
        this.onEnd = onEnd;
        this.executor =
                Executors.newSingleThreadExecutor(
                        task -> {
                            final Thread thread = new Thread(task, "swarmbid-task-ends");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Starts a task under its first grant.
     *
     * @param taskId any number that tells the caller which task it is
     * @param spec what to run
     * @param cpuPpm the first CPU grant, micro-vCPU, at least 1
     * @param memoryBytes the memory limit, or {@link TaskGroup#UNLIMITED}
     * @throws IOException saying why it could not be started; nothing is left behind then, and no
     *     end is reported
     */
    public synchronized TaskProcess start(
            final long taskId, final ProcessSpec spec, final long cpuPpm, final long memoryBytes)
            throws IOException {
        if (closed) {
            throw new IOException("the host is closing");
        }
        final Path directory =
                (spec.directory() == null ? Path.of("") : spec.directory()).toAbsolutePath();
        if (!Files.isDirectory(directory)) {
            throw new IOException("no directory " + directory);
        }
        final Map<String, String> environment = spec.environment();
        CommandPath.check(
                spec.command().get(0),
                directory,
                environment.getOrDefault("PATH", System.getenv("PATH")));
        final TaskGroup group = actuator.prepare(spec.name(), cpuPpm, memoryBytes);
        try {
            final TaskProcess task = new TaskProcess(taskId, group, System.nanoTime());
            final List<Process> processes = spawn(spec, directory, group);
            task.process(processes.get(0));
            group.started(task.pid());
            unreported.incrementAndGet();
            running.add(task);
            watch(task, processes);
            return task;
        } catch (final IOException | RuntimeException refused) {
            group.close();
            throw refused;
        }
    }

    private static List<Process> spawn(
            final ProcessSpec spec, final Path directory, final TaskGroup group)
            throws IOException {
        final ProcessBuilder task = builder(group, spec.command());
        task.directory(directory.toFile());
        task.environment().putAll(spec.environment());
        task.environment().putAll(group.environment());
        task.redirectInput(new File("/dev/null"));
        task.redirectErrorStream(true);
        if (spec.output() == null) {
            task.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            return List.of(task.start());
        }
        final ProcessBuilder keeper =
                builder(
                        group,
                        List.of(
                                "/bin/sh",
                                "-c",
                                KEEP,
                                "swarmbid-output",
                                Long.toString(
                                        (spec.outputBytesMax() + FILE_BLOCK - 1) / FILE_BLOCK),
                                spec.output().toAbsolutePath().toString()));
        keeper.environment().putAll(group.environment());
        keeper.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        keeper.redirectError(ProcessBuilder.Redirect.DISCARD);
        return ProcessBuilder.startPipeline(List.of(task, keeper));
    }

    private static ProcessBuilder builder(final TaskGroup group, final List<String> command) {
        final List<String> words = new ArrayList<>(group.launcher());
        words.addAll(command);
        return new ProcessBuilder(words);
    }

    /**
     * Stops a task, paused or not. Returns at once; its end is reported as STOPPED unless it came
     * first.
     */
    public void stop(final TaskProcess task) {
        task.stopping();
        try {
            executor.execute(task::kill);
        } catch (final RejectedExecutionException closing) {
            task.kill();
        }
    }

    /** The tasks whose end has not been reported, in no particular order. */
    public List<TaskProcess> running() {
        return List.copyOf(running);
    }

    private void watch(final TaskProcess task, final List<Process> processes) {
        final CompletableFuture<Process> leader = processes.get(0).onExit();
        // What the task said last is still on its way into the file when it ends; a background
        // child may hold the pipe for ever.
        leader.thenCompose(
                        ended ->
                                processes
                                        .get(processes.size() - 1)
                                        .onExit()
                                        .completeOnTimeout(
                                                ended, LAST_OUTPUT_MS, TimeUnit.MILLISECONDS)
                                        .thenApply(written -> ended))
                .thenAcceptAsync(ended -> end(task, ended), executor);
    }

    private void end(final TaskProcess task, final Process ended) {
        final TaskGroup group = task.group();
        final long elapsedNs = System.nanoTime() - task.startNs();
        long cpuTimeNs = 0;
        try {
            cpuTimeNs = group.cpuTimeNs();
        } catch (final IOException gone) {
            // The group was removed under us by a closing actuator: the time is lost, the end is
            // not.
            cpuTimeNs = 0;
        }
        final int exitCode = ended.exitValue();
        final TaskEnd.Status status =
                task.isStopping()
                        ? TaskEnd.Status.STOPPED
                        : exitCode == 0 ? TaskEnd.Status.DONE : TaskEnd.Status.FAILED;
        final String reason = ExitReason.of(exitCode, group.outOfMemoryKills());
        group.close();
        running.remove(task);
        try {
            onEnd.accept(
                    new TaskEnd(task.taskId(), status, exitCode, reason, cpuTimeNs, elapsedNs));
        } finally {
            unreported.decrementAndGet();
        }
    }

    /**
     * Stops all tasks and waits until their ends are reported, a few seconds at most. Idempotent.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        final List<TaskProcess> left = running();
        left.forEach(TaskProcess::stopping);
        left.parallelStream().forEach(TaskProcess::kill);
        final long start = System.nanoTime();
        while (unreported.get() > 0
                && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(CLOSE_SECONDS_MAX)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        executor.shutdown();
    }
}
