package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.journal.SyncLevel;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class ZeroAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUND = 30_000;

    private long prices;

    @ParameterizedTest
    @EnumSource(WaitStrategy.class)
    void shouldAllocateNothingOnceItIsWarm(final WaitStrategy waitStrategy) {
        assertAllocatesNothing(new EngineConfig().waitStrategy(waitStrategy));
    }

    @ParameterizedTest
    @EnumSource(SyncLevel.class)
    void shouldAllocateNothingWithAJournal(final SyncLevel sync, @TempDir final Path directory) {
        assertAllocatesNothing(
                new EngineConfig()
                        .waitStrategy(WaitStrategy.YIELDING)
                        .journal(
                                directory.resolve("journal"),
                                journal -> journal.sync(sync).syncIntervalNs(100_000_000)));
    }

    private void assertAllocatesNothing(final EngineConfig base) {
        final List<Thread> threads = new CopyOnWriteArrayList<>();
        threads.add(Thread.currentThread());
        final DecisionHandler handler =
                new DecisionHandler() {
                    @Override
                    public void onPrice(final PriceDecisionDecoder price) {
                        prices += price.price();
                    }
                };
        final EngineConfig config =
                base.core((settings, symbols) -> new ScriptedCore())
                        .onCommand((sequence, timeNs, buffer, offset, length) -> {})
                        .onDecision(handler)
                        .threadFactory(
                                work -> {
                                    final Thread thread = new Thread(work);
                                    threads.add(thread);
                                    return thread;
                                });
        try (SwarmEngine engine = SwarmEngine.launch(config)) {
            final EngineClient client = engine.client();
            final TaskSpec task = client.newTask();
            work(engine, client, task, ROUND);
            work(engine, client, task, ROUND);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                final long before = allocated(threads);
                final long overhead = allocated(threads) - before;
                final long start = allocated(threads);
                work(engine, client, task, ROUND);
                least = Math.min(least, allocated(threads) - start - overhead);
            }
            // What the JVM links once can fall into any one round; garbage falls into each.
            assertEquals(0, least);
        }
    }

    private static void work(
            final SwarmEngine engine,
            final EngineClient client,
            final TaskSpec task,
            final int rounds) {
        final EngineClient awaiting = client.awaiting();
        long sent = 0;
        for (int i = 1; i <= rounds; i++) {
            awaiting.rebid(i, i);
            awaiting.telemetry(1, Kind.VCPU, 3, 500_000, 1_024);
            sent =
                    awaiting.task(
                            task.reset()
                                    .task(i)
                                    .bid(i, 3_600_000_000_000L)
                                    .units(1, 8)
                                    .bundle(1, 2, 0));
            client.rebid(0, 0);
        }
        final EngineCounters counters = engine.counters();
        while (counters.commands() < sent || counters.handedOver() < counters.decisions()) {
            Thread.yield();
            if (Thread.interrupted()) {
                throw new IllegalStateException("interrupted while waiting");
            }
        }
    }

    private static long allocated(final List<Thread> threads) {
        long bytes = 0;
        for (int i = 0; i < threads.size(); i++) {
            bytes += THREADS.getThreadAllocatedBytes(threads.get(i).getId());
        }
        return bytes;
    }
}
