package io.swarmbid.view;

import io.swarmbid.codec.sbe.Kind;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What one VRU was last seen to do.
 *
 * @param vru its number among those of its kind on the instance.
 * @param utilisationPpm parts per million.
 */
public record ViewTelemetry(
        Stamp stamp, long instance, Kind kind, int vru, int utilisationPpm, long ioBytesPerSecond) {
    /** The VRU at a place of an entry; null where nothing was seen of it. */
    static ViewTelemetry of(final UnsafeBuffer entry, final int place) {
        if ((entry.getLong(TelemetryEntry.KNOWN) >>> place & 1) == 0) {
            return null;
        }
        final long key = entry.getLong(EntryHeader.KEY);
        return new ViewTelemetry(
                Stamp.of(entry),
                ViewKeys.instanceOfBlock(key),
                Kind.get((short) ViewKeys.kindOfBlock(key)),
                ViewKeys.firstOfBlock(key) + place,
                entry.getInt(TelemetryEntry.UTILISATION + place * Integer.BYTES),
                entry.getLong(TelemetryEntry.IO_BYTES_PER_SECOND + place * Long.BYTES));
    }
}
