package io.swarmbid.view;

import java.nio.ByteBuffer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.hash.serialization.SizedWriter;
import net.openhft.chronicle.wire.Marshallable;
import org.agrona.concurrent.UnsafeBuffer;

/** A value of a map: bytes of a fixed layout, off-heap, to be used again and again. */
final class ViewRecord {
    static final int LENGTH_MAX = 1_024;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH_MAX);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private int length;

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Bytes from the start that count. */
    ViewRecord length(final int count) {
        length = count;
        return this;
    }

    int length() {
        return length;
    }

    /** How it lies in the map. Its name stands in the files, so to rename it is to change the layout. */
    static final class Marshaller
            implements SizedReader<ViewRecord>, SizedWriter<ViewRecord>, Marshallable {
        @Override
        @SuppressWarnings("rawtypes")
        public ViewRecord read(final Bytes in, final long size, final ViewRecord using) {
            if (size > LENGTH_MAX) {
                throw new IllegalStateException("a value of " + size + " bytes");
            }
            final ViewRecord record = using == null ? new ViewRecord() : using;
            in.unsafeRead(record.buffer.addressOffset(), (int) size);
            return record.length((int) size);
        }

        @Override
        public long size(final ViewRecord record) {
            return record.length;
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public void write(final Bytes out, final long size, final ViewRecord record) {
            out.write(out.writePosition(), record.bytes, 0, (int) size);
            out.writeSkip(size);
        }
    }
}
