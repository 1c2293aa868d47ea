package io.swarmbid.view;

import io.swarmbid.codec.sbe.SwarmReason;
import java.util.OptionalLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An instance, as the view shows it.
 *
 * @param pool its id.
 * @param fleet for which it was activated, 0 for none.
 * @param reason why it is in its state; null where that was decided by an engine before.
 * @param sinceNs when it came into its state, logical time.
 * @param deadlineNs when it goes, logical time; empty where it stays.
 * @param vrus of each kind, faulty ones included.
 * @param normalisedCost nano-currency per capacity unit and hour.
 */
public record ViewInstance(
        Stamp stamp,
        long id,
        long pool,
        long fleet,
        State state,
        SwarmReason reason,
        long sinceNs,
        OptionalLong deadlineNs,
        VruCounts vrus,
        long normalisedCost) {
    /** What an instance is good for. */
    public enum State {
        /** Asked for, not there yet. */
        ACTIVATING,
        READY,
        /** Grants nothing more. */
        DRAINING,
        /** Given notice by its pool. */
        INTERRUPTED
    }

    static ViewInstance of(final UnsafeBuffer entry) {
        final byte reason = entry.getByte(InstanceEntry.REASON);
        return new ViewInstance(
                Stamp.of(entry),
                entry.getLong(EntryHeader.KEY),
                Integer.toUnsignedLong(entry.getInt(InstanceEntry.POOL)),
                Integer.toUnsignedLong(entry.getInt(InstanceEntry.FLEET)),
                State.values()[entry.getByte(InstanceEntry.STATE)],
                reason == TaskEntry.NOTHING ? null : SwarmReason.get(reason),
                entry.getLong(InstanceEntry.SINCE),
                ViewTask.optional(entry, InstanceEntry.DEADLINE),
                VruCounts.of(entry, InstanceEntry.VRUS),
                entry.getLong(InstanceEntry.NORMALISED_COST));
    }
}
