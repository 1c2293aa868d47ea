package io.swarmbid.peers.exchange;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.api.ApiCommand;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import io.swarmbid.peers.trace.FillDigest;
import io.swarmbid.peers.trace.MarketContender;
import io.swarmbid.peers.trace.MarketTrace;
import java.util.Map;

/** Its direct order book alone, without accounts, risk or ring, on the calling thread. */
final class BookContender implements MarketContender {
    private final IOrderBook book;
    private final OrderCommand command = new OrderCommand();
    private final Orders orders = new Orders();
    private final ApiCommand[] commands;

    BookContender(final MarketTrace trace) {
        final CoreSymbolSpecification symbol = Symbol.specification();
        // The sizes are those of its matching engine.
        final ObjectsPool pool =
                new ObjectsPool(
                        Map.of(
                                ObjectsPool.DIRECT_ORDER, 1 << 20,
                                ObjectsPool.DIRECT_BUCKET, 1 << 16,
                                ObjectsPool.ART_NODE_4, 1 << 15,
                                ObjectsPool.ART_NODE_16, 1 << 14,
                                ObjectsPool.ART_NODE_48, 1 << 13,
                                ObjectsPool.ART_NODE_256, 1 << 12));
        book =
                new OrderBookDirectImpl(
                        symbol,
                        pool,
                        new OrderBookEventsHelper(MatcherTradeEvent::new),
                        LoggingConfiguration.DEFAULT);
        for (final ApiCommand ask : orders.capacity(trace.shape())) {
            apply(ask);
        }
        commands = new ApiCommand[trace.length()];
    }

    @Override
    public void play(
            final MarketTrace trace, final int from, final int to, final FillDigest fills) {
        if (from == 0) {
            orders.renew(commands, trace);
        }
        for (int i = from; i < to; i++) {
            apply(commands[i]);
            if (fills != null) {
                Fills.read(command, fills);
            }
        }
    }

    private void apply(final ApiCommand next) {
        Orders.write(command, next);
        command.resultCode = CommandResultCode.VALID_FOR_MATCHING_ENGINE;
        command.resultCode = IOrderBook.processCommand(book, command);
    }

    @Override
    public void close() {}
}
