package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.state.Accrual;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
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
    private final long hysteresisPpm;
    private final long horizonNs;
    private final long hysteresisFraction;
    private final Segment scratch;
    private final Int128 lossSum = new Int128();
    private final Int128 displacedSum = new Int128();

    private final int[] candidate;
    private final int[] standing;
    private final int[] lower;
    private final long[] surplus;
    private final long[] value;
    private final long[] weight;
    private int candidates;

    private final int[] takenFrom;
    private final int[] takenTo;
    private final int[] takenCandidate;
    private final long[] takenSurplus;
    private final long[] takenValue;
    private final boolean[] kept;
    private int taken;

    private final int[] need = new int[3];
    private final int[] lack = new int[3];
    private final int[] victims = new int[MOST_SPARED];
    private int spared;
    private long margin;
    private long kappa;
    private final Backfill backfill;
    private int reservedFor;
    private boolean impossible;
    private boolean blocked;
    private long loss;
    private long threshold;

    Contest(final EngineState state) {
        this.state = state;
        tasks = state.tasks;
        instances = state.instances;
        hysteresisPpm = state.settings.get(Setting.HYSTERESIS);
        hysteresisFraction = (Math.min(Limits.PPM, hysteresisPpm) << HYSTERESIS_BITS) / Limits.PPM;
        horizonNs = state.settings.get(Setting.HORIZON);
        scratch = new Segment(state);
        backfill = new Backfill(state);
        final int most = 3 * state.settings.getInt(Setting.MAX_VRUS_PER_INSTANCE) + 1;
        candidate = new int[most];
        standing = new int[most];
        lower = new int[most];
        surplus = new long[most];
        value = new long[most];
        weight = new long[most];
        takenFrom = new int[most];
        takenTo = new int[most];
        takenCandidate = new int[most];
        takenSurplus = new long[most];
        takenValue = new long[most];
        kept = new boolean[most];
    }

    /** No bid can win this segment here. */
    boolean isImpossible() {
        return impossible;
    }

    /** A hold or the budget kept the challenger from what it could have taken. */
    boolean isBlocked() {
        return blocked;
    }

    /** The challenger wins exactly if the value of its segment is above this, femto per hour. */
    long threshold() {
        return threshold;
    }

    /** Surplus that the victims lose, femto per hour. */
    long loss() {
        return loss;
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
        int left = n;
        if (reservedFor != TaskTable.NONE && left-- == 0) {
            return reservedFor;
        }
        for (int i = 0; i < taken; i++) {
            if (kept[i] && isFirstKept(i) && left-- == 0) {
                return candidate[takenCandidate[i]];
            }
        }
        return TaskTable.NONE;
    }

    /** Whether a task would lose something. */
    boolean takesFrom(final int task) {
        for (int i = 0; i < taken; i++) {
            if (kept[i] && candidate[takenCandidate[i]] == task) {
                return true;
            }
        }
        return false;
    }

    /** VRUs of a kind that the challenger lacks, above 0 where some do. */
    int shortOf(final int kind) {
        return need[kind];
    }

    /** The contest; the segment's bundle fits the pool. */
    boolean isWon(final int instance, final Segment challenger, final Mode mode) {
        impossible = false;
        blocked = false;
        taken = 0;
        loss = 0;
        threshold = challenger.value - challenger.surplus;
        final long kept =
                instances.reservedFor(instance) == 0 || mode == Mode.BARE
                        ? Long.MIN_VALUE
                        : backfill.threshold(instance, challenger);
        reservedFor = TaskTable.NONE;
        boolean fits = true;
        for (int kind = 0; kind < 3; kind++) {
            need[kind] =
                    tasks.bundle(challenger.task, kind) * challenger.units()
                            - instances.free(instance, kind);
            lack[kind] = need[kind];
            fits &= need[kind] <= 0 || tasks.bundle(challenger.task, kind) == 0;
        }
        if (fits) {
            raise(instance, kept);
            return challenger.isAcceptable() && challenger.value > kept;
        }
        gather(instance, challenger.task, mode);
        spared = TaskTable.NONE;
        if (!collect()) {
            impossible = true;
            return false;
        }
        giveBack();
        margin = weigh(mode == Mode.BARE);
        boolean allowed = mode != Mode.STRICT || !overBudget(instance);
        // Also where a dearer set is allowed: what the budget forbids now may win when its window
        // ends.
        blocked |= !allowed;
        if (mayImprove(mode)) {
            allowed = improve(instance, mode, allowed);
        }
        if (!allowed) {
            return false;
        }
        threshold = saturatingAdd(threshold, Math.max(0, margin));
        raise(instance, kept);
        return challenger.isAcceptable() && challenger.value > threshold;
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

    /** No more than the hysteresis on a value. */
    private long hysteresisOf(final long value) {
        return (value >> HYSTERESIS_BITS) * hysteresisFraction;
    }

    /** The threshold is no lower than what the room that is kept for another task takes. */
    private void raise(final int instance, final long kept) {
        if (kept > threshold) {
            threshold = kept;
            reservedFor = instances.reservedFor(instance) - 1;
        }
    }

    private void gather(final int instance, final int challenger, final Mode mode) {
        candidates = 0;
        final boolean holds = mode == Mode.STRICT || mode == Mode.NO_BUDGET;
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            if (task == challenger) {
                continue;
            }
            if (!tasks.is(task, TaskTable.EXHAUSTED)) {
                if (!tasks.is(task, TaskTable.PREEMPTIBLE)) {
                    continue;
                }
                if (holds && state.isHeld(task)) {
                    blocked = true;
                    continue;
                }
            }
            candidate[candidates] = task;
            standAt(candidates, tasks.units(task));
            candidates++;
        }
    }

    /** Whether another set of victims could be better: this one frees more than is lacking, or has to be paid for moving. */
    private boolean mayImprove(final Mode mode) {
        for (int kind = 0; kind < 3; kind++) {
            if (lack[kind] > 0 && need[kind] < 0) {
                return true;
            }
        }
        return kappa > 0 && mode != Mode.BARE;
    }

    /** Leaves out one victim after the other; what costs least stands. False if the budget allows none. */
    private boolean improve(final int instance, final Mode mode, final boolean allowed) {
        int count = 0;
        for (int i = 0; i < taken && count < MOST_SPARED; i++) {
            if (kept[i] && isFirstKept(i)) {
                victims[count++] = takenCandidate[i];
            }
        }
        boolean any = allowed;
        int best = TaskTable.NONE;
        long least = margin;
        for (int i = 0; i < count; i++) {
            if (!isEnoughWithout(victims[i], mode)) {
                continue;
            }
            if (mode == Mode.STRICT && overBudget(instance)) {
                blocked = true;
            } else if (!any || margin < least) {
                any = true;
                best = victims[i];
                least = margin;
            }
        }
        if (best != spared) {
            isEnoughWithout(best, mode);
        }
        return any;
    }

    /** Collects anew without one candidate, or with all; false if the others are not enough. */
    private boolean isEnoughWithout(final int place, final Mode mode) {
        spared = place;
        taken = 0;
        for (int each = 0; each < candidates; each++) {
            standAt(each, tasks.units(candidate[each]));
        }
        for (int kind = 0; kind < 3; kind++) {
            need[kind] = lack[kind];
        }
        if (!collect()) {
            return false;
        }
        giveBack();
        margin = weigh(mode == Mode.BARE);
        return true;
    }

    private void standAt(final int place, final int units) {
        final int task = candidate[place];
        standing[place] = units;
        if (units == 0) {
            return;
        }
        lower[place] = state.lowerEnd(task, units);
        if (tasks.is(task, TaskTable.EXHAUSTED)) {
            surplus[place] = 0;
            value[place] = 0;
            weight[place] = 0;
        } else {
            scratch.ofRunning(task, lower[place], units);
            surplus[place] = scratch.surplus;
            value[place] = scratch.value;
            weight[place] = scratch.weight;
        }
    }

    /** Takes segments from the lowest rank up until the challenger fits; false if that is not enough. */
    private boolean collect() {
        while (isShort()) {
            int lowest = -1;
            for (int place = 0; place < candidates; place++) {
                if (standing[place] > 0
                        && place != spared
                        && helps(candidate[place])
                        && (lowest < 0 || isLower(place, lowest))) {
                    lowest = place;
                }
            }
            if (lowest < 0) {
                return false;
            }
            takenCandidate[taken] = lowest;
            takenFrom[taken] = standing[lowest];
            takenTo[taken] = lower[lowest];
            takenSurplus[taken] = surplus[lowest];
            takenValue[taken] = value[lowest];
            kept[taken] = true;
            taken++;
            free(candidate[lowest], standing[lowest] - lower[lowest]);
            standAt(lowest, lower[lowest]);
        }
        return true;
    }

    private boolean isShort() {
        return need[0] > 0 || need[1] > 0 || need[2] > 0;
    }

    private boolean helps(final int task) {
        return (need[0] > 0 && tasks.vcpu(task) > 0)
                || (need[1] > 0 && tasks.memory(task) > 0)
                || (need[2] > 0 && tasks.accelerator(task) > 0);
    }

    private void free(final int task, final int units) {
        for (int kind = 0; kind < 3; kind++) {
            need[kind] -= tasks.bundle(task, kind) * units;
        }
    }

    private boolean isLower(final int place, final int other) {
        if (weight[place] == 0 || weight[other] == 0) {
            if (weight[place] != weight[other]) {
                return weight[place] == 0;
            }
        } else {
            final int order =
                    Int128.compareProducts(
                            surplus[place], weight[other], surplus[other], weight[place]);
            if (order != 0) {
                return order < 0;
            }
        }
        return tasks.isEarlier(candidate[other], candidate[place]);
    }

    /** Gives back, latest first, what is not needed; never a segment under one that is kept. */
    private void giveBack() {
        for (int i = taken - 1; i >= 0; i--) {
            final int place = takenCandidate[i];
            final int task = candidate[place];
            if (standing[place] != takenTo[i]) {
                continue;
            }
            final int units = takenFrom[i] - takenTo[i];
            boolean fits = true;
            for (int kind = 0; kind < 3; kind++) {
                final int count = tasks.bundle(task, kind) * units;
                fits &= count == 0 || need[kind] + count <= 0;
            }
            if (fits) {
                kept[i] = false;
                free(task, -units);
                standing[place] = takenFrom[i];
            }
        }
    }

    /** Loss and hysteresis of what is kept; femto per hour, saturating. */
    private long weigh(final boolean bare) {
        lossSum.zero();
        displacedSum.zero();
        boolean paying = false;
        kappa = 0;
        for (int i = 0; i < taken; i++) {
            if (!kept[i]) {
                continue;
            }
            final int task = candidate[takenCandidate[i]];
            if (tasks.is(task, TaskTable.EXHAUSTED)) {
                continue;
            }
            paying = true;
            lossSum.add(takenSurplus[i]);
            displacedSum.add(Math.max(0, takenValue[i]));
            if (takenTo[i] == 0) {
                kappa += tasks.moveCost(task);
            }
        }
        loss = lossSum.saturated();
        if (bare || !paying) {
            return loss;
        }
        final long displaced = displacedSum.saturated();
        final long hysteresis = Wide.mulDivFloor(displaced, hysteresisPpm, Limits.PPM);
        final long moving = Wide.mulDivFloor(kappa, Accrual.SCALE, horizonNs);
        return lossSum.add(hysteresis).add(moving).saturated();
    }

    private boolean overBudget(final int instance) {
        if (state.preemptionBudget == 0) {
            return false;
        }
        final int used =
                instances.preemptions(instance, state.event.now(), state.preemptionWindowNs);
        return used + payingVictims() > state.preemptionBudget;
    }

    private int payingVictims() {
        int paying = 0;
        for (int i = 0; i < taken; i++) {
            final int place = takenCandidate[i];
            if (kept[i] && isFirstKept(i) && !tasks.is(candidate[place], TaskTable.EXHAUSTED)) {
                paying++;
            }
        }
        return paying;
    }

    private boolean isFirstKept(final int segment) {
        for (int i = 0; i < segment; i++) {
            if (kept[i] && takenCandidate[i] == takenCandidate[segment]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The victims of the contest just won lose what the challenger needs; those left with nothing are queued, and the
     * challenger pays their move costs.
     */
    void displace(final int instance, final int challenger) {
        final int paying = payingVictims();
        for (int i = 0; i < paying; i++) {
            instances.countPreemption(instance, state.event.now(), state.preemptionWindowNs);
        }
        for (int i = 0; i < taken; i++) {
            final int task = candidate[takenCandidate[i]];
            if (kept[i] && takenTo[i] == 0 && !tasks.is(task, TaskTable.EXHAUSTED)) {
                state.holdings.payMove(challenger, task);
            }
        }
        for (int place = 0; place < candidates; place++) {
            final int task = candidate[place];
            if (taken > 0 && tasks.units(task) != standing[place]) {
                final boolean exhausted = tasks.is(task, TaskTable.EXHAUSTED);
                state.holdings.shrink(
                        task,
                        standing[place],
                        exhausted ? RevokeReason.BUDGET_EXHAUSTED : RevokeReason.OUTBID);
            }
        }
    }

    /** Whether the contest just won has victims. */
    boolean hasVictims() {
        return taken > 0;
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
