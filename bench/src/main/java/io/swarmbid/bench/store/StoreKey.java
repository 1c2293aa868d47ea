package io.swarmbid.bench.store;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.hash.serialization.SizedWriter;
import net.openhft.chronicle.wire.Marshallable;

/** An id as a key of a Chronicle Map, without garbage. */
final class StoreKey {
    private long id;

    StoreKey set(final long value) {
        id = value;
        return this;
    }

    /** How it lies in the map. */
    static final class Marshaller
            implements SizedReader<StoreKey>, SizedWriter<StoreKey>, Marshallable {
        @Override
        @SuppressWarnings("rawtypes")
        public StoreKey read(final Bytes in, final long size, final StoreKey using) {
            return (using == null ? new StoreKey() : using).set(in.readLong());
        }

        @Override
        public long size(final StoreKey key) {
            return Long.BYTES;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public void write(final Bytes out, final long size, final StoreKey key) {
            out.writeLong(key.id);
        }
    }
}
