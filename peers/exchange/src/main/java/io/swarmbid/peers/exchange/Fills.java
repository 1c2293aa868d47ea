package io.swarmbid.peers.exchange;

import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import io.swarmbid.peers.trace.FillDigest;

/** Reads the trades of a processed command. */
final class Fills {
    private Fills() {}

    /** Adds them, and fails where the command did. */
    static void read(final OrderCommand command, final FillDigest fills) {
        if (command.resultCode != CommandResultCode.SUCCESS) {
            throw new IllegalStateException(command.resultCode + " to " + command);
        }
        final boolean isAsk =
                command.command == OrderCommandType.PLACE_ORDER
                        && command.action == OrderAction.ASK;
        for (MatcherTradeEvent event = command.matcherEvent;
                event != null;
                event = event.nextEvent) {
            if (event.eventType == MatcherEventType.TRADE) {
                fills.add(
                        isAsk ? event.matchedOrderId : command.orderId,
                        (int) (isAsk ? command.price : event.price));
            }
        }
    }
}
