package io.swarmbid.bench.peers;

import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.peers.trace.FillDigest;
import io.swarmbid.peers.trace.MarketContender;
import io.swarmbid.peers.trace.MarketTrace;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.HandOver;
import io.swarmbid.pipeline.Producers;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.pipeline.WaitStrategy;

/** The whole engine: one publishing thread, one engine thread, both of which spin. */
final class RingContender implements MarketContender {
    private final boolean displaces;
    private final EngineOrders orders;
    private final SwarmEngine engine;
    private final EngineClient client;
    private long last;

    RingContender(final MarketTrace trace, final boolean displaces) {
        this.displaces = displaces;
        orders = new EngineOrders(trace.shape(), displaces);
        engine =
                SwarmEngine.launch(
                        new EngineConfig()
                                .settings(EngineOrders.settings())
                                .waitStrategy(WaitStrategy.BUSY_SPIN)
                                .producers(Producers.SINGLE)
                                .handOver(HandOver.ENGINE_THREAD)
                                .onDecision(orders));
        client = engine.client().awaiting();
        for (int pool = 0; pool < trace.shape().pools(); pool++) {
            sent(client.pool(orders.pool(pool)));
        }
        for (int instance = 1; instance <= trace.shape().instances(); instance++) {
            sent(client.instance(instance, trace.shape().poolOf(instance) + 1));
        }
        await();
    }

    @Override
    public boolean isComparable() {
        return !displaces;
    }

    @Override
    public void play(
            final MarketTrace trace, final int from, final int to, final FillDigest fills) {
        orders.readInto(fills);
        for (int i = from; i < to; i++) {
            final int task = trace.task(i);
            switch (trace.operation(i)) {
                case MarketTrace.BID -> sent(client.task(orders.task(task, trace.price(i))));
                case MarketTrace.REBID ->
                        sent(client.rebid(task, EngineOrders.nano(trace.price(i))));
                case MarketTrace.WITHDRAW -> sent(client.cancel(task));
                default ->
                        sent(
                                displaces
                                        ? client.cancel(task)
                                        : client.complete(task, CompleteStatus.DONE));
            }
        }
        await();
    }

    private void sent(final long result) {
        if (result < 0) {
            throw new IllegalStateException("refused: " + result, engine.failure());
        }
        last = result;
    }

    private void await() {
        while (engine.counters().commands() < last) {
            if (!engine.isOpen()) {
                throw new IllegalStateException("the engine stopped", engine.failure());
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
