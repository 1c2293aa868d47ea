package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * Does a challenger win its segment on an instance, and over whom? Section 3 of the rule book: victims by lowest rank,
 * those not needed given back, other sets where that one is wasteful, then the gain against the loss and the hysteresis.
 * Results stand until the next call. Not threadsafe, no allocation.
 */
public final class Contest {
    /** How strictly incumbents are protected. */
    public enum Mode {
        /** Hold, preemption budget and hysteresis count. */
        STRICT,
        /** The preemption budget is set aside. */
        NO_BUDGET,
        /** Hold and budget are set aside. */
        FREE,
        /** Hold, budget and hysteresis are set aside. */
        BARE
    }

    private static final int HYSTERESIS_BITS = 20;

    /** Victims that are left out in turn, in search of a better set. */
    private static final int MOST_SPARED = 4;

    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final long hysteresisFraction;

    /** What is left of a whole once the hysteresis is taken off, rounded up; in as many bits. */
    private final long lessFraction;

    private final Victims victims;
    private final Backfill backfill;
    private final int[] places = new int[MOST_SPARED];
    private int reservedFor;
    private boolean impossible;
    private boolean overBudget;
    private boolean gathered;
    private long threshold;

    Contest(final EngineState state) {
        this.state = state;
        tasks = state.tasks;
        instances = state.instances;
        final long hysteresisPpm = state.settings.get(Setting.HYSTERESIS);
        hysteresisFraction = (Math.min(Limits.PPM, hysteresisPpm) << HYSTERESIS_BITS) / Limits.PPM;
        final long whole = 1L << HYSTERESIS_BITS;
        final long withHysteresis = whole + hysteresisFraction;
        lessFraction = (whole * whole + withHysteresis - 1) / withHysteresis;
        victims = new Victims(state);
        backfill = new Backfill(state);
    }

    /** No bid can win this segment here. */
    boolean isImpossible() {
        return impossible;
    }

    /** A hold or the budget kept the challenger from what it could have taken; ask before anything there changes. */
    boolean isBlocked() {
        return overBudget || gathered && victims.areHeldOff();
    }

    /** The challenger wins exactly if the value of its segment is above this, femto per hour. */
    long threshold() {
        return threshold;
    }

    /** Surplus that the victims lose, femto per hour. */
    long loss() {
        return victims.loss();
    }

    /** Who would lose: the task that room is kept for where that binds, else the first victim, or {@link TaskTable#NONE}. */
    int rival() {
        return loser(0);
    }

    /**
     * The n-th task that would lose, from 0: the one that room is kept for where that binds, then the victims in the order
     * in which they were taken; {@link TaskTable#NONE} after the last.
     */
    int loser(final int n) {
        if (reservedFor == TaskTable.NONE) {
            return victims.at(n);
        }
        return n == 0 ? reservedFor : victims.at(n - 1);
    }

    /** Whether a task would lose something. */
    boolean takesFrom(final int task) {
        return victims.contain(task);
    }

    /** Who makes room, and what is left after it. */
    Victims victims() {
        return victims;
    }

    /** The contest; the segment's bundle fits the pool. */
    boolean isWon(final int instance, final Segment challenger, final Mode mode) {
        impossible = false;
        overBudget = false;
        gathered = false;
        threshold = challenger.value - challenger.surplus;
        final long kept =
                instances.reservedFor(instance) == 0 || mode == Mode.BARE
                        ? Long.MIN_VALUE
                        : backfill.threshold(instance, challenger);
        reservedFor = TaskTable.NONE;
        if (victims.areUnneeded(instance, challenger)) {
            raise(instance, kept);
            return challenger.isAcceptable() && challenger.value > kept;
        }
        if (instances.preemptibleTasks(instance) + instances.exhaustedTasks(instance) == 0) {
            impossible = true;
            return false;
        }
        final boolean holds = mode == Mode.STRICT || mode == Mode.NO_BUDGET;
        victims.gather(instance, challenger.task, holds);
        gathered = true;
        if (!victims.areEnoughWithout(TaskTable.NONE, mode == Mode.BARE)) {
            impossible = true;
            return false;
        }
        if (!findCheapest(instance, mode)) {
            return false;
        }
        threshold = saturatingAdd(threshold, Math.max(0, victims.margin()));
        raise(instance, kept);
        return challenger.isAcceptable() && challenger.value > threshold;
    }

    /**
     * Where the set of victims wastes something, or has to be paid for moving, tries it without each of the first in turn;
     * what costs least stands. False if the budget allows none. What it forbids is a block also where a dearer set is
     * allowed: it may win when the window ends.
     */
    private boolean findCheapest(final int instance, final Mode mode) {
        boolean any = isAllowed(instance, mode);
        if (!victims.areWasteful() && (mode == Mode.BARE || !victims.arePaidForMoving())) {
            return any;
        }
        int best = TaskTable.NONE;
        long least = victims.margin();
        final int count = victims.listPlaces(places);
        for (int i = 0; i < count; i++) {
            if (victims.areEnoughWithout(places[i], mode == Mode.BARE)
                    && isAllowed(instance, mode)
                    && (!any || victims.margin() < least)) {
                any = true;
                best = places[i];
                least = victims.margin();
            }
        }
        if (best != victims.spared()) {
            victims.areEnoughWithout(best, mode == Mode.BARE);
        }
        return any;
    }

    private boolean isAllowed(final int instance, final Mode mode) {
        final boolean isOver =
                mode == Mode.STRICT
                        && state.preemptionBudget > 0
                        && instances.preemptions(
                                                instance,
                                                state.event.now(),
                                                state.preemptionWindowNs)
                                        + victims.preemptions()
                                > state.preemptionBudget;
        overBudget |= isOver;
        return !isOver;
    }

    /**
     * Whether what the challenger lacks could be had for less than an amount: of surplus lost, with the hysteresis on top
     * or without. Every VRU that a victim frees costs at least the lowest rank on the instance times its share, and is
     * worth its reserve besides; the bound is rounded down, so "no" is certain. No victim there is exhausted.
     *
     * @param amount femto per hour
     * @param lowSurplus surplus of the lowest-ranked last segment on the instance
     * @param lowWeight its weight
     */
    boolean mayCostLess(
            final int instance,
            final Segment challenger,
            final long amount,
            final long lowSurplus,
            final long lowWeight,
            final boolean hysteresis) {
        if (lowSurplus < 0) {
            return true;
        }
        final int pool = instances.pool(instance);
        final int task = challenger.task;
        final int units = challenger.units();
        final long vcpu = tasks.vcpu(task) * units - instances.free(instance, 0);
        final long memory = tasks.memory(task) * units - instances.free(instance, 1);
        final long accelerator = tasks.accelerator(task) * units - instances.free(instance, 2);
        final long lacking =
                Math.max(
                        vcpu * state.pools.shareVcpu(pool),
                        Math.max(
                                memory * state.pools.shareMemory(pool),
                                accelerator * state.pools.shareAccelerator(pool)));
        if (lacking <= 0) {
            return true;
        }
        if (!hysteresis) {
            return Int128.compareProducts(amount, lowWeight, lowSurplus, lacking) > 0;
        }
        final long reserve =
                Math.max(
                        vcpu * state.pools.reserveVcpu(pool),
                        Math.max(
                                memory * state.pools.reserveMemory(pool),
                                accelerator * state.pools.reserveAccelerator(pool)));
        return Int128.compareProducts(
                        amount - hysteresisOf(Math.max(0, reserve)),
                        lowWeight,
                        lowSurplus + hysteresisOf(lowSurplus),
                        lacking)
                > 0;
    }

    /**
     * What a challenger's rank comes to once the hysteresis is taken off, rounded up by a millionth at most: it cannot win
     * where the lowest rank, on an instance without free VRUs, is not under this.
     *
     * @param rank its surplus, if it took all of an instance, less the hysteresis on its reserve; femto per hour.
     * @param wholeWeight of all VRUs of an instance.
     */
    long lessHysteresis(final long rank, final long wholeWeight) {
        // What is lost by rounding in hysteresisOf is under the fraction.
        final long most = saturatingAdd(rank, hysteresisFraction * wholeWeight);
        return most == Long.MAX_VALUE || hysteresisFraction == 0
                ? most
                : ((most >> HYSTERESIS_BITS) + 1) * lessFraction;
    }

    /** No more than the hysteresis on a value. */
    long hysteresisOf(final long value) {
        return (value >> HYSTERESIS_BITS) * hysteresisFraction;
    }

    /** The threshold is no lower than what the room that is kept for another task takes. */
    private void raise(final int instance, final long kept) {
        if (kept > threshold) {
            threshold = kept;
            reservedFor = instances.reservedFor(instance) - 1;
        }
    }

    /** The victims of the contest just won make room for the challenger. */
    void displace(final int instance, final int challenger) {
        victims.displace(instance, challenger);
    }

    /** Whether room kept for another task keeps the segment out of free room. */
    boolean isKeptOut(final int instance, final Segment challenger) {
        return instances.reservedFor(instance) != 0
                && challenger.value <= backfill.threshold(instance, challenger);
    }

    static long saturatingAdd(final long a, final long b) {
        final long sum = a + b;
        return sum < 0 && a >= 0 && b >= 0 ? Long.MAX_VALUE : sum;
    }
}
