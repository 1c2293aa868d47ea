package io.swarmbid.simulation;

import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.SplittableRandom;

/** A day's settings and how often which thing goes wrong in it, all drawn from its seed. Some days are calm. */
final class Conditions {
    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    final SplittableRandom random;
    final Settings settings;
    final int kinds;
    final int pools;

    /** Whether timers fire by the clock, or only when a command passes them. */
    final boolean polls;

    /** Whether the engine keeps a journal, so that it may crash. */
    final boolean crashes;

    final long meanCrashNs;
    final long meanArrivalNs;
    final long meanSampleNs;
    final long meanMarketMoveNs;
    final long meanMishapNs;
    final long meanClockJumpNs;
    final int answersNeverPercent;
    final int answersFailPercent;
    final int answersTwicePercent;
    final int endsNeverPercent;
    final int diesPercent;
    final int endsTwicePercent;
    final int garbagePercent;
    final int latePercent;
    final int duplicatePercent;

    Conditions(final long seed) {
        random = new SplittableRandom(seed);
        kinds = 1 + random.nextInt(3);
        pools = 1 + random.nextInt(4);
        polls = random.nextInt(4) > 0;
        crashes = random.nextInt(3) == 0;
        meanCrashNs = oneOf(HOUR, 6 * HOUR);
        meanArrivalNs = oneOf(2 * MINUTE, 5 * MINUTE, 15 * MINUTE);
        meanSampleNs = oneOf(5 * MINUTE, 20 * MINUTE, HOUR);
        meanMarketMoveNs = oneOf(10 * MINUTE, HOUR, DAY);
        meanMishapNs = oneOf(20 * MINUTE, 2 * HOUR, DAY);
        meanClockJumpNs = oneOf(HOUR, 6 * HOUR, 100 * DAY);
        answersNeverPercent = percent();
        answersFailPercent = percent();
        answersTwicePercent = percent();
        endsNeverPercent = percent();
        diesPercent = percent();
        endsTwicePercent = percent();
        garbagePercent = percent();
        latePercent = percent();
        duplicatePercent = percent();
        settings = drawSettings().with(Setting.GRACE, graceNs(seed));
    }

    private int percent() {
        return (int) oneOf(0, 0, 5, 30);
    }

    long oneOf(final long... values) {
        return values[random.nextInt(values.length)];
    }

    boolean chance(final int percent) {
        return random.nextInt(100) < percent;
    }

    /** Time to the next event of a Poisson process. */
    long exponentialNs(final long meanNs) {
        return 1 + (long) (-Math.log(1 - random.nextDouble()) * meanNs);
    }

    /** On two days of five those who are displaced have time to go; apart from that, such a day begins as it would without. */
    private static long graceNs(final long seed) {
        final long[] graces = {0, SECOND, 0, 5 * MINUTE, 0};
        return graces[(int) Math.floorMod(seed, (long) graces.length)];
    }

    private Settings drawSettings() {
        return Settings.defaults()
                .with(Setting.TICK_INTERVAL, oneOf(0, MINUTE, 10 * MINUTE))
                .with(Setting.HYSTERESIS, oneOf(0, 50_000, 300_000))
                .with(Setting.MINIMUM_HOLD, oneOf(0, SECOND, 10 * MINUTE))
                .with(Setting.PREEMPTION_BUDGET, oneOf(0, 0, 1, 3))
                .with(Setting.PREEMPTION_WINDOW, oneOf(MINUTE, HOUR))
                .with(Setting.MINIMUM_MARGIN, oneOf(0, 100_000))
                .with(Setting.AGING, oneOf(0, 0, 100, 50_000))
                .with(Setting.CHARGING, oneOf(0, 0, 1, 2))
                .with(Setting.AUTOSCALE, oneOf(0, 1, 1))
                .with(Setting.COOL_DOWN, oneOf(0, MINUTE, HOUR))
                .with(Setting.UTILISATION_FLOOR, oneOf(0, 300_000, 900_000))
                .with(Setting.INTERRUPTION_NOTICE, oneOf(0, 2 * MINUTE))
                .with(Setting.LEARNING, oneOf(0, 1))
                .with(Setting.RECLAIM_IDLE, oneOf(0, 1))
                .with(Setting.FINDING_WINDOW, oneOf(MINUTE, HOUR))
                .with(Setting.MAX_TASKS, oneOf(6, 24, 64))
                .with(Setting.MAX_INSTANCES, oneOf(2, 6, 16))
                .with(Setting.MAX_VRUS_PER_INSTANCE, 16)
                .with(Setting.MAX_UNITS, 16)
                .with(Setting.RING_SIZE, oneOf(2, 4, 64));
    }
}
