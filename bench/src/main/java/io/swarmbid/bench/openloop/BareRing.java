package io.swarmbid.bench.openloop;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import org.HdrHistogram.Histogram;

/** The floor: one hop of a bare Disruptor, single producer, busy spin. */
final class BareRing implements Target {
    private static final int SIZE = 4_096;

    private static final class Slot {
        private long dueNs;
    }

    private final Disruptor<Slot> disruptor =
            new Disruptor<>(
                    Slot::new,
                    SIZE,
                    DaemonThreadFactory.INSTANCE,
                    ProducerType.SINGLE,
                    new BusySpinWaitStrategy());
    private final RingBuffer<Slot> ring;
    private Histogram latencies = OpenLoop.histogram();
    private volatile long answered = -1;
    private long sent = -1;

    BareRing() {
        disruptor.handleEventsWith(
                (slot, sequence, endOfBatch) -> {
                    latencies.recordValue(OpenLoop.since(slot.dueNs));
                    if (endOfBatch) {
                        answered = sequence;
                    }
                });
        ring = disruptor.start();
    }

    @Override
    public String name() {
        return "bare Disruptor";
    }

    @Override
    public void send(final long dueNs) {
        sent = ring.next();
        ring.get(sent).dueNs = dueNs;
        ring.publish(sent);
    }

    @Override
    public void await() {
        while (answered < sent) {
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
        disruptor.halt();
    }
}
