package io.swarmbid.host.run;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.host.log.CommandSource;
import io.swarmbid.host.log.CommandWriter;
import io.swarmbid.host.log.DecisionWriter;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.workload.WorkloadTask;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.InlineEngine;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.OutputStream;
import java.util.List;

/**
 * Runs the workload's own bids through a small engine that is thrown away, so that the first decisions of the run do
 * not wait for classes to load. Nothing of it is seen or kept.
 */
final class WarmUp {
    private static final int ROUNDS = 20;
    private static final int TASKS_MAX = 16;
    private static final long STEP_NS = 100_000_000L;

    private final RunPlan plan;
    private long nowNs;

    private WarmUp(final RunPlan plan) {
        this.plan = plan;
    }

    /**
     * Warms up for a plan.
     *
     * @throws InvalidInputException if the engine finds that the settings do not hold together.
     */
    static void run(final RunPlan plan) {
        try {
            new WarmUp(plan).run();
        } catch (final IllegalArgumentException e) {
            throw new InvalidInputException(List.of(e.getMessage().split("\\R")));
        }
    }

    private void run() {
        final Settings settings =
                plan.settings().with(Setting.MAX_TASKS, TASKS_MAX).with(Setting.MAX_INSTANCES, 1);
        final SymbolTable symbols = new SymbolTable();
        final CommandWriter commands = new CommandWriter(OutputStream.nullOutputStream(), symbols);
        final EngineConfig config =
                new EngineConfig()
                        .settings(settings)
                        .symbols(symbols)
                        .clock(() -> nowNs)
                        .onCommand(
                                (sequence, atNs, buffer, offset, length) ->
                                        commands.write(
                                                atNs, buffer, offset, CommandSource.NO_ACTUAL_WORK))
                        .onDecision(new DecisionWriter(OutputStream.nullOutputStream()));
        try (InlineEngine engine = SwarmEngine.inline(config)) {
            final List<WorkloadTask> all = plan.workload().tasks();
            final List<WorkloadTask> tasks = all.subList(0, Math.min(TASKS_MAX, all.size()));
            final EngineClient client = engine.client();
            client.pool(Bids.pool(plan.machine(), symbols));
            client.instance(Bids.INSTANCE, Bids.POOL);
            for (int round = 0; round < ROUNDS; round++) {
                long id = 0;
                for (final WorkloadTask task : tasks) {
                    id++;
                    client.task(Bids.task(client.newTask(), id, task, symbols));
                    pass(engine);
                    client.usage(id, 1, 1, 0, 0);
                    client.rebid(id, task.bid() + 1);
                }
                pass(engine);
                for (; id > 0; id--) {
                    client.complete(id, CompleteStatus.DONE);
                    client.cancel(id);
                }
            }
        }
    }

    private void pass(final InlineEngine engine) {
        nowNs += STEP_NS;
        engine.poll();
    }
}
