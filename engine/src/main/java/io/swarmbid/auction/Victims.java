package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.state.Accrual;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * Who would make room for a challenger on an instance: last segments from the lowest rank up, those not needed given back;
 * of all candidates, or without one of them. Section 3 of the rule book, steps 3 to 5. One set at a time, which stands until
 * the next call. Not threadsafe, no allocation.
 */
final class Victims {
    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final long hysteresisPpm;
    private final long horizonNs;
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
    private int instance;
    private int challenger;
    private boolean holds;

    /** The task whose rank is the next one up from the candidates', or none. */
    private int next;

    private final int[] takenFrom;
    private final int[] takenTo;
    private final int[] takenCandidate;
    private final long[] takenSurplus;
    private final long[] takenValue;
    private final boolean[] kept;
    private int taken;

    private final int[] need = new int[3];
    private final int[] lack = new int[3];
    private int spared;
    private long loss;
    private long margin;
    private long kappa;

    Victims(final EngineState state) {
        this.state = state;
        tasks = state.tasks;
        instances = state.instances;
        hysteresisPpm = state.settings.get(Setting.HYSTERESIS);
        horizonNs = state.settings.get(Setting.HORIZON);
        scratch = new Segment(state);
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

    /** Starts with an empty set; false if the challenger lacks something, so that candidates are to be gathered. */
    boolean areUnneeded(final int instance, final Segment challenger) {
        taken = 0;
        loss = 0;
        margin = 0;
        boolean fits = true;
        for (int kind = 0; kind < 3; kind++) {
            final int count = tasks.bundle(challenger.task, kind);
            need[kind] = count * challenger.units() - instances.free(instance, kind);
            lack[kind] = need[kind];
            fits &= need[kind] <= 0 || count == 0;
        }
        return fits;
    }

    /**
     * Starts to look for candidates: exhausted tasks, which rank below all others, then from the lowest rank up as far as
     * it takes.
     *
     * @param holds whether a hold protects from being one.
     */
    void gather(final int instance, final int challenger, final boolean holds) {
        this.instance = instance;
        this.challenger = challenger;
        this.holds = holds;
        candidates = 0;
        int exhausted = instances.exhaustedTasks(instance);
        for (int task = instances.firstTask(instance); exhausted > 0; task = tasks.next(task)) {
            if (tasks.is(task, TaskTable.EXHAUSTED)) {
                exhausted--;
                if (task != challenger) {
                    candidate[candidates++] = task;
                }
            }
        }
        next = state.holders.lowest(instance);
    }

    /** Whether a hold protects somebody on the instance from being a candidate. */
    boolean areHeldOff() {
        if (!holds || state.minimumHoldNs == 0 && state.grace.passing(instance) == 0) {
            return false;
        }
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            if (task != challenger
                    && !tasks.is(task, TaskTable.EXHAUSTED)
                    && tasks.is(task, TaskTable.PREEMPTIBLE)
                    && state.isHeld(task)) {
                return true;
            }
        }
        return false;
    }

    /** Adds the next candidate up in rank; false if there is no more. */
    private boolean gatherNext() {
        while (next != TaskTable.NONE) {
            final int task = next;
            next = state.holders.above(task);
            if (task != challenger
                    && tasks.is(task, TaskTable.PREEMPTIBLE)
                    && !(holds && state.isHeld(task))) {
                candidate[candidates] = task;
                standAt(candidates, tasks.units(task));
                candidates++;
                return true;
            }
        }
        return false;
    }

    /**
     * Collects a set, without the candidate at one place or, with {@link TaskTable#NONE}, of all.
     *
     * @param bare whether there is no hysteresis.
     * @return false if the others are not enough.
     */
    boolean areEnoughWithout(final int place, final boolean bare) {
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
        weigh(bare);
        return true;
    }

    /** The candidate that the set was collected without, {@link TaskTable#NONE}: of all. */
    int spared() {
        return spared;
    }

    /** Surplus that the set loses, femto per hour. */
    long loss() {
        return loss;
    }

    /** That with the hysteresis and the moves: what a challenger has to be worth over its reserve, femto per hour. */
    long margin() {
        return margin;
    }

    /** Whether the set frees more than was lacking of some kind. */
    boolean areWasteful() {
        for (int kind = 0; kind < 3; kind++) {
            if (lack[kind] > 0 && need[kind] < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether some in the set have to be paid for moving. */
    boolean arePaidForMoving() {
        return kappa > 0;
    }

    /** Places of the first tasks in the set, as many as the list takes; how many there are. */
    int listPlaces(final int[] places) {
        int count = 0;
        for (int i = 0; i < taken && count < places.length; i++) {
            if (kept[i] && isFirstKept(i)) {
                places[count++] = takenCandidate[i];
            }
        }
        return count;
    }

    /** Tasks in the set that are not exhausted: so many preemptions. */
    int preemptions() {
        int paying = 0;
        for (int i = 0; i < taken; i++) {
            final int place = takenCandidate[i];
            if (kept[i] && isFirstKept(i) && !tasks.is(candidate[place], TaskTable.EXHAUSTED)) {
                paying++;
            }
        }
        return paying;
    }

    /** The n-th task in the set, from 0, in the order taken; {@link TaskTable#NONE} after the last. */
    int at(final int n) {
        int left = n;
        for (int i = 0; i < taken; i++) {
            if (kept[i] && isFirstKept(i) && left-- == 0) {
                return candidate[takenCandidate[i]];
            }
        }
        return TaskTable.NONE;
    }

    /** Units that a candidate keeps. */
    int unitsLeft(final int task) {
        for (int place = 0; place < candidates; place++) {
            if (candidate[place] == task) {
                return standing[place];
            }
        }
        return tasks.units(task);
    }

    /** VRUs of a kind that are free once the set has made room and the challenger has taken it. */
    int freeAfter(final int kind) {
        return -need[kind];
    }

    boolean contain(final int task) {
        for (int i = 0; i < taken; i++) {
            if (kept[i] && candidate[takenCandidate[i]] == task) {
                return true;
            }
        }
        return false;
    }

    /**
     * The set loses what the challenger needs; those left with nothing are queued, and the challenger pays their move
     * costs.
     */
    void displace(final int instance, final int challenger) {
        final int paying = preemptions();
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
                lowest = lowerOf(lowest, place);
            }
            while (!areAllAbove(lowest) && gatherNext()) {
                lowest = lowerOf(lowest, candidates - 1);
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

    /** Whether all who are still to be gathered rank above a candidate: above the last one gathered they do. */
    private boolean areAllAbove(final int place) {
        final int last = candidates - 1;
        return place >= 0
                && standing[last] == tasks.units(candidate[last])
                && (place == last || isLower(place, last));
    }

    /** Which of two places, the first of which may be none, has to lose its last segment first. */
    private int lowerOf(final int lowest, final int place) {
        return standing[place] > 0
                        && place != spared
                        && helps(candidate[place])
                        && (lowest < 0 || isLower(place, lowest))
                ? place
                : lowest;
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
    private void weigh(final boolean bare) {
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
        margin = loss;
        if (bare || !paying) {
            return;
        }
        final long displaced = displacedSum.saturated();
        final long hysteresis = Wide.mulDivFloor(displaced, hysteresisPpm, Limits.PPM);
        final long moving = Wide.mulDivFloor(kappa, Accrual.SCALE, horizonNs);
        margin = lossSum.add(hysteresis).add(moving).saturated();
    }

    /**
     * The least a last segment has to be worth, with its aid, for a challenger not to win over it alone; femto per hour.
     *
     * @param gain surplus of the challenger's segment, above 0.
     */
    long leastToHold(final Segment last, final long gain) {
        final long moving =
                last.from > 0
                        ? 0
                        : Wide.mulDivFloor(tasks.moveCost(last.task), Accrual.SCALE, horizonNs);
        final long reserve = last.value - last.surplus;
        final long least = Math.max(0, Contest.saturatingAdd(gain, reserve) - moving);
        return Wide.mulDivCeil(least, Limits.PPM, Limits.PPM + hysteresisPpm);
    }

    private boolean isFirstKept(final int segment) {
        for (int i = 0; i < segment; i++) {
            if (kept[i] && takenCandidate[i] == takenCandidate[segment]) {
                return false;
            }
        }
        return true;
    }
}
