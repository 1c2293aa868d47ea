package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.sun.management.ThreadMXBean;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ViewAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUND = 2_000;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @TempDir private Path directory;

    private Thread newThread(final Runnable work) {
        final Thread thread = new Thread(work);
        threads.add(thread);
        return thread;
    }

    /** The producer, the engine, the decision and the view thread together. */
    @Test
    void shouldAllocateNothingOnAnyThreadOnceItIsWarm() {
        threads.add(Thread.currentThread());
        final EngineConfig config = ViewLoad.config().threadFactory(this::newThread);
        final SharedView view =
                SharedView.attach(config, new ViewConfig(directory).threadFactory(this::newThread));
        long least = Long.MAX_VALUE;
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            final ViewLoad load = new ViewLoad(engine.client());
            round(load, view, engine);
            round(load, view, engine);
            for (int i = 0; i < 12; i++) {
                final long before = allocated();
                final long overhead = allocated() - before;
                final long start = allocated();
                round(load, view, engine);
                least = Math.min(least, allocated() - start - overhead);
            }
        }
        assertNull(view.failure());
        // What the JVM links once can fall into any one round, as can a look at the files, one a
        // second; garbage falls into each.
        assertEquals(0, least);
    }

    private static void round(
            final ViewLoad load, final SharedView view, final SwarmEngine engine) {
        for (int i = 0; i < ROUND; i++) {
            load.step();
        }
        final long sent = engine.counters().commands();
        while (view.counters().inputs() < sent && view.failure() == null) {
            Thread.onSpinWait();
        }
    }

    private long allocated() {
        long bytes = 0;
        for (int i = 0; i < threads.size(); i++) {
            bytes += THREADS.getThreadAllocatedBytes(threads.get(i).getId());
        }
        return bytes;
    }
}
