package io.swarmbid.bench.store;

import java.nio.ByteBuffer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.hash.serialization.SizedWriter;
import net.openhft.chronicle.wire.Marshallable;
import org.agrona.concurrent.UnsafeBuffer;

/** Bytes as a value of a Chronicle Map, without garbage. */
final class StoreRecord {
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;

    StoreRecord(final int length) {
        bytes = ByteBuffer.allocateDirect(length);
        buffer = new UnsafeBuffer(bytes);
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** How it lies in the map. */
    static final class Marshaller
            implements SizedReader<StoreRecord>, SizedWriter<StoreRecord>, Marshallable {
        @Override
        @SuppressWarnings("rawtypes")
        public StoreRecord read(final Bytes in, final long size, final StoreRecord using) {
            final StoreRecord record = using == null ? new StoreRecord((int) size) : using;
            in.unsafeRead(record.buffer.addressOffset(), (int) size);
            return record;
        }

        @Override
        public long size(final StoreRecord record) {
            return record.buffer.capacity();
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public void write(final Bytes out, final long size, final StoreRecord record) {
            out.write(out.writePosition(), record.bytes, 0, (int) size);
            out.writeSkip(size);
        }
    }
}
