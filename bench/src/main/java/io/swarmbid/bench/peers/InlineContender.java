package io.swarmbid.bench.peers;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.core.EngineCore;
import io.swarmbid.peers.trace.FillDigest;
import io.swarmbid.peers.trace.MarketContender;
import io.swarmbid.peers.trace.MarketTrace;
import org.agrona.concurrent.UnsafeBuffer;

/** The engine's core on the calling thread: each command is checked, encoded, decided on, and its decisions encoded. */
final class InlineContender implements MarketContender {
    /** Logical time between commands. */
    private static final long STEP_NS = 250;

    private final boolean displaces;
    private final EngineOrders orders;
    private final CommandEncoder encoder = new CommandEncoder(EngineOrders.settings());
    private final EngineCore core = new EngineCore(EngineOrders.settings(), new SymbolTable());
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[8_192]);
    private long sequence;

    InlineContender(final MarketTrace trace, final boolean displaces) {
        this.displaces = displaces;
        orders = new EngineOrders(trace.shape(), displaces);
        for (int pool = 0; pool < trace.shape().pools(); pool++) {
            apply(encoder.pool(command, 0, orders.pool(pool)));
        }
        for (int instance = 1; instance <= trace.shape().instances(); instance++) {
            apply(encoder.instance(command, 0, instance, trace.shape().poolOf(instance) + 1));
        }
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
                case MarketTrace.BID ->
                        apply(encoder.task(command, 0, orders.task(task, trace.price(i))));
                case MarketTrace.REBID ->
                        apply(encoder.rebid(command, 0, task, EngineOrders.nano(trace.price(i))));
                case MarketTrace.WITHDRAW -> apply(encoder.cancel(command, 0, task));
                default ->
                        apply(
                                displaces
                                        ? encoder.cancel(command, 0, task)
                                        : encoder.complete(command, 0, task, CompleteStatus.DONE));
            }
        }
    }

    private void apply(final long length) {
        if (length < 0) {
            throw new IllegalStateException("refused by the static checks: " + length);
        }
        sequence++;
        core.onCommand(sequence, sequence * STEP_NS, command, 0, (int) length, orders);
    }

    @Override
    public void close() {
        core.close();
    }
}
