package io.swarmbid.host.run;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.host.actuator.Actuator;
import io.swarmbid.host.actuator.ActuatorUnavailableException;
import io.swarmbid.host.actuator.Actuators;
import io.swarmbid.host.actuator.ProcessControls;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.process.TaskEnd;
import io.swarmbid.host.process.TaskProcesses;
import io.swarmbid.host.replay.OutDirectory;
import io.swarmbid.host.replay.RunDirectory;
import io.swarmbid.host.workload.WorkloadTask;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.pipeline.WaitStrategy;
import io.swarmbid.probes.ProbeSet;
import io.swarmbid.view.SharedView;
import io.swarmbid.view.ViewConfig;
import io.swarmbid.view.ViewListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** One run, from the first bid to the files. The thread that executes it is the main thread of the run. */
public final class LiveRun {
    private static final long LONGEST_OPEN_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int PROBES_MAX = ProbeSet.CAPACITY_MAX;

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final RunClock clock = new RunClock();
    private final List<RunTask> tasks = new ArrayList<>();
    private final RunPlan plan;
    private final RunOptions options;
    private final Display display;
    private final Agenda agenda;
    private volatile boolean stopping;
    private final ProcessControls controls = NativeControls.create();
    private Actuators.Detection detection;
    private TaskProcesses processes;
    private Actuation actuation;
    private SwarmEngine engine;
    private SharedView shared;
    private EngineClient client;
    private TaskSpec spec;
    private ProbeSet probes;
    private Telemetry telemetry;
    private LatencySeries latencies;

    /**
     * A run that has not begun.
     *
     * @param displays makes what shows the run, given what there is to show.
     */
    LiveRun(
            final RunPlan plan,
            final RunOptions options,
            final Function<Supplier<RunView>, Display> displays) {
        this.plan = plan;
        this.options = options;
        for (final WorkloadTask task : plan.workload().tasks()) {
            final long share = plan.machine().settings().vcpuSharePpm();
            tasks.add(new RunTask(tasks.size() + 1, task, share));
        }
        agenda = new Agenda(tasks);
        display = displays.apply(this::view);
    }

    /** Asks the run to end. Any thread; returns at once. */
    void stop() {
        stopping = true;
        signals.add(new Signal.Wake());
    }

    /**
     * Runs to the end and writes the files.
     *
     * @throws InvalidInputException if what was asked for is impossible here; nothing was started then.
     * @throws IOException if a file cannot be written.
     * @throws RuntimeException if the engine failed; all processes are stopped then.
     */
    RunOutcome execute() throws IOException {
        WarmUp.run(plan);
        detection = detect();
        try (Actuator actuator = detection.actuator();
                OutDirectory.Claim claim = OutDirectory.claimForRun(options.out())) {
            final RunDirectory directory = claim.directory();
            directory.begin(plan.settings());
            final SymbolTable symbols = new SymbolTable();
            final long digest;
            try (Recorder recorder = new Recorder(directory, symbols);
                    UsageWriter usage =
                            new UsageWriter(directory.path().resolve(OutDirectory.USAGE))) {
                try {
                    launch(directory, recorder, symbols, usage);
                    follow();
                } finally {
                    end(actuator);
                }
                latencies.look(clock.getAsLong());
                digest = recorder.digest();
            }
            return Conclusion.write(
                    plan,
                    directory,
                    digest,
                    engine.stateDigest(),
                    engine.latency(),
                    latencies.spans(),
                    detection.reason(),
                    probes.explanation(),
                    telemetry.load().meanPpm(),
                    telemetry.dropped());
        }
    }

    private Actuators.Detection detect() throws IOException {
        try {
            return Actuators.detect(
                    options.actuator(), plan.machine().settings().vcpuSharePpm(), controls);
        } catch (final ActuatorUnavailableException e) {
            throw new InvalidInputException(e.getMessage());
        }
    }

    private void launch(
            final RunDirectory directory,
            final Recorder recorder,
            final SymbolTable symbols,
            final UsageWriter usage) {
        processes =
                new TaskProcesses(detection.actuator(), end -> signals.add(new Signal.Ended(end)));
        final RunProcesses host =
                new RunProcesses(
                        processes,
                        controls,
                        OutDirectory.outputs(directory.path()),
                        (task, process) -> telemetry.join(task, process),
                        this::refused);
        actuation = new Actuation(tasks, plan.machine(), host, this::wake);
        final EngineConfig config =
                new EngineConfig()
                        .settings(plan.settings())
                        .symbols(symbols)
                        .clock(clock)
                        .waitStrategy(WaitStrategy.BLOCKING)
                        .errorHandler((input, failure) -> signals.add(new Signal.Failed(failure)));
        recorder.attach(config);
        config.onDecision(actuation).onDecision(new Narrator(tasks, plan.machine(), display));
        shared = SharedView.attach(config, new ViewConfig(directory.path()).listener(viewers()));
        engine = SwarmEngine.launch(config);
        client = engine.client().awaiting();
        spec = client.newTask();
        probes = ProbeSet.open(Math.min(PROBES_MAX, tasks.size() + 1));
        latencies = new LatencySeries(engine::drainLatency);
        telemetry =
                new Telemetry(
                        clock,
                        options.sampleNs(),
                        plan.machine(),
                        engine.client(),
                        usage,
                        probes,
                        latencies,
                        failed -> signals.add(new Signal.Failed(failed)));
        awaitView();
        display.start();
        detection.cleared().forEach(line -> display.tell(0, line));
        if (!detection.actuator().shortcomings().isEmpty()) {
            display.tell(0, "actuator " + detection.reason());
            detection.actuator().shortcomings().forEach(line -> display.tell(0, line));
        }
        clock.start();
        telemetry.start();
        client.pool(Bids.pool(plan.machine(), symbols));
        client.instance(Bids.INSTANCE, Bids.POOL);
    }

    /** Before the first bid: what the view takes to open, the tasks could not have of their grants. */
    private void awaitView() {
        try {
            shared.awaitOpen(LONGEST_OPEN_NS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /** Sends what is due and takes in what ends, until the run is over. */
    private void follow() {
        while (!stopping) {
            final long nowNs = clock.getAsLong();
            for (Agenda.Item due = agenda.poll(nowNs); due != null; due = agenda.poll(nowNs)) {
                send(due);
            }
            final long endNs = plan.durationNs() == 0 ? Long.MAX_VALUE : plan.durationNs();
            if (nowNs >= endNs || tasks.stream().allMatch(RunTask::isOver)) {
                return;
            }
            take(Math.min(agenda.nextNs(), endNs) - nowNs);
        }
        display.tell(clock.getAsLong(), "asked to end: stops the tasks and writes the results");
    }

    private void take(final long longestNs) {
        try {
            final Signal signal = signals.poll(longestNs, TimeUnit.NANOSECONDS);
            if (signal instanceof Signal.Ended ended) {
                ended(ended.end());
            } else if (signal instanceof Signal.NotStarted notStarted) {
                final RunTask task = notStarted.task();
                task.processEnded();
                client.complete(task.id(), CompleteStatus.FAILED);
            } else if (signal instanceof Signal.Failed failed) {
                throw new IllegalStateException(failed.cause());
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private void send(final Agenda.Item item) {
        final RunTask task = item.task();
        final String rate = Words.rate(task.offer(item.bid()));
        if (item.isFirst()) {
            task.submitted();
            display.tell(
                    clock.getAsLong(),
                    task.name() + " bids " + rate + " a unit" + wanted(task.spec()));
            client.task(Bids.task(spec, task.id(), task.spec(), engine.symbols()));
        } else if (!task.isOver()) {
            display.tell(
                    clock.getAsLong(),
                    task.name()
                            + " changes its bid from "
                            + Words.rate(task.offer())
                            + " to "
                            + rate
                            + " a unit");
            task.bid(item.bid());
            client.rebid(task.id(), item.bid());
        }
    }

    private static String wanted(final WorkloadTask task) {
        if (task.min() == task.max()) {
            return task.max() == 1 ? "" : " for " + task.max() + " units or none";
        }
        return " for "
                + (task.min() > 1 ? "at least " + task.min() + ", " : "")
                + "at most "
                + task.max()
                + " units";
    }

    private void ended(final TaskEnd end) {
        final RunTask task = tasks.get((int) end.taskId() - 1);
        task.processEnded();
        if (end.status() == TaskEnd.Status.STOPPED || task.isOver()) {
            return;
        }
        if (end.status() == TaskEnd.Status.FAILED) {
            task.note(end.reason());
            display.tell(clock.getAsLong(), task.name() + "'s command failed: " + end.reason());
        }
        client.complete(
                task.id(),
                end.status() == TaskEnd.Status.DONE ? CompleteStatus.DONE : CompleteStatus.FAILED);
    }

    /** On the decision thread. A process that has just ended, or is being stopped, refuses rightly. */
    private void refused(final RunTask task, final boolean isStart, final IOException why) {
        if (stopping) {
            return;
        }
        if (isStart) {
            task.note("could not be started");
            display.tell(
                    clock.getAsLong(), task.name() + " could not be started: " + why.getMessage());
            signals.add(new Signal.NotStarted(task));
        } else if (task.isProcessLive()) {
            display.tell(
                    clock.getAsLong(),
                    task.name() + "'s new grant could not be put into effect: " + why.getMessage());
        }
    }

    /** What {@code inspect} shows is not worth a run: if it cannot be published the run says so and goes on. */
    private ViewListener viewers() {
        return new ViewListener() {
            @Override
            public void onFailure(final Throwable cause) {
                display.tell(clock.getAsLong(), "no view for inspect any more: " + cause);
            }
        };
    }

    private void wake() {
        signals.add(new Signal.Wake());
    }

    private void end(final Actuator actuator) {
        stopping = true;
        try {
            if (telemetry != null) {
                telemetry.close();
            }
            processes.close();
            actuator.close();
            if (engine != null) {
                engine.close();
            }
        } finally {
            if (shared != null) {
                shared.close();
            }
            display.close();
        }
    }

    /** Ends all processes, whatever the main thread does. Any thread. */
    void killAll() {
        if (processes != null) {
            processes.close();
            detection.actuator().close();
        }
    }

    private RunView view() {
        final long nowNs = clock.getAsLong();
        return new RunView(
                plan.title(),
                nowNs,
                plan.durationNs(),
                plan.machine(),
                actuation.prices(),
                detection.actuator().kind().toString(),
                probes.readerName(),
                telemetry.load().nowPpm(),
                engine.counters().decisions(),
                engine.latency(),
                tasks.stream().map(task -> task.view(nowNs)).toList());
    }
}
