package io.swarmbid.peers.exchange;

import exchange.core2.core.ExchangeApi;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.ExchangeConfiguration;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.processors.MatchingEngineRouter;
import exchange.core2.core.processors.RiskEngine;
import exchange.core2.core.processors.SharedPool;
import exchange.core2.core.processors.journaling.DummySerializationProcessor;

/** Its risk and matching code called one after the other, in the order of its pipeline. One thread. */
final class SingleThread {
    private final RiskEngine risk;
    private final MatchingEngineRouter matching;

    SingleThread() {
        final ExchangeConfiguration configuration = PipelineContender.configuration();
        // As its constructor of the whole core does it, for one engine of each.
        final SharedPool pool = new SharedPool(64, 16, 1);
        risk = new RiskEngine(0, 1, DummySerializationProcessor.INSTANCE, pool, configuration);
        matching =
                new MatchingEngineRouter(
                        0,
                        1,
                        DummySerializationProcessor.INSTANCE,
                        OrderBookDirectImpl::new,
                        pool,
                        configuration);
    }

    void process(final OrderCommand command, final long sequence) {
        risk.preProcessCommand(sequence, command);
        matching.processOrder(sequence, command);
        risk.handlerRiskRelease(sequence, command);
    }

    /** The API over a ring of its own. */
    static ExchangeApi api(final com.lmax.disruptor.RingBuffer<OrderCommand> ring) {
        return new ExchangeApi(ring, net.jpountz.lz4.LZ4Factory.fastestInstance().highCompressor());
    }
}
