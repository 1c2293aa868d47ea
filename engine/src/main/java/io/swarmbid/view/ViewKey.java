package io.swarmbid.view;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.hash.serialization.SizedWriter;
import net.openhft.chronicle.wire.Marshallable;

/** A key of a map, to be used again and again. */
final class ViewKey {
    static final int LENGTH = Long.BYTES;

    private long value;

    ViewKey set(final long key) {
        value = key;
        return this;
    }

    /** How it lies in the map. Its name stands in the files, so to rename it is to change the layout. */
    static final class Marshaller
            implements SizedReader<ViewKey>, SizedWriter<ViewKey>, Marshallable {
        @Override
        @SuppressWarnings("rawtypes")
        public ViewKey read(final Bytes in, final long size, final ViewKey using) {
            return (using == null ? new ViewKey() : using).set(in.readLong());
        }

        @Override
        public long size(final ViewKey key) {
            return LENGTH;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public void write(final Bytes out, final long size, final ViewKey key) {
            out.writeLong(key.value);
        }
    }
}
