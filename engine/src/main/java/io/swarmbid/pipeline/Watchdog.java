package io.swarmbid.pipeline;

import io.swarmbid.pipeline.Alarm.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Judges, each time it is asked to look, whether what is watched keeps up. It knows no thread and no clock but the one
 * that it is given.
 *
 * <p>Where it was itself not asked for longer than its patience, the whole process stood still (a pause of the JVM or
 * of the machine), which is nobody's fault: it begins to count anew.
 *
 * <p>Not threadsafe.
 */
final class Watchdog {
    private final List<Case> cases = new ArrayList<>();
    private final WatchdogHandler handler;
    private final long patienceNs;
    private final LongSupplier clock;
    private long lookedAtNs;

    Watchdog(final WatchdogHandler handler, final long patienceNs, final LongSupplier clock) {
        this.handler = handler;
        this.patienceNs = patienceNs;
        this.clock = clock;
        lookedAtNs = clock.getAsLong();
    }

    /** Watches one more thing from now on. */
    void add(final Watched watched) {
        cases.add(new Case(watched, Finding.STALLED));
        cases.add(new Case(watched, Finding.BEHIND));
    }

    /** Looks at everything, and tells what is new. */
    void look() {
        final long nowNs = clock.getAsLong();
        final boolean wasAway = nowNs - lookedAtNs > patienceNs;
        lookedAtNs = nowNs;
        for (final Case each : cases) {
            each.look(nowNs, wasAway);
        }
    }

    /** One thing that may be wrong with one subject. */
    private final class Case {
        private final Watched watched;
        private final Finding finding;
        private long doneBefore = Long.MIN_VALUE;
        private long sinceNs = clock.getAsLong();
        private boolean isRaised;

        Case(final Watched watched, final Finding finding) {
            this.watched = watched;
            this.finding = finding;
        }

        void look(final long nowNs, final boolean wasAway) {
            final long done = watched.done().getAsLong();
            final long waiting = watched.waiting().getAsLong();
            final boolean isWrong =
                    finding == Finding.STALLED
                            ? waiting > 0 && done == doneBefore
                            : waiting > watched.bound();
            doneBefore = done;
            if (!isWrong) {
                if (isRaised) {
                    isRaised = false;
                    handler.onAllClear(alarm(waiting, done, nowNs - sinceNs));
                }
                sinceNs = nowNs;
            } else if (wasAway && !isRaised) {
                sinceNs = nowNs;
            } else if (!isRaised && nowNs - sinceNs >= patienceNs) {
                isRaised = true;
                handler.onAlarm(alarm(waiting, done, nowNs - sinceNs));
            }
        }

        private Alarm alarm(final long waiting, final long done, final long lastedNs) {
            return new Alarm(watched.name(), finding, waiting, done, lastedNs);
        }
    }
}
