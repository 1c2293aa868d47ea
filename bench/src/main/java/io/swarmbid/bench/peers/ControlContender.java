package io.swarmbid.bench.peers;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import io.swarmbid.peers.trace.FillDigest;
import io.swarmbid.peers.trace.MarketContender;
import io.swarmbid.peers.trace.MarketTrace;

/** The control: a bare Disruptor with one hop that carries the trace and does nothing with it. */
final class ControlContender implements MarketContender {
    private static final int SIZE = 4_096;

    private static final class Slot {
        private int task;
        private int price;
    }

    private final Disruptor<Slot> disruptor =
            new Disruptor<>(
                    Slot::new,
                    SIZE,
                    DaemonThreadFactory.INSTANCE,
                    ProducerType.SINGLE,
                    new BusySpinWaitStrategy());
    private final RingBuffer<Slot> ring;
    private volatile long consumed = -1;
    private long sum;

    ControlContender() {
        disruptor.handleEventsWith(
                (slot, sequence, endOfBatch) -> {
                    sum += slot.task + slot.price;
                    if (endOfBatch) {
                        consumed = sequence;
                    }
                });
        ring = disruptor.start();
    }

    @Override
    public boolean isComparable() {
        return false;
    }

    @Override
    public void play(
            final MarketTrace trace, final int from, final int to, final FillDigest fills) {
        long sequence = consumed;
        for (int i = from; i < to; i++) {
            sequence = ring.next();
            final Slot slot = ring.get(sequence);
            slot.task = trace.task(i);
            slot.price = trace.price(i);
            ring.publish(sequence);
        }
        while (consumed < sequence) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        disruptor.halt();
    }
}
