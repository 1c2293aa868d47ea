package io.swarmbid.host.run;

import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * What tasks go on with for a grace period after it was revoked. Time passes with the decisions: the one that grants it to
 * another comes no earlier than its end. Not threadsafe.
 */
final class Drains {
    /**
     * The VRUs of a task that go at a time, and what is left to it then.
     *
     * @param units after that time.
     * @param slope of the last of them, nano per hour.
     */
    record Drain(RunTask task, int units, long slope, long untilNs, BitSet vcpus, BitSet memory) {
        BitSet vrus(final Kind kind) {
            return kind == Kind.VCPU ? vcpus : memory;
        }
    }

    private final Consumer<Drain> onEnd;
    private final List<Drain> drains = new ArrayList<>();

    /** Tells when a drain has come to its end. */
    Drains(final Consumer<Drain> onEnd) {
        this.onEnd = onEnd;
    }

    /** A task begins to drain what a decision revokes later; it drains nothing yet. */
    void begin(final RunTask task, final RevokeDecisionDecoder revoke) {
        final Drain drain =
                new Drain(
                        task,
                        revoke.units(),
                        revoke.slope(),
                        revoke.deadline(),
                        new BitSet(),
                        new BitSet());
        for (final RevokeDecisionDecoder.VrusDecoder range : revoke.vrus()) {
            drain.vrus(range.kind()).set(range.first(), range.last() + 1);
        }
        drains.add(drain);
    }

    /** What is due by a time goes, the earliest first. */
    void passTo(final long atNs) {
        while (!drains.isEmpty() && drains.get(0).untilNs <= atNs) {
            onEnd.accept(drains.remove(0));
        }
    }

    /** The task drains no more: it has lost that already, or ended. */
    void forget(final RunTask task) {
        drains.removeIf(drain -> drain.task == task);
    }

    /** Takes what a task is granted out of what it drains; whether it still drains something, and runs as it did. */
    boolean isStill(final RunTask task, final GrantDecisionDecoder grant) {
        for (int place = 0; place < drains.size(); place++) {
            final Drain drain = drains.get(place);
            if (drain.task == task) {
                for (final GrantDecisionDecoder.VrusDecoder range : grant.vrus()) {
                    drain.vrus(range.kind()).clear(range.first(), range.last() + 1);
                }
                if (drain.vcpus.isEmpty() && drain.memory.isEmpty()) {
                    drains.remove(place);
                    return false;
                }
                drains.set(
                        place,
                        new Drain(
                                task,
                                grant.units(),
                                grant.slope(),
                                drain.untilNs,
                                drain.vcpus,
                                drain.memory));
                return true;
            }
        }
        return false;
    }
}
