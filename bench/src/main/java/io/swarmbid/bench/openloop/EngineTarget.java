package io.swarmbid.bench.openloop;

import io.swarmbid.bench.Market;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.HandOver;
import io.swarmbid.pipeline.Producers;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.pipeline.WaitStrategy;
import java.nio.ByteOrder;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * The engine on the benchmarks' market: a bid for one more task, then its cancellation, in turn. A command's
 * answer is its first decision, on the engine thread.
 */
final class EngineTarget implements Target {
    private static final int PENDING = 1 << 16;
    private static final long TASK = 1_000_000;
    private static final int CAUSE_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + PriceDecisionDecoder.causeEncodingOffset();

    private final Market market;
    private final SwarmEngine engine;
    private final EngineClient client;
    private final int maxUnits;

    /** When commands were due, by input sequence; written before a command is published, read after. */
    private final long[] due = new long[PENDING];

    private Histogram latencies = OpenLoop.histogram();
    private boolean isLive;
    private long lastCause;
    private long last;

    EngineTarget(final int maxUnits) {
        this.maxUnits = maxUnits;
        market = new Market(maxUnits);
        engine =
                SwarmEngine.launch(
                        new EngineConfig()
                                .settings(Market.settings())
                                .waitStrategy(WaitStrategy.BUSY_SPIN)
                                .producers(Producers.SINGLE)
                                .handOver(HandOver.ENGINE_THREAD)
                                .onDecision(this::answer));
        client = engine.client().awaiting();
        sent(client.pool(market.pool()));
        for (int id = 1; id <= Market.INSTANCES; id++) {
            sent(client.instance(id, 1));
        }
        for (int id = 1; id <= Market.TASKS; id++) {
            sent(client.task(market.task(id)));
        }
        await();
        takeLatencies();
    }

    private void answer(final DirectBuffer buffer, final int offset, final int length) {
        final long cause = buffer.getLong(offset + CAUSE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (cause > lastCause) {
            lastCause = cause;
            latencies.recordValue(OpenLoop.since(due[(int) cause & (PENDING - 1)]));
        }
    }

    private void sent(final long result) {
        if (result < 0) {
            throw new IllegalStateException("refused: " + result, engine.failure());
        }
        last = result;
    }

    @Override
    public String name() {
        return maxUnits == 1 ? "engine, room to spare" : "engine, demand 2.5x capacity";
    }

    @Override
    public void send(final long dueNs) {
        due[(int) (last + 1) & (PENDING - 1)] = dueNs;
        isLive = !isLive;
        sent(isLive ? client.task(market.task(TASK)) : client.cancel(TASK));
    }

    @Override
    public void await() {
        while (engine.counters().commands() < last) {
            if (!engine.isOpen()) {
                throw new IllegalStateException("the engine stopped", engine.failure());
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public Histogram takeLatencies() {
        final Histogram taken = latencies;
        latencies = OpenLoop.histogram();
        return taken;
    }

    @Override
    public void close() {
        engine.close();
    }
}
