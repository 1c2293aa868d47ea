package io.swarmbid.view;

import io.swarmbid.codec.sbe.Kind;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * To whom one VRU is granted. One that its owner lost is free here from then on, though the owner may work on it until
 * the deadline of the revocation.
 *
 * @param vru its number among those of its kind on the instance.
 * @param task 0 if it is granted to nobody.
 */
public record ViewAllocation(
        Stamp stamp, long instance, Kind kind, int vru, long task, boolean isFaulty) {
    /** The VRU at a place of an entry; null where it is neither granted nor faulty. */
    static ViewAllocation of(final UnsafeBuffer entry, final int place) {
        final int task = entry.getInt(AllocationEntry.OWNERS + place * Integer.BYTES);
        final boolean isFaulty = (entry.getLong(AllocationEntry.FAULTS) >>> place & 1) != 0;
        if (task == 0 && !isFaulty) {
            return null;
        }
        final long key = entry.getLong(EntryHeader.KEY);
        return new ViewAllocation(
                Stamp.of(entry),
                ViewKeys.instanceOfBlock(key),
                Kind.get((short) ViewKeys.kindOfBlock(key)),
                ViewKeys.firstOfBlock(key) + place,
                Integer.toUnsignedLong(task),
                isFaulty);
    }
}
