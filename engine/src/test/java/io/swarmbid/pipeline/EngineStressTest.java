package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many producers, slow handlers, small rings, and a close at a random moment by a random thread: every accepted command
 * is seen once and in order, every decision is handed over once and in order, and no thread is left. More by
 * {@code -Dswarmbid.stress.rounds=N}.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class EngineStressTest {
    private static final int ROUNDS = Integer.getInteger("swarmbid.stress.rounds", 10);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", System.nanoTime());

    @Test
    void shouldLoseNothingHoweverItIsUsedAndClosed() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            final long seed = FIRST_SEED + round;
            try {
                new Round(seed).play();
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("swarmbid.seed=" + seed, e);
            }
        }
    }

    /** One engine from launch to close. */
    private static final class Round {
        private final SplittableRandom random;
        private final List<Thread> engineThreads = new CopyOnWriteArrayList<>();
        private final List<Thread> producers = new ArrayList<>();
        private final AtomicLong accepted = new AtomicLong();
        private final AtomicReference<Throwable> failed = new AtomicReference<>();
        private final long closeAfter;
        private final boolean closesInHandler;
        private final int pauseNs;
        private SwarmEngine engine;
        private long commands;
        private long decisions;
        private long lastCause;

        Round(final long seed) {
            random = new SplittableRandom(seed);
            closeAfter = 1 + random.nextInt(3_000);
            closesInHandler = random.nextInt(3) == 0;
            pauseNs = random.nextInt(3) == 0 ? random.nextInt(50_000) : 0;
        }

        private <T> T any(final T[] values) {
            return values[random.nextInt(values.length)];
        }

        private EngineConfig config(final Producers mode) {
            final DecisionHandler handler =
                    new DecisionHandler() {
                        @Override
                        public void onPrice(final PriceDecisionDecoder price) {
                            handled(price.seq(), price.cause());
                        }
                    };
            return new EngineConfig()
                    .core((settings, symbols) -> new ScriptedCore())
                    .limits(limits -> limits.vrusPerInstance(2).units(1))
                    .waitStrategy(any(WaitStrategy.values()))
                    .handOver(any(HandOver.values()))
                    .producers(mode)
                    .ringSize(1 << 1 + random.nextInt(8))
                    .decisionRingSize(1 << 4 + random.nextInt(5))
                    .watchdog(new WatchdogConfig(alarm -> {}))
                    .threadFactory(this::newThread)
                    .onCommand(
                            (sequence, timeNs, buffer, offset, length) ->
                                    require(sequence == ++commands, "input " + sequence))
                    .onDecision(handler);
        }

        private Thread newThread(final Runnable work) {
            final Thread thread = new Thread(work);
            engineThreads.add(thread);
            return thread;
        }

        private void handled(final long sequence, final long cause) {
            require(sequence == ++decisions, "decision " + sequence);
            require(cause > lastCause, "cause " + cause);
            lastCause = cause;
            if (pauseNs > 0 && decisions % 64 == 0) {
                LockSupport.parkNanos(pauseNs);
            }
            if (closesInHandler && decisions == closeAfter) {
                engine.close();
            }
        }

        private static void require(final boolean holds, final String what) {
            if (!holds) {
                throw new IllegalStateException(what + " is out of order");
            }
        }

        void play() throws Exception {
            final Producers mode = any(Producers.values());
            final int count = mode == Producers.SINGLE ? 1 : 1 + random.nextInt(4);
            engine = SwarmEngine.launch(config(mode));
            final CyclicBarrier start = new CyclicBarrier(count);
            for (int i = 0; i < count; i++) {
                final EngineClient client = engine.client();
                final boolean waits = random.nextBoolean();
                producers.add(new Thread(() -> produce(client, waits, start)));
            }
            producers.forEach(Thread::start);
            if (!closesInHandler) {
                Await.until(() -> accepted.get() >= closeAfter || failed.get() != null);
                engine.close();
            }
            for (final Thread producer : producers) {
                producer.join();
            }
            engine.close();
            for (final Thread thread : engineThreads) {
                thread.join();
            }
            assertNull(failed.get());
            assertNull(engine.failure());
            assertTrue(engine.isTerminated());
            assertEquals(
                    accepted.get() + 1, commands, "commands seen, the closing tick among them");
            assertEquals(accepted.get(), decisions, "decisions handed over");
        }

        /** Until the engine is closed. */
        private void produce(
                final EngineClient client, final boolean waits, final CyclicBarrier start) {
            try {
                start.await();
                final EngineClient form = waits ? client.awaiting() : client;
                long result = 0;
                for (int i = 1; result != Refusal.CLOSED.code(); i++) {
                    result = form.rebid(1 + i % 100, i);
                    if (result > 0) {
                        accepted.incrementAndGet();
                    }
                }
            } catch (final Throwable e) {
                failed.set(e);
            }
        }
    }
}
