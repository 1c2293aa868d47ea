package io.swarmbid.state;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.TimerHeap;

/**
 * Amounts that grow with time until they reach a threshold: for each owner the integral of a rate (femto per hour times
 * nanoseconds, 128 bits) since it was last restarted. A negative rate takes away, but the amount is never below 0. Between two
 * changes of the rate it is linear, so the instant of crossing is known exactly. Off-heap, read lazily. Not threadsafe.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                         integral, high                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          integral, low                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                              rate                             |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                               at                              |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 * </pre>
 */
public final class Accumulators {
    private static final int RATE = Integrals.LENGTH;
    private static final int AT = RATE + Long.BYTES;
    private static final int LENGTH = AT + Long.BYTES;

    private final Block buffer;
    private final Int128 left = new Int128();

    public Accumulators(final Arena arena, final MemoryTag tag, final int owners) {
        buffer = arena.allocate(tag, (long) owners * LENGTH);
    }

    /** The amount is 0 and stays so. */
    public void clear(final int owner) {
        restart(owner, 0);
        buffer.putLong(owner * LENGTH + RATE, 0);
    }

    /** The amount is 0 again; the rate stays. */
    public void restart(final int owner, final long now) {
        buffer.putLong(owner * LENGTH, 0);
        buffer.putLong(owner * LENGTH + Long.BYTES, 0);
        buffer.putLong(owner * LENGTH + AT, now);
    }

    /** What it grows by, femto per hour. */
    public long rate(final int owner) {
        return buffer.getLong(owner * LENGTH + RATE);
    }

    /** It grows at another rate from now on. */
    public void rate(final int owner, final long rate, final long now) {
        advance(owner, now);
        buffer.putLong(owner * LENGTH + RATE, rate);
    }

    /** Runs the amount up to now. */
    public void advance(final int owner, final long now) {
        final int at = owner * LENGTH;
        final long elapsed = now - buffer.getLong(at + AT);
        if (elapsed != 0) {
            buffer.putLong(at + AT, now);
            if (rate(owner) != 0) {
                Integrals.advance(buffer, at, rate(owner), elapsed);
                if (high(owner) < 0) {
                    restart(owner, now);
                }
            }
        }
    }

    /** High word of the amount as it was when last run. */
    public long high(final int owner) {
        return buffer.getLong(owner * LENGTH);
    }

    /** Low word of the amount as it was when last run. */
    public long low(final int owner) {
        return buffer.getLong(owner * LENGTH + Long.BYTES);
    }

    /** Whether the amount as it was when last run is not zero. */
    public boolean isPositive(final int owner) {
        return (high(owner) | low(owner)) != 0;
    }

    /**
     * The first nanosecond from now on at which the amount is not below a threshold, {@link TimerHeap#NEVER} if there is
     * none.
     */
    public long due(final int owner, final Int128 threshold, final long now) {
        advance(owner, now);
        left.set(threshold.high(), threshold.low()).subtract(high(owner), low(owner));
        if (left.high() < 0 || (left.high() | left.low()) == 0) {
            return now;
        }
        final long rate = rate(owner);
        if (rate <= 0) {
            return TimerHeap.NEVER;
        }
        final long delay = left.add(rate - 1).dividedBy(rate);
        return delay >= TimerHeap.NEVER - now ? TimerHeap.NEVER : now + delay;
    }
}
