package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.swarmbid.core.EngineCore;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opening and closing leaves nothing behind: no arena, no mapping, no file. The full form: {@code -Dswarmbid.cycles=1000}.
 */
@Timeout(1_800)
final class OpenCloseTest {
    private static final int CYCLES = Integer.getInteger("swarmbid.cycles", 30);
    private static final int COLLECTIONS = 50;

    @TempDir private Path directory;

    private final List<Arena> arenas = new ArrayList<>();

    private static BufferPoolMXBean pool(final String name) {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }

    private void cycle(final boolean threaded) {
        final EngineConfig config =
                new EngineConfig()
                        .limits(
                                limits ->
                                        limits.tasks(100).instances(4).vrusPerInstance(16).units(4))
                        .ringSize(64)
                        .core(
                                (settings, symbols) -> {
                                    final EngineCore core = new EngineCore(settings, symbols);
                                    synchronized (arenas) {
                                        arenas.add(core.memory().orElseThrow());
                                    }
                                    return core;
                                })
                        .journal(
                                directory.resolve("journal"),
                                journal -> journal.segmentBytes(1 << 16).deleteCovered(true));
        try (SwarmEngine engine =
                threaded ? SwarmEngine.launch(config) : SwarmEngine.inline(config)) {
            engine.client().awaiting().tick();
            engine.snapshot();
        }
    }

    @Test
    void shouldLeaveNothingBehindHoweverOftenItIsOpenedAndClosed() {
        cycle(true);
        final long files = openFiles();
        final long mappings = pool("mapped").getCount();
        final long direct = settledDirectBytes(Long.MAX_VALUE);
        for (int i = 0; i < CYCLES; i++) {
            cycle(i % 2 == 0);
            for (final Arena arena : arenas) {
                for (final MemoryTag tag : MemoryTag.values()) {
                    assertEquals(0, arena.bytes(tag), tag + " after cycle " + i);
                }
            }
            assertTrue(!arenas.isEmpty());
            arenas.clear();
            assertEquals(mappings, pool("mapped").getCount(), "mappings after cycle " + i);
        }
        assertEquals(files, openFiles());
        // Rings are freed with their objects, for a producer may still hold one.
        assertTrue(settledDirectBytes(direct) <= direct, pool("direct").getMemoryUsed() + " bytes");
    }

    /** Direct memory in use once the collector has seen it, or has been asked often enough. */
    private static long settledDirectBytes(final long enough) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS && (i < 3 || least > enough); i++) {
            System.gc();
            // The collector hands buffers over to a thread that frees them.
            Thread.yield();
            least = Math.min(least, pool("direct").getMemoryUsed());
        }
        return least;
    }
}
