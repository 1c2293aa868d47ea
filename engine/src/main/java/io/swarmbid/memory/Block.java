package io.swarmbid.memory;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A block of off-heap memory by its address, native byte order. What an {@link UnsafeBuffer} does, but for memory that is
 * never on the heap: the compiler knows that no access here can change a field of an object, so it keeps what it has loaded
 * in registers across reads and writes, where accesses of unknown base make it load everything again. Bounds are checked
 * unless Agrona's are off. Not threadsafe; not to be used after its arena is closed.
 */
public final class Block {
    private static final boolean CHECKS = UnsafeBuffer.SHOULD_BOUNDS_CHECK;

    private final long address;
    private final int capacity;

    /** Keeps the memory. */
    private final ByteBuffer owner;

    /** Over {@code capacity} bytes of a direct buffer, from an offset on. */
    Block(final ByteBuffer buffer, final int offset, final int capacity) {
        owner = buffer;
        address = BufferUtil.address(buffer) + offset;
        this.capacity = capacity;
    }

    /** Length in bytes. */
    public int capacity() {
        return capacity;
    }

    /** Address of the first byte. */
    public long addressOffset() {
        return address;
    }

    private void check(final int offset, final int length) {
        if (CHECKS && (offset | length | capacity - offset - length) < 0) {
            throw new IndexOutOfBoundsException(
                    "offset=" + offset + " length=" + length + " capacity=" + capacity);
        }
    }

    public long getLong(final int offset) {
        check(offset, Long.BYTES);
        return UnsafeApi.getLong(address + offset);
    }

    public void putLong(final int offset, final long value) {
        check(offset, Long.BYTES);
        UnsafeApi.putLong(address + offset, value);
    }

    public int getInt(final int offset) {
        check(offset, Integer.BYTES);
        return UnsafeApi.getInt(address + offset);
    }

    public void putInt(final int offset, final int value) {
        check(offset, Integer.BYTES);
        UnsafeApi.putInt(address + offset, value);
    }

    public short getShort(final int offset) {
        check(offset, Short.BYTES);
        return UnsafeApi.getShort(address + offset);
    }

    public void putShort(final int offset, final short value) {
        check(offset, Short.BYTES);
        UnsafeApi.putShort(address + offset, value);
    }

    public byte getByte(final int offset) {
        check(offset, Byte.BYTES);
        return UnsafeApi.getByte(address + offset);
    }

    public void putByte(final int offset, final byte value) {
        check(offset, Byte.BYTES);
        UnsafeApi.putByte(address + offset, value);
    }

    /** Sets bytes to a value. For records of a few hundred bytes {@link #clear} is faster. */
    public void setMemory(final int offset, final int length, final byte value) {
        check(offset, length);
        UnsafeApi.setMemory(address + offset, length, value);
    }

    /**
     * Sets a record to 0, word by word: it does not leave compiled code, as {@link #setMemory} does.
     *
     * @param length in bytes, a multiple of 8.
     */
    public void clear(final int offset, final int length) {
        check(offset, length);
        for (int at = 0; at < length; at += Long.BYTES) {
            UnsafeApi.putLong(address + offset + at, 0);
        }
    }

    /** Copies bytes of another block. */
    public void putBytes(
            final int offset, final Block from, final int fromOffset, final int length) {
        check(offset, length);
        from.check(fromOffset, length);
        UnsafeApi.copyMemory(from.address + fromOffset, address + offset, length);
    }

    @Override
    public String toString() {
        return "Block{capacity=" + capacity + ", owner=" + owner + '}';
    }
}
