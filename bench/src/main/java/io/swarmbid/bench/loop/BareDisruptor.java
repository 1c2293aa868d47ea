package io.swarmbid.bench.loop;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import java.util.concurrent.ThreadFactory;

/** The floor: a bare Disruptor there and a bare one back, single producers, busy spin, one long each. */
final class BareDisruptor implements PingPong {
    private static final int SIZE = 4_096;

    private static final class Message {
        private long value;
    }

    private final Disruptor<Message> ping;
    private final RingBuffer<Message> pong =
            RingBuffer.createSingleProducer(Message::new, SIZE, new BusySpinWaitStrategy());
    private final RingBuffer<Message> out;
    private long sent;

    BareDisruptor() {
        this(DaemonThreadFactory.INSTANCE);
    }

    /**
     * @param threads makes the thread that answers.
     */
    BareDisruptor(final ThreadFactory threads) {
        ping =
                new Disruptor<>(
                        Message::new,
                        SIZE,
                        threads,
                        ProducerType.SINGLE,
                        new BusySpinWaitStrategy());
        ping.handleEventsWith(
                (message, sequence, endOfBatch) -> {
                    final long back = pong.next();
                    pong.get(back).value = message.value;
                    pong.publish(back);
                });
        out = ping.start();
    }

    @Override
    public String name() {
        return "bare Disruptor";
    }

    @Override
    public void roundTrip() {
        final long sequence = out.next();
        out.get(sequence).value = ++sent;
        out.publish(sequence);
        while (pong.getCursor() < sequence) {
            Thread.onSpinWait();
        }
        if (pong.get(sequence).value != sent) {
            throw new IllegalStateException("a message was lost");
        }
    }

    @Override
    public void close() {
        ping.halt();
    }
}
