package io.swarmbid.bench.loop;

import io.swarmbid.bench.Market;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.HandOver;
import io.swarmbid.pipeline.Producers;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.pipeline.WaitStrategy;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The engine: a bid for a task there, its first decision back, on a market of 100 instances and 1,000 live tasks, or more. */
final class EngineLoop implements PingPong {
    private static final int TASK = 4_000_000;

    private static final int PER_INSTANCE = Market.TASKS / Market.INSTANCES;

    /** Decisions seen, written by the engine thread alone, alone on its cache lines. */
    private static final class Seen {
        @SuppressWarnings("unused")
        private final long[] before = new long[16];

        private volatile long decisions;

        @SuppressWarnings("unused")
        private final long[] after = new long[16];
    }

    private final Seen seen = new Seen();
    private final Market market;
    private final SwarmEngine engine;
    private final EngineClient client;
    private final int maxUnits;
    private final Path journal;
    private final int tasks;
    private TaskSpec next;

    EngineLoop(final int maxUnits) {
        this(maxUnits, Market.TASKS);
    }

    /**
     * @param tasks that live, ten on an instance.
     */
    EngineLoop(final int maxUnits, final int tasks) {
        this(maxUnits, tasks, null, config -> {});
    }

    /**
     * @param changes to what the loop runs with otherwise.
     */
    EngineLoop(final int maxUnits, final Consumer<EngineConfig> changes) {
        this(maxUnits, Market.TASKS, null, changes);
    }

    /**
     * @param journal where to keep one, never synced; null: none.
     */
    EngineLoop(final int maxUnits, final Path journal) {
        this(maxUnits, Market.TASKS, journal, config -> {});
    }

    private EngineLoop(
            final int maxUnits,
            final int tasks,
            final Path journal,
            final Consumer<EngineConfig> changes) {
        this.maxUnits = maxUnits;
        this.tasks = tasks;
        this.journal = journal;
        market = new Market(maxUnits);
        final DecisionSink sink = (buffer, offset, length) -> seen.decisions = seen.decisions + 1;
        final EngineConfig config =
                new EngineConfig()
                        .settings(settings(tasks))
                        .waitStrategy(WaitStrategy.BUSY_SPIN)
                        .producers(Producers.SINGLE)
                        .handOver(HandOver.ENGINE_THREAD)
                        .onDecision(sink);
        changes.accept(config);
        engine = SwarmEngine.launch(journal == null ? config : config.journal(journal));
        client = engine.client().awaiting();
        client.pool(market.pool());
        for (int id = 1; id <= tasks / PER_INSTANCE; id++) {
            answered(client.instance(id, 1));
        }
        for (int id = 1; id <= tasks; id++) {
            answered(client.task(market.task(id)));
        }
    }

    private static Settings settings(final int tasks) {
        final Settings settings = Market.settings();
        return tasks == Market.TASKS
                ? settings
                : settings.with(Setting.MAX_TASKS, tasks + 1)
                        .with(Setting.MAX_INSTANCES, tasks / PER_INSTANCE)
                        .with(Setting.MAX_VRUS_PER_INSTANCE, Market.VRUS);
    }

    private void answered(final long result) {
        if (result < 0) {
            throw new IllegalStateException("refused: " + result);
        }
    }

    @Override
    public String name() {
        return (maxUnits == 1 ? "engine, room to spare" : "engine, demand 2.5x capacity")
                + (tasks == Market.TASKS ? "" : String.format(", %,d tasks", tasks))
                + (journal == null ? "" : ", journal");
    }

    @Override
    public void prepare() {
        next = market.task(TASK);
    }

    @Override
    public void roundTrip() {
        final long before = seen.decisions;
        answered(client.task(next));
        while (seen.decisions == before) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void restore() {
        final long applied = client.cancel(TASK);
        answered(applied);
        while (engine.counters().commands() < applied) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
