package io.swarmbid.view;

import io.swarmbid.codec.sbe.Kind;
import java.util.function.LongPredicate;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Whose one VRU is. One that its owner loses is its own until the deadline of the revocation.
 *
 * @param vru its number among those of its kind on the instance.
 * @param task 0 if it is nobody's.
 * @param drains whether the task will lose it when its grace ends.
 */
public record ViewAllocation(
        Stamp stamp,
        long instance,
        Kind kind,
        int vru,
        long task,
        boolean drains,
        boolean isFaulty) {
    /**
     * The VRU at a place of an entry; null where it is neither granted nor faulty.
     *
     * @param hasDrained tells of a task whether it has lost already what it drained.
     */
    static ViewAllocation of(
            final UnsafeBuffer entry, final int place, final LongPredicate hasDrained) {
        final int owner = entry.getInt(AllocationEntry.OWNERS + place * Integer.BYTES);
        final boolean isMarked = (entry.getLong(AllocationEntry.DRAINS) >>> place & 1) != 0;
        final boolean isLost = isMarked && hasDrained.test(Integer.toUnsignedLong(owner));
        final int task = isLost ? 0 : owner;
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
                isMarked && !isLost,
                isFaulty);
    }
}
