package io.swarmbid.host.run;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.host.actuator.DrainSignal;
import io.swarmbid.host.workload.MachinePlan;
import io.swarmbid.host.workload.Workload;
import io.swarmbid.host.workload.WorkloadReader;
import io.swarmbid.host.workload.WorkloadTask;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.InlineEngine;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The built-in workload on the real engine in logical time, with a host that only notes what it is told. */
final class War implements AutoCloseable {
    static final long SECOND = 1_000_000_000L;

    final List<String> calls = new ArrayList<>();
    final List<String> story = new ArrayList<>();
    final List<RunTask> tasks = new ArrayList<>();
    final MachinePlan plan;
    final Actuation actuation;
    final InlineEngine engine;
    final EngineClient client;
    String unstartable = "";
    private final Agenda agenda;
    private long nowNs;

    /** With settings besides those of every run. */
    War(final String... sets) {
        this(task -> task, sets);
    }

    /** With tasks that are changed before it begins. */
    War(final UnaryOperator<WorkloadTask> change, final String... sets) {
        final Workload workload = WorkloadReader.builtIn();
        plan = new MachinePlan(workload.machine(), 32, 16);
        for (final WorkloadTask task : workload.tasks()) {
            tasks.add(new RunTask(tasks.size() + 1, change.apply(task), 50_000));
        }
        agenda = new Agenda(tasks);
        actuation = new Actuation(tasks, plan, new NotingHost(), () -> calls.add("over"));
        final List<String> all = new ArrayList<>(List.of("maxTasks=16", "maxInstances=1"));
        all.addAll(List.of(sets));
        final Settings settings = RunSettings.of(all);
        engine =
                SwarmEngine.inline(
                        new EngineConfig()
                                .settings(settings)
                                .symbols(new SymbolTable())
                                .clock(() -> nowNs)
                                .onDecision(actuation)
                                .onDecision(
                                        new Narrator(
                                                tasks,
                                                plan,
                                                (atNs, text) ->
                                                        story.add(PlainDisplay.line(atNs, text)))));
        client = engine.client();
        client.pool(Bids.pool(plan, engine.symbols()));
        client.instance(Bids.INSTANCE, Bids.POOL);
    }

    /** A task that wants to be told when it drains. */
    static WorkloadTask told(final WorkloadTask task) {
        return new WorkloadTask(
                task.line(),
                task.name(),
                task.customer(),
                task.taskClass(),
                task.bid(),
                task.workNs(),
                task.min(),
                task.max(),
                task.vcpu(),
                task.memory(),
                task.serialPpm(),
                task.tablePpm(),
                task.startAtNs(),
                task.deadlineNs(),
                task.ttlNs(),
                task.moveCost(),
                task.preemptible(),
                Optional.of(DrainSignal.USR1),
                task.rebids(),
                task.command(),
                task.environment(),
                task.directory());
    }

    /** Lets time pass, and sends the bids that fall due. */
    void until(final long ns) {
        while (agenda.nextNs() <= ns) {
            nowNs = agenda.nextNs();
            engine.poll();
            final Agenda.Item item = agenda.poll(nowNs);
            if (item.isFirst()) {
                item.task().submitted();
                client.task(
                        Bids.task(
                                client.newTask(),
                                item.task().id(),
                                item.task().spec(),
                                engine.symbols()));
            } else {
                item.task().bid(item.bid());
                client.rebid(item.task().id(), item.bid());
            }
        }
        nowNs = ns;
        engine.poll();
    }

    RunTask task(final String name) {
        return tasks.stream().filter(task -> task.name().equals(name)).findFirst().orElseThrow();
    }

    RunView view() {
        return new RunView(
                "built-in workload",
                nowNs,
                20 * SECOND,
                plan,
                actuation.prices(),
                "cgroup v2",
                "native",
                1_900_000,
                engine.counters().decisions(),
                engine.latency(),
                tasks.stream().map(task -> task.view(nowNs)).toList());
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class NotingHost implements TaskHost {
        @Override
        public void start(final RunTask task, final long cpuPpm, final long memoryBytes)
                throws IOException {
            if (task.name().equals(unstartable)) {
                throw new IOException("no such command");
            }
            note("start", task, cpuPpm, memoryBytes);
        }

        @Override
        public void change(final RunTask task, final long cpuPpm, final long memoryBytes) {
            note("change", task, cpuPpm, memoryBytes);
        }

        private void note(
                final String what, final RunTask task, final long cpuPpm, final long memoryBytes) {
            calls.add(
                    what
                            + " "
                            + task.name()
                            + " "
                            + cpuPpm / 10_000
                            + "% "
                            + (memoryBytes >> 20)
                            + "MiB");
        }

        @Override
        public void pause(final RunTask task) {
            calls.add("pause " + task.name());
        }

        @Override
        public void tell(final RunTask task, final DrainSignal signal) {
            calls.add(signal + " to " + task.name());
        }

        @Override
        public void stop(final RunTask task) {
            calls.add("stop " + task.name());
        }

        @Override
        public void failed(final RunTask task, final boolean isStart, final IOException why) {
            calls.add("failed " + task.name() + " " + isStart + " " + why.getMessage());
        }
    }
}
