package io.swarmbid.peers.exchange;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import exchange.core2.core.ExchangeApi;
import exchange.core2.core.common.api.ApiCommand;
import exchange.core2.core.common.cmd.OrderCommand;
import io.swarmbid.peers.trace.FillDigest;
import io.swarmbid.peers.trace.MarketContender;
import io.swarmbid.peers.trace.MarketTrace;

/**
 * Its risk and matching code behind one Disruptor with one consumer, which on two CPUs is its best form; and the same code
 * inline, once the ring has opened the market.
 */
final class ConsumerContender implements MarketContender {
    private static final int RING_SIZE = 4_096;

    private final SingleThread engine = new SingleThread();
    private final Consumed consumed = new Consumed();
    private final Disruptor<OrderCommand> disruptor =
            new Disruptor<>(
                    OrderCommand::new,
                    RING_SIZE,
                    Daemons::thread,
                    ProducerType.SINGLE,
                    new BusySpinWaitStrategy());
    private final ExchangeApi api = SingleThread.api(disruptor.getRingBuffer());
    private final Orders orders = new Orders();
    private final ApiCommand[] commands;
    private final boolean isInline;
    private final OrderCommand command = new OrderCommand();
    private long sequence;

    ConsumerContender(final MarketTrace trace, final boolean isInline) {
        this.isInline = isInline;
        disruptor.handleEventsWith(
                (next, at, endOfBatch) -> {
                    next.matcherEvent = null;
                    next.marketData = null;
                    engine.process(next, at);
                    consumed.accept(next, at);
                    api.processResult(at, next);
                });
        disruptor.start();
        Symbol.open(api);
        final ApiCommand[] capacity = orders.capacity(trace.shape());
        publish(capacity, 0, capacity.length, null);
        commands = new ApiCommand[trace.length()];
        if (isInline) {
            disruptor.halt();
        }
    }

    private void publish(
            final ApiCommand[] orders, final int from, final int to, final FillDigest fills) {
        consumed.expect(to - from, fills);
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
        if (!isInline) {
            publish(commands, from, to, fills);
            return;
        }
        for (int i = from; i < to; i++) {
            Orders.write(command, commands[i]);
            engine.process(command, ++sequence);
            if (fills != null) {
                Fills.read(command, fills);
            }
        }
    }

    @Override
    public void close() {
        disruptor.halt();
    }
}
