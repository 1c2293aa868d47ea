package io.swarmbid.host.run;

import io.swarmbid.host.actuator.DrainSignal;
import io.swarmbid.host.actuator.ProcessControls;
import io.swarmbid.host.process.ProcessSpec;
import io.swarmbid.host.process.TaskProcess;
import io.swarmbid.host.process.TaskProcesses;
import io.swarmbid.host.replay.OutDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Real processes. Called by the decision thread alone. */
final class RunProcesses implements TaskHost {
    /** How much of a command's output is kept. */
    static final long OUTPUT_BYTES_MAX = 1 << 20;

    /** Told what could not be put into effect. */
    @FunctionalInterface
    interface FailureListener {
        void onFailure(RunTask task, boolean isStart, IOException why);
    }

    private final Map<Long, TaskProcess> started = new ConcurrentHashMap<>();
    private final TaskProcesses processes;
    private final ProcessControls controls;
    private final Path outputs;
    private final BiConsumer<RunTask, TaskProcess> onStart;
    private final FailureListener onFailure;

    /**
     * Processes whose output goes to a directory.
     *
     * @param controls by which commands are told what they asked to be told.
     * @param outputs an existing directory.
     */
    RunProcesses(
            final TaskProcesses processes,
            final ProcessControls controls,
            final Path outputs,
            final BiConsumer<RunTask, TaskProcess> onStart,
            final FailureListener onFailure) {
        this.processes = processes;
        this.controls = controls;
        this.outputs = outputs;
        this.onStart = onStart;
        this.onFailure = onFailure;
    }

    @Override
    public void start(final RunTask task, final long cpuPpm, final long memoryBytes)
            throws IOException {
        final ProcessSpec spec =
                new ProcessSpec(
                        task.name(),
                        task.spec().command(),
                        task.spec().environment(),
                        task.spec().directory(),
                        outputs.resolve(OutDirectory.outputName(task.id(), task.name())),
                        OUTPUT_BYTES_MAX);
        final TaskProcess process = processes.start(task.id(), spec, cpuPpm, memoryBytes);
        started.put(task.id(), process);
        onStart.accept(task, process);
    }

    @Override
    public void change(final RunTask task, final long cpuPpm, final long memoryBytes)
            throws IOException {
        final TaskProcess process = started.get(task.id());
        process.group().memory(memoryBytes);
        process.group().cpu(cpuPpm);
    }

    @Override
    public void pause(final RunTask task) throws IOException {
        started.get(task.id()).group().cpu(0);
    }

    @Override
    public void tell(final RunTask task, final DrainSignal signal) throws IOException {
        final TaskProcess process = started.get(task.id());
        if (process.isLive()) {
            controls.tell(process.pid(), signal);
        }
    }

    @Override
    public void stop(final RunTask task) {
        final TaskProcess process = started.get(task.id());
        if (process != null) {
            processes.stop(process);
        }
    }

    @Override
    public void failed(final RunTask task, final boolean isStart, final IOException why) {
        onFailure.onFailure(task, isStart, why);
    }
}
