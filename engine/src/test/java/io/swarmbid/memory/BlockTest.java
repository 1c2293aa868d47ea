package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BlockTest {
    @Test
    void shouldKeepEveryWidthWithItsSign() {
        try (Arena arena = new Arena(1_000)) {
            final Block block = arena.allocate(MemoryTag.POOLS, 64);
            block.putLong(0, Long.MIN_VALUE + 1);
            block.putInt(8, Integer.MIN_VALUE + 2);
            block.putShort(12, (short) (Short.MIN_VALUE + 3));
            block.putByte(14, (byte) -4);
            assertEquals(Long.MIN_VALUE + 1, block.getLong(0));
            assertEquals(Integer.MIN_VALUE + 2, block.getInt(8));
            assertEquals(Short.MIN_VALUE + 3, block.getShort(12));
            assertEquals(-4, block.getByte(14));
            assertEquals(0, block.getByte(15));
        }
    }

    @Test
    void shouldShowItsBytesInThePieceOfTheArena() {
        try (Arena arena = new Arena(1_000)) {
            arena.allocate(MemoryTag.POOLS, 8);
            final Block block = arena.allocate(MemoryTag.TASKS, 16);
            block.putLong(8, 0x1122_3344_5566_7788L);
            assertEquals(0x1122_3344_5566_7788L, arena.piece(1).getLong(8));
            assertEquals(block.addressOffset(), arena.piece(1).addressOffset());
        }
    }

    @Test
    void shouldClearARecordAndNothingBeside() {
        try (Arena arena = new Arena(1_000)) {
            final Block block = arena.allocate(MemoryTag.POOLS, 64);
            block.setMemory(0, 64, (byte) -1);
            block.clear(16, 24);
            for (int at = 0; at < 64; at++) {
                assertEquals(at >= 16 && at < 40 ? 0 : -1, block.getByte(at), "byte " + at);
            }
        }
    }

    @Test
    void shouldCopyFromAnother() {
        try (Arena arena = new Arena(1_000)) {
            final Block from = arena.allocate(MemoryTag.POOLS, 64);
            final Block to = arena.allocate(MemoryTag.POOLS, 64);
            from.putLong(24, 42);
            to.putBytes(8, from, 24, 8);
            assertEquals(42, to.getLong(8));
            assertEquals(0, to.getLong(24));
        }
    }

    @Test
    void shouldCheckBounds() {
        try (Arena arena = new Arena(1_000)) {
            final Block block = arena.allocate(MemoryTag.POOLS, 16);
            assertThrows(IndexOutOfBoundsException.class, () -> block.getLong(-1));
            assertThrows(IndexOutOfBoundsException.class, () -> block.getLong(9));
            assertThrows(IndexOutOfBoundsException.class, () -> block.putInt(13, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> block.putShort(15, (short) 0));
            assertThrows(IndexOutOfBoundsException.class, () -> block.getByte(16));
            assertThrows(IndexOutOfBoundsException.class, () -> block.clear(8, 16));
            assertThrows(IndexOutOfBoundsException.class, () -> block.putBytes(0, block, 8, 16));
        }
    }
}
