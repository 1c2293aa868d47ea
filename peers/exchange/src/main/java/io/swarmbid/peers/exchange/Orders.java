package io.swarmbid.peers.exchange;

import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.api.ApiCancelOrder;
import exchange.core2.core.common.api.ApiCommand;
import exchange.core2.core.common.api.ApiMoveOrder;
import exchange.core2.core.common.api.ApiPlaceOrder;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import io.swarmbid.peers.trace.MarketShape;
import io.swarmbid.peers.trace.MarketTrace;

/** The trace as orders: of one symbol, by one customer and one provider. */
final class Orders {
    static final int SYMBOL = 1;
    static final long CUSTOMER = 1;
    static final long PROVIDER = 2;

    /** Asks are numbered from here, above all tasks. */
    private static final long FIRST_ASK = 1L << 32;

    private long lastAsk = FIRST_ASK;

    /** The ask of a free VRU. */
    ApiPlaceOrder ask(final int cost) {
        return ApiPlaceOrder.builder()
                .symbol(SYMBOL)
                .uid(PROVIDER)
                .orderId(++lastAsk)
                .action(OrderAction.ASK)
                .orderType(OrderType.GTC)
                .price(cost)
                .reservePrice(cost)
                .size(1)
                .build();
    }

    /** What every round starts from: all VRUs are free. */
    ApiPlaceOrder[] capacity(final MarketShape shape) {
        final ApiPlaceOrder[] asks = new ApiPlaceOrder[shape.pools() * shape.poolVrus()];
        for (int i = 0; i < asks.length; i++) {
            asks[i] = ask(shape.cost(i / shape.poolVrus()));
        }
        return asks;
    }

    /**
     * Makes the commands of the next round, before it is timed. Its asks are numbered on from the last ones, of which some may
     * still wait; the other commands are made once.
     */
    void renew(final ApiCommand[] commands, final MarketTrace trace) {
        for (int i = 0; i < commands.length; i++) {
            if (commands[i] != null && trace.operation(i) != MarketTrace.END) {
                continue;
            }
            final int task = trace.task(i);
            final int price = trace.price(i);
            commands[i] =
                    switch (trace.operation(i)) {
                        case MarketTrace.BID -> bid(task, price);
                        case MarketTrace.REBID ->
                                ApiMoveOrder.builder()
                                        .symbol(SYMBOL)
                                        .uid(CUSTOMER)
                                        .orderId(task)
                                        .newPrice(price)
                                        .build();
                        case MarketTrace.WITHDRAW ->
                                ApiCancelOrder.builder()
                                        .symbol(SYMBOL)
                                        .uid(CUSTOMER)
                                        .orderId(task)
                                        .build();
                        default -> ask(price);
                    };
        }
    }

    private static ApiPlaceOrder bid(final int task, final int price) {
        return ApiPlaceOrder.builder()
                .symbol(SYMBOL)
                .uid(CUSTOMER)
                .orderId(task)
                .action(OrderAction.BID)
                .orderType(OrderType.GTC)
                .price(price)
                .reservePrice(MarketTrace.PRICE_LIMIT)
                .size(1)
                .build();
    }

    /** Writes a command as the API's own translators do. */
    static void write(final OrderCommand command, final ApiCommand from) {
        if (from instanceof final ApiPlaceOrder place) {
            command.command = OrderCommandType.PLACE_ORDER;
            command.price = place.price;
            command.reserveBidPrice = place.reservePrice;
            command.size = place.size;
            command.orderId = place.orderId;
            command.action = place.action;
            command.orderType = place.orderType;
            command.symbol = place.symbol;
            command.uid = place.uid;
        } else if (from instanceof final ApiMoveOrder move) {
            command.command = OrderCommandType.MOVE_ORDER;
            command.price = move.newPrice;
            command.orderId = move.orderId;
            command.symbol = move.symbol;
            command.uid = move.uid;
        } else {
            final ApiCancelOrder cancel = (ApiCancelOrder) from;
            command.command = OrderCommandType.CANCEL_ORDER;
            command.orderId = cancel.orderId;
            command.symbol = cancel.symbol;
            command.uid = cancel.uid;
        }
        command.resultCode = CommandResultCode.NEW;
        command.matcherEvent = null;
        command.marketData = null;
    }
}
