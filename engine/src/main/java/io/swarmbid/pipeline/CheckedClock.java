package io.swarmbid.pipeline;

import io.swarmbid.config.Limits;
import java.util.function.LongSupplier;

/**
 * The clock that everybody reads: what it stands for may throw, or show what no journal could say, and that is then told
 * as the clock's fault.
 */
final class CheckedClock implements LongSupplier {
    private static final String CLOCK = "the clock";

    private final LongSupplier clock;

    CheckedClock(final LongSupplier clock) {
        this.clock = clock;
    }

    /** The engine's own clock; null if it is the host's. */
    EngineClock own() {
        return clock instanceof EngineClock own ? own : null;
    }

    /**
     * The time, nanoseconds.
     *
     * @throws HostCodeException if the clock threw, or shows more than {@link Limits#MAX_TIME_NS}.
     */
    @Override
    public long getAsLong() {
        final long nowNs;
        try {
            nowNs = clock.getAsLong();
        } catch (final Throwable e) {
            throw new HostCodeException(CLOCK, e);
        }
        if (nowNs > Limits.MAX_TIME_NS) {
            throw tooLate(nowNs);
        }
        return nowNs;
    }

    private static HostCodeException tooLate(final long nowNs) {
        return new HostCodeException(
                CLOCK,
                new IllegalStateException(
                        "it shows "
                                + nowNs
                                + " ns; a clock shows nanoseconds up to "
                                + Limits.MAX_TIME_NS
                                + ", best counted from the start of the host"));
    }
}
