package io.swarmbid.bench.openloop;

import org.HdrHistogram.Histogram;

/**
 * Sends at a rate from a thread that spins. What is late is sent as soon as may be, and its latency still counts
 * from when it was due: no omission is coordinated with the target. Beside it, the hiccups of this very thread:
 * the time between two looks at the clock while it has nothing else to do.
 */
final class Pacer {
    private Histogram hiccups = OpenLoop.histogram();

    /** Sends so many commands to a target and waits for the last answer. */
    void run(final Target target, final double perSecond, final int commands) {
        final double intervalNs = 1e9 / perSecond;
        final long start = System.nanoTime();
        for (int i = 0; i < commands; i++) {
            final long due = start + (long) (i * intervalNs);
            long now = System.nanoTime();
            while (now < due) {
                Thread.onSpinWait();
                final long next = System.nanoTime();
                hiccups.recordValue(next - now);
                now = next;
            }
            target.send(due);
        }
        target.await();
    }

    /** Sends as fast as the target takes it. Returns commands per second. */
    static double saturate(final Target target, final int commands) {
        final long start = System.nanoTime();
        for (int i = 0; i < commands; i++) {
            target.send(System.nanoTime());
        }
        target.await();
        return commands * 1e9 / (System.nanoTime() - start);
    }

    Histogram takeHiccups() {
        final Histogram taken = hiccups;
        hiccups = OpenLoop.histogram();
        return taken;
    }
}
