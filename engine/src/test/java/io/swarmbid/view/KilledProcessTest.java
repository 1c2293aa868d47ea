package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes killed at random moments, inside the maps as likely as not. {@code -Dswarmbid.view.kills=N} for more. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class KilledProcessTest {
    private static final int KILLS = Integer.getInteger("swarmbid.view.kills", 1);
    private static final long LONGEST_WAIT_NS = 50_000_000;

    /** A place that changes hands is empty for a moment, and an entry may be torn; all others hold a task. */
    private static final int FEWEST = ViewLoad.LIVE - 2;

    private final SplittableRandom random =
            new SplittableRandom(Long.getLong("swarmbid.seed", System.nanoTime()));

    @TempDir private Path directory;

    /** Kills a process at some moment after it said that it is at work. */
    private void kill(final Process process) throws IOException, InterruptedException {
        try (BufferedReader said = process.inputReader()) {
            assertTrue(said.readLine() != null, "it ended by itself");
            final long untilNs = System.nanoTime() + random.nextLong(LONGEST_WAIT_NS);
            while (System.nanoTime() < untilNs) {
                LockSupport.parkNanos(untilNs - System.nanoTime());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldRecoverWhatAKilledEngineLeft() throws IOException, InterruptedException {
        long repaired = 0;
        int fewest = ViewLoad.LIVE;
        for (int i = 0; i < KILLS; i++) {
            kill(Jvm.start(List.of(), Publisher.class, directory));
            try (ViewReader reader = ViewReader.open(directory)) {
                final ViewSnapshot left = reader.read();
                assertFalse(left.status().isLive());
                assertFalse(left.status().isClosed());
                assertTrue(left.tasks().size() >= FEWEST, left.tasks()::toString);
                fewest = Math.min(fewest, left.tasks().size());
                Coherence.check(left);
                repaired += left.status().repaired();
            }
        }
        final EngineConfig config = ViewLoad.config();
        final SharedView view = SharedView.attach(config, new ViewConfig(directory));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            final ViewLoad load = new ViewLoad(engine.client());
            for (int i = 0; i < 10; i++) {
                load.step();
            }
        }
        assertNull(view.failure());
        try (ViewReader reader = ViewReader.open(directory)) {
            final ViewSnapshot next = reader.read();
            assertEquals(10, next.tasks().size());
            Coherence.check(next);
        }
        System.out.println(
                KILLS
                        + " engines killed, at least "
                        + fewest
                        + " of "
                        + ViewLoad.LIVE
                        + " tasks, "
                        + repaired
                        + " entries repaired");
    }

    @Test
    void shouldGoOnPublishingWhenAReaderIsKilled() throws IOException, InterruptedException {
        final EngineConfig config = ViewLoad.config();
        final SharedView view =
                SharedView.attach(
                        config, new ViewConfig(directory).intervalNs(1).lockTimeoutMs(300));
        final SwarmEngine engine = SwarmEngine.launch(config);
        final Thread producer = new Thread(() -> produce(engine));
        try (view;
                engine) {
            producer.start();
            for (int i = 0; i < KILLS; i++) {
                kill(Jvm.start(List.of(), Onlooker.class, directory));
                assertNull(view.failure());
            }
        }
        producer.join();
        assertNull(view.failure());
        assertEquals(0, view.counters().lag());
        try (ViewReader reader = ViewReader.open(directory)) {
            final ViewSnapshot last = reader.read();
            assertTrue(last.status().isClosed());
            assertEquals(last.status().engineInputs(), last.status().viewInputs());
            Coherence.check(last);
        }
        System.out.println(
                KILLS + " readers killed, maps made anew " + view.counters().rebuilds() + " times");
    }

    private static void produce(final SwarmEngine engine) {
        final ViewLoad load = new ViewLoad(engine.client());
        while (engine.isOpen()) {
            load.step();
        }
    }
}
