package io.swarmbid.host.replay;

import io.swarmbid.arithmetic.Wide;
import io.swarmbid.codec.Speedup;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.config.Limits;

/**
 * A task as a simulated host runs it: real work left, and the units it runs on. Work is exact: whole nanoseconds at one
 * unit and a remainder in millionths.
 */
final class HostedTask {
    /** Due time of a task that does not come to its end by itself. */
    static final long NEVER = Long.MAX_VALUE;

    final long id;
    final long submittedBy;
    private final long actualWorkNs;
    private final int serialPpm;
    private final int[] tablePpm;
    private int units;
    private int unitsAfter;
    private long drainsUntilNs = NEVER;
    private long sinceNs;
    private long doneNs;
    private long donePpm;
    HostAnswer answer;

    HostedTask(final long submittedBy, final TaskCommandDecoder command, final long actualWorkNs) {
        this.id = command.task();
        this.submittedBy = submittedBy;
        this.actualWorkNs = actualWorkNs;
        this.serialPpm = command.serialPpm();
        final TaskCommandDecoder.SpeedupDecoder table = command.speedup();
        tablePpm = new int[table.count()];
        for (int i = 0; i < tablePpm.length; i++) {
            tablePpm[i] = table.next().ppm();
        }
    }

    private HostedTask(final HostedTask other) {
        id = other.id;
        submittedBy = other.submittedBy;
        actualWorkNs = other.actualWorkNs;
        serialPpm = other.serialPpm;
        tablePpm = other.tablePpm;
        units = other.units;
        unitsAfter = other.unitsAfter;
        drainsUntilNs = other.drainsUntilNs;
        sinceNs = other.sinceNs;
        doneNs = other.doneNs;
        donePpm = other.donePpm;
        answer = other.answer;
    }

    /** The same task, that goes on by itself. */
    HostedTask copy() {
        return new HostedTask(this);
    }

    private long speedPpm() {
        if (units == 0) {
            return 0;
        }
        return tablePpm.length > 0 ? tablePpm[units - 1] : Speedup.amdahlPpm(units, serialPpm);
    }

    /** Runs on so many units from now on. */
    void units(final int count, final long nowNs) {
        settle(nowNs);
        units = count;
        drainsUntilNs = NEVER;
    }

    /** Runs on the units that it has until a time, then on so many. */
    void drains(final int count, final long untilNs, final long nowNs) {
        settle(nowNs);
        unitsAfter = count;
        drainsUntilNs = untilNs;
    }

    /** Has so many units of its own; what it drains besides, it drains on. */
    void granted(final int count, final long nowNs) {
        settle(nowNs);
        if (drainsUntilNs != NEVER && count < units) {
            unitsAfter = count;
        } else {
            units(count, nowNs);
        }
    }

    /** Whether it has units that it does not merely drain. */
    boolean runs() {
        return (drainsUntilNs == NEVER ? units : unitsAfter) > 0;
    }

    /** Takes the host's own account of the work done. */
    void progress(final long workDoneNs, final long nowNs) {
        settle(nowNs);
        doneNs = workDoneNs;
        donePpm = 0;
    }

    private void settle(final long nowNs) {
        if (nowNs >= drainsUntilNs) {
            work(drainsUntilNs);
            units = unitsAfter;
            drainsUntilNs = NEVER;
        }
        work(nowNs);
    }

    private void work(final long nowNs) {
        final long speed = speedPpm();
        final long elapsed = nowNs - sinceNs;
        sinceNs = nowNs;
        if (speed == 0 || elapsed == 0) {
            return;
        }
        final long whole = Wide.mulDivFloor(speed, elapsed, Limits.PPM);
        // Below 2 * PPM, so that the low 64 bits are enough.
        final long rest = speed * elapsed - whole * Limits.PPM + donePpm;
        final long gained = Math.min(whole, Limits.MAX_TIME_NS) + rest / Limits.PPM;
        doneNs = Math.min(doneNs + gained, Limits.MAX_TIME_NS + Limits.MAX_TIME_NS / 2);
        donePpm = rest % Limits.PPM;
    }

    /** The first nanosecond from {@code nowNs} on at which the actual work is done; {@link #NEVER} if none is. */
    long dueNs(final long nowNs) {
        settle(nowNs);
        final long dueNs = dueOnUnits(nowNs);
        if (dueNs <= drainsUntilNs) {
            return dueNs;
        }
        return copy().dueNs(drainsUntilNs);
    }

    private long dueOnUnits(final long nowNs) {
        if (units == 0) {
            return NEVER;
        }
        if (doneNs >= actualWorkNs) {
            return nowNs;
        }
        final long speed = speedPpm();
        if (speed == 0) {
            return NEVER;
        }
        // left * PPM - donePpm, in 128 bits, divided by the speed and rounded up.
        final long left = actualWorkNs - doneNs;
        final long low = left * Limits.PPM;
        final long high = Math.multiplyHigh(left, Limits.PPM);
        final long less = low - donePpm;
        final long borrow = Long.compareUnsigned(low, donePpm) < 0 ? 1 : 0;
        final long sum = less + (speed - 1);
        final long carry = Long.compareUnsigned(sum, less) < 0 ? 1 : 0;
        final long needed = Wide.divide(high - borrow + carry, sum, speed);
        return needed > Limits.MAX_TIME_NS - nowNs ? NEVER : nowNs + needed;
    }
}
