package io.swarmbid.peers.exchange;

import exchange.core2.core.ExchangeApi;
import exchange.core2.core.ExchangeCore;
import exchange.core2.core.common.CoreWaitStrategy;
import exchange.core2.core.common.api.ApiCommand;
import exchange.core2.core.common.config.ExchangeConfiguration;
import exchange.core2.core.common.config.PerformanceConfiguration;
import io.swarmbid.peers.trace.FillDigest;
import io.swarmbid.peers.trace.MarketContender;
import io.swarmbid.peers.trace.MarketTrace;

/**
 * Its own pipeline in its configuration for throughput, with one matching and one risk engine that yield and are not pinned,
 * for it would have more threads than there are CPUs.
 */
final class PipelineContender implements MarketContender {
    private final Consumed consumed = new Consumed();
    private final ExchangeCore core;
    private final ExchangeApi api;
    private final Orders orders = new Orders();
    private final ApiCommand[] commands;

    PipelineContender(final MarketTrace trace) {
        core =
                ExchangeCore.builder()
                        .resultsConsumer(consumed)
                        .exchangeConfiguration(configuration())
                        .build();
        core.startup();
        api = core.getApi();
        Symbol.open(api);
        send(orders.capacity(trace.shape()), 0, trace.shape().pools() * trace.shape().poolVrus());
        commands = new ApiCommand[trace.length()];
    }

    static ExchangeConfiguration configuration() {
        return ExchangeConfiguration.defaultBuilder()
                .performanceCfg(
                        PerformanceConfiguration.throughputPerformanceBuilder()
                                .matchingEnginesNum(1)
                                .riskEnginesNum(1)
                                .waitStrategy(CoreWaitStrategy.YIELDING)
                                .threadFactory(Daemons::thread)
                                .build())
                .build();
    }

    private void send(final ApiCommand[] orders, final int from, final int to) {
        consumed.expect(to - from, null);
        submit(orders, from, to);
    }

    private void submit(final ApiCommand[] orders, final int from, final int to) {
        for (int i = from; i < to; i++) {
            api.submitCommand(orders[i]);
        }
        consumed.await();
    }

    @Override
    public void play(
            final MarketTrace trace, final int from, final int to, final FillDigest fills) {
        if (from == 0) {
            orders.renew(commands, trace);
        }
        consumed.expect(to - from, fills);
        submit(commands, from, to);
    }

    @Override
    public void close() {
        core.shutdown();
    }
}
