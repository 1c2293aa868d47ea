package io.swarmbid.view;

import io.swarmbid.codec.sbe.Kind;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The price of a kind on an instance, as the view shows it.
 *
 * @param price nano-currency per VRU-hour.
 */
public record ViewPrice(Stamp stamp, long instance, Kind kind, long price) {
    static ViewPrice of(final UnsafeBuffer entry) {
        final long key = entry.getLong(EntryHeader.KEY);
        return new ViewPrice(
                Stamp.of(entry),
                ViewKeys.instanceOfPrice(key),
                Kind.get((short) ViewKeys.kindOfPrice(key)),
                entry.getLong(PriceEntry.PRICE));
    }
}
