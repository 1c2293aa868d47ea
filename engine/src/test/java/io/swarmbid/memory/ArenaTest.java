package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.state.EngineState;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class ArenaTest {
    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> "direct".equals(pool.getName()))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void shouldNameTagRequestAndLimitWhenItIsFull() {
        try (Arena arena = new Arena(1_000)) {
            arena.allocate(MemoryTag.POOLS, 600);
            final IllegalStateException fault =
                    assertThrows(
                            IllegalStateException.class,
                            () -> arena.allocate(MemoryTag.TASKS, 401));
            assertEquals(
                    "off-heap memory for TASKS: 401 bytes asked, 600 of 1000 in use;"
                            + " lower the limits (maxTasks, maxInstances) or raise the arena's",
                    fault.getMessage());
        }
    }

    @Test
    void shouldGiveAllUpToItsLimit() {
        try (Arena arena = new Arena(1_000)) {
            arena.allocate(MemoryTag.POOLS, 600);
            arena.allocate(MemoryTag.TASKS, 400);
            assertEquals(1_000, arena.totalBytes());
        }
    }

    @Test
    void shouldRefuseAPieceBeyondTheReachOfABuffer() {
        try (Arena arena = new Arena(Long.MAX_VALUE)) {
            assertThrows(
                    IllegalStateException.class, () -> arena.allocate(MemoryTag.TASKS, 1L << 31));
        }
    }

    @Test
    void shouldCountByTag() {
        try (Arena arena = new Arena(1_000)) {
            arena.allocate(MemoryTag.POOLS, 100);
            arena.allocate(MemoryTag.TASKS, 10);
            arena.allocate(MemoryTag.POOLS, 1);
            assertEquals(101, arena.bytes(MemoryTag.POOLS));
        }
    }

    @Test
    void shouldAlignToACacheLine() {
        try (Arena arena = new Arena(1_000)) {
            arena.allocate(MemoryTag.POOLS, 3);
            final Block buffer = arena.allocate(MemoryTag.POOLS, 3);
            assertEquals(0, buffer.addressOffset() % 64);
        }
    }

    @Test
    void shouldGiveZeroes() {
        try (Arena arena = new Arena(1_000)) {
            final UnsafeBuffer buffer = arena.allocateShared(MemoryTag.POOLS, 1_000);
            final byte[] bytes = new byte[1_000];
            buffer.getBytes(0, bytes);
            assertArrayEquals(new byte[1_000], bytes);
        }
    }

    @Test
    void shouldLeaveNothingUnderAnyTagWhenItIsClosed() {
        final Settings settings =
                Settings.defaults().with(Setting.MAX_TASKS, 16).with(Setting.MAX_INSTANCES, 4);
        final EngineState state = new EngineState(settings, new SymbolTable());
        state.close();
        for (final MemoryTag tag : MemoryTag.values()) {
            assertEquals(0, state.arena.bytes(tag), tag.name());
        }
    }

    @Test
    void shouldUseEveryTag() {
        final Settings settings =
                Settings.defaults().with(Setting.MAX_TASKS, 16).with(Setting.MAX_INSTANCES, 4);
        try (EngineState state = new EngineState(settings, new SymbolTable())) {
            for (final MemoryTag tag : MemoryTag.values()) {
                // A shared view has an arena of its own.
                assertEquals(tag != MemoryTag.VIEW, state.arena.bytes(tag) > 0, tag.name());
            }
        }
    }

    @Test
    void shouldTakeOverTheBytesOfAnotherOfTheSameShape() {
        try (Arena source = new Arena(1_000);
                Arena copy = new Arena(1_000)) {
            source.allocate(MemoryTag.POOLS, 100).putLong(8, 42);
            source.allocate(MemoryTag.TASKS, 8).putLong(0, 43);
            final Block first = copy.allocate(MemoryTag.POOLS, 100);
            final Block second = copy.allocate(MemoryTag.TASKS, 8);
            copy.copyFrom(source);
            assertEquals(42, first.getLong(8));
            assertEquals(43, second.getLong(0));
            assertEquals(2, copy.pieces());
            assertEquals(43, copy.piece(1).getLong(0));
        }
    }

    @Test
    void shouldRefuseTheBytesOfAnotherShape() {
        try (Arena source = new Arena(1_000);
                Arena copy = new Arena(1_000)) {
            source.allocate(MemoryTag.POOLS, 100);
            copy.allocate(MemoryTag.POOLS, 99);
            final IllegalArgumentException fault =
                    assertThrows(IllegalArgumentException.class, () -> copy.copyFrom(source));
            assertEquals(
                    "the arenas differ in shape: 100 bytes in 1 pieces, 99 in 1",
                    fault.getMessage());
        }
    }

    @Test
    void shouldGiveItsMemoryBackToTheSystem() {
        final long before = directBytes();
        for (int i = 0; i < 20; i++) {
            try (Arena arena = new Arena(1L << 30)) {
                arena.allocate(MemoryTag.TASKS, 64L << 20);
            }
        }
        final long after = directBytes();
        assertTrue(after <= before, before + " bytes before, " + after + " after");
    }
}
