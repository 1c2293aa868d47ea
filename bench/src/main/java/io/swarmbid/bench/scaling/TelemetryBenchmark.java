package io.swarmbid.bench.scaling;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import io.swarmbid.bench.Market;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import io.swarmbid.bench.results.SpreadPlot;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.HandOver;
import io.swarmbid.pipeline.Producers;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.pipeline.WaitStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Telemetry from the client's call into the state, against a bare Disruptor for several producers with slots of
 * the same 128 bytes that carries the same encoded samples and reads one field of each. Rounds take turns.
 */
public final class TelemetryBenchmark {
    private static final int SLOT = 128;
    private static final int SIZE = 4_096;

    private TelemetryBenchmark() {}

    /** Where samples go. */
    private interface Ingest extends AutoCloseable {
        /** Sends the samples of these numbers; several threads at a time. */
        void send(int from, int to);

        /** Waits until so many have arrived in all. */
        void await(int count);

        @Override
        void close();
    }

    private static final class Bare implements Ingest {
        private final Disruptor<UnsafeBuffer> disruptor =
                new Disruptor<>(
                        () -> new UnsafeBuffer(ByteBuffer.allocateDirect(SLOT)),
                        SIZE,
                        DaemonThreadFactory.INSTANCE,
                        ProducerType.MULTI,
                        new YieldingWaitStrategy());
        private final RingBuffer<UnsafeBuffer> ring;
        private final UnsafeBuffer sample = new UnsafeBuffer(new byte[SLOT]);
        private final int length =
                (int) Market.encoder().telemetry(sample, 0, 1, Kind.VCPU, 1, 500_000, 4_096);
        private volatile long arrived = -1;
        private long sum;

        Bare() {
            disruptor.handleEventsWith(
                    (slot, sequence, endOfBatch) -> {
                        sum += slot.getLong(8);
                        if (endOfBatch) {
                            arrived = sequence;
                        }
                    });
            ring = disruptor.start();
        }

        @Override
        public void send(final int from, final int to) {
            for (int i = from; i < to; i++) {
                final long sequence = ring.next();
                ring.get(sequence).putBytes(0, sample, 0, length);
                ring.publish(sequence);
            }
        }

        @Override
        public void await(final int count) {
            while (arrived < count - 1) {
                Thread.yield();
            }
        }

        @Override
        public void close() {
            disruptor.halt();
        }
    }

    private static final class Engine implements Ingest {
        private final SwarmEngine engine =
                SwarmEngine.launch(
                        new EngineConfig()
                                .settings(Market.settings())
                                .waitStrategy(WaitStrategy.YIELDING)
                                .producers(Producers.MULTI)
                                .handOver(HandOver.ENGINE_THREAD));
        private final long before;

        Engine() {
            final EngineClient client = client();
            final Market market = new Market(1);
            client.pool(market.pool());
            for (int id = 1; id <= Market.INSTANCES; id++) {
                client.instance(id, 1);
            }
            long last = 0;
            for (int id = 1; id <= Market.TASKS; id++) {
                last = client.task(market.task(id));
            }
            before = last;
        }

        private EngineClient client() {
            return engine.client().awaiting();
        }

        @Override
        public void send(final int from, final int to) {
            final EngineClient client = client();
            for (int i = from; i < to; i++) {
                final long result =
                        client.telemetry(
                                1 + i % Market.INSTANCES,
                                Kind.VCPU,
                                i / Market.INSTANCES % Market.VRUS,
                                500_000,
                                4_096);
                if (result < 0) {
                    throw new IllegalStateException("refused: " + result, engine.failure());
                }
            }
        }

        @Override
        public void await(final int count) {
            while (engine.counters().commands() < before + count) {
                Thread.yield();
            }
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    /** Runs it; arguments NAME=VALUE. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final Options options =
                Options.of("rounds=15", "samples=1000000", "producers=1,2", "out=bench-results")
                        .with(args);
        final Results results =
                new Results(
                        "telemetry",
                        "Samples into the state, in millions a second, beside a bare Disruptor for several producers with slots"
                                + " of the same size.",
                        options.all());
        final int samples = options.getInt("samples");
        System.out.println("| producers | bare ring, M/s | engine, M/s | share |");
        System.out.println("|---|---|---|---|");
        for (final int producers : options.ints("producers")) {
            final String row = producers + " producers";
            for (int round = -2; round < options.getInt("rounds"); round++) {
                final double bare;
                final double engine;
                try (Ingest ingest = new Bare()) {
                    bare = perSecond(ingest, producers, samples);
                }
                try (Ingest ingest = new Engine()) {
                    engine = perSecond(ingest, producers, samples);
                }
                if (round >= 0) {
                    results.add(row, "bare", "M/s", bare / 1e6);
                    results.add(row, "engine", "M/s", engine / 1e6);
                }
            }
            System.out.printf(
                    "| %d | %s | %s | %s |%n",
                    producers,
                    results.spread(row, "bare", "M/s").text(),
                    results.spread(row, "engine", "M/s").text(),
                    Spread.number(results.ratio(row, "engine", "bare", "M/s")));
        }
        for (final int producers : options.ints("producers")) {
            final String row = producers + " producers";
            results.plot(
                    producers + "-producers",
                    SpreadPlot.ofNumbers(
                            "Samples a second, millions, " + row,
                            results.spreads(row, "M/s"),
                            " M/s"));
        }
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    /** Samples a second into the state of an engine of its own, from so many threads. */
    public static double enginePerSecond(final int producers, final int samples)
            throws InterruptedException {
        try (Ingest ingest = new Engine()) {
            return perSecond(ingest, producers, samples);
        }
    }

    /** Samples a second, after a fifth as many to warm up. */
    private static double perSecond(final Ingest ingest, final int producers, final int samples)
            throws InterruptedException {
        final int warmUp = samples / 5;
        send(ingest, producers, 0, warmUp);
        final long start = System.nanoTime();
        send(ingest, producers, warmUp, warmUp + samples);
        return samples * 1e9 / (System.nanoTime() - start);
    }

    private static void send(
            final Ingest ingest, final int producers, final int first, final int end)
            throws InterruptedException {
        final Thread[] threads = new Thread[producers];
        for (int i = 0; i < producers; i++) {
            final int from = first + (int) ((long) (end - first) * i / producers);
            final int to = first + (int) ((long) (end - first) * (i + 1) / producers);
            threads[i] = new Thread(() -> ingest.send(from, to), "producer");
            threads[i].start();
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        ingest.await(end);
    }
}
