package io.swarmbid.bench.loop;

import io.swarmbid.bench.Market;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.HandOver;
import io.swarmbid.pipeline.Producers;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.pipeline.WaitStrategy;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The engine: a bid for a task there, its first decision back, on a market of 100 instances and 1,000 live tasks. */
final class EngineLoop implements PingPong {
    private static final long TASK = 1_000_000;

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
    private TaskSpec next;

    EngineLoop(final int maxUnits) {
        this(maxUnits, null, config -> {});
    }

    /**
     * @param changes to what the loop runs with otherwise.
     */
    EngineLoop(final int maxUnits, final Consumer<EngineConfig> changes) {
        this(maxUnits, null, changes);
    }

    /**
     * @param journal where to keep one, never synced; null: none.
     */
    EngineLoop(final int maxUnits, final Path journal) {
        this(maxUnits, journal, config -> {});
    }

    private EngineLoop(
            final int maxUnits, final Path journal, final Consumer<EngineConfig> changes) {
        this.maxUnits = maxUnits;
        this.journal = journal;
        market = new Market(maxUnits);
        final DecisionSink sink = (buffer, offset, length) -> seen.decisions = seen.decisions + 1;
        final EngineConfig config =
                new EngineConfig()
                        .settings(Market.settings())
                        .waitStrategy(WaitStrategy.BUSY_SPIN)
                        .producers(Producers.SINGLE)
                        .handOver(HandOver.ENGINE_THREAD)
                        .onDecision(sink);
        changes.accept(config);
        engine = SwarmEngine.launch(journal == null ? config : config.journal(journal));
        client = engine.client().awaiting();
        client.pool(market.pool());
        for (int id = 1; id <= Market.INSTANCES; id++) {
            client.instance(id, 1);
        }
        for (int id = 1; id <= Market.TASKS; id++) {
            answered(client.task(market.task(id)));
        }
    }

    private void answered(final long result) {
        if (result < 0) {
            throw new IllegalStateException("refused: " + result);
        }
    }

    @Override
    public String name() {
        return (maxUnits == 1 ? "engine, room to spare" : "engine, demand 2.5x capacity")
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
