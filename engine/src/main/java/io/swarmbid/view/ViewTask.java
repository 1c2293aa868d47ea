package io.swarmbid.view;

import io.swarmbid.codec.sbe.Finding;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.QueueReason;
import java.util.OptionalLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A task that lives, as the view shows it. Amounts are nano-currency, rates nano-currency per hour, times logical
 * nanoseconds.
 *
 * @param customer its name; one over 63 bytes is cut.
 * @param className its class, likewise.
 * @param bid for the whole task.
 * @param workNs at one unit.
 * @param bundle VRUs per unit.
 * @param arrival the input sequence of its command.
 * @param isRunning whether it has units; else it waits.
 * @param sinceNs when it began to run or to wait.
 * @param instance on which it runs, or where it has won what it waits for; 0 if it has neither.
 * @param units that it works with.
 * @param draining of these, units that others have won.
 * @param drainsUntilNs when it loses these; empty where there are none.
 * @param won units that it has won while it waits: others still drain them. As they were when it began to wait for them.
 * @param wonByNs when it is granted these at the latest, as things stood then; empty where there are none.
 * @param slope gross value of the last unit that it keeps.
 * @param margin of all that it keeps.
 * @param reason why it waits; null while it runs, or when that is still to be said.
 * @param kind the kind that binds, null where none does.
 * @param deficit VRUs of that kind that it lacks.
 * @param priceToBeat the smallest bid that would get it its minimum, or with which it keeps what it has won; empty where
 *     none would.
 * @param rival the task that would lose, 0 for none.
 * @param finding the last that was said of it, null if nothing was.
 * @param recommendedUnits by that finding.
 * @param waste by that finding, a rate.
 * @param usePpm the last shares of what it holds that the host measured; -1: none yet.
 * @param ioBytesPerSecond the last that the host measured.
 */
public record ViewTask(
        Stamp stamp,
        long id,
        String customer,
        String className,
        long bid,
        long workNs,
        int min,
        int max,
        VruCounts bundle,
        OptionalLong deadlineNs,
        long fleet,
        long arrival,
        boolean isRunning,
        long sinceNs,
        long instance,
        int units,
        int draining,
        OptionalLong drainsUntilNs,
        int won,
        OptionalLong wonByNs,
        long slope,
        long margin,
        QueueReason reason,
        Kind kind,
        int deficit,
        OptionalLong priceToBeat,
        long rival,
        Finding finding,
        int recommendedUnits,
        long waste,
        VruCounts usePpm,
        OptionalLong ioBytesPerSecond) {
    /** The task of an entry, as it stands at a time: a drain that has ended by then is no more. */
    static ViewTask of(final UnsafeBuffer entry, final long nowNs) {
        final boolean hasDrained = hasDrained(entry, nowNs);
        final int draining = entry.getInt(TaskEntry.DRAINING);
        final int units = entry.getInt(TaskEntry.UNITS) - (hasDrained ? draining : 0);
        final int won = entry.getInt(TaskEntry.WON);
        final byte reason = entry.getByte(TaskEntry.REASON);
        final byte kind = entry.getByte(TaskEntry.KIND);
        final byte finding = entry.getByte(TaskEntry.FINDING);
        return new ViewTask(
                Stamp.of(entry),
                entry.getLong(EntryHeader.KEY),
                NameField.get(entry, TaskEntry.CUSTOMER_NAME),
                NameField.get(entry, TaskEntry.CLASS_NAME),
                entry.getLong(TaskEntry.BID),
                entry.getLong(TaskEntry.WORK),
                entry.getInt(TaskEntry.MIN),
                entry.getInt(TaskEntry.MAX),
                VruCounts.of(entry, TaskEntry.BUNDLE),
                optional(entry, TaskEntry.DEADLINE),
                Integer.toUnsignedLong(entry.getInt(TaskEntry.FLEET)),
                entry.getLong(TaskEntry.ARRIVAL),
                units > 0,
                entry.getLong(TaskEntry.SINCE),
                units > 0 || won > 0 ? entry.getLong(TaskEntry.INSTANCE) : 0,
                units,
                hasDrained ? 0 : draining,
                hasDrained ? OptionalLong.empty() : optional(entry, TaskEntry.DRAINS_UNTIL),
                won,
                optional(entry, TaskEntry.WON_BY),
                entry.getLong(TaskEntry.SLOPE),
                entry.getLong(TaskEntry.MARGIN),
                reason == TaskEntry.NOTHING ? null : QueueReason.get(reason),
                kind == TaskEntry.NOTHING ? null : Kind.get(kind),
                entry.getInt(TaskEntry.DEFICIT),
                optional(entry, TaskEntry.PRICE_TO_BEAT),
                Integer.toUnsignedLong(entry.getInt(TaskEntry.RIVAL)),
                finding == TaskEntry.NOTHING ? null : Finding.get(finding),
                entry.getInt(TaskEntry.RECOMMENDED_UNITS),
                entry.getLong(TaskEntry.WASTE),
                VruCounts.of(entry, TaskEntry.USE),
                optional(entry, TaskEntry.IO_BYTES_PER_SECOND));
    }

    /** Whether the task of an entry has lost by a time what it drained. */
    static boolean hasDrained(final UnsafeBuffer entry, final long nowNs) {
        return entry.getInt(TaskEntry.DRAINING) > 0
                && entry.getLong(TaskEntry.DRAINS_UNTIL) <= nowNs;
    }

    static OptionalLong optional(final UnsafeBuffer entry, final int offset) {
        final long value = entry.getLong(offset);
        return value == TaskEntry.ABSENT ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
