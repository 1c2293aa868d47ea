package io.swarmbid.core;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.codec.sbe.Finding;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.decision.Emission;
import io.swarmbid.learning.UseTable;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.TaskTable;
import io.swarmbid.state.TimerKind;

/** What samples of use and reports of progress say about a task: section 13 of the rule book. Not threadsafe. */
final class Findings {
    /** Use that a task should come to on the units recommended, ppm. */
    private static final long TARGET_PPM = 800_000;

    /** Use at which a task that was reclaimed from may have more, ppm. */
    private static final int USING_ALL_PPM = 900_000;

    private static final int UNCHANGED = -1;

    private static final int VCPU = 0;
    private static final int MEMORY = 1;
    private static final int ACCELERATOR = 2;
    private static final int USE =
            bit(Finding.IDLE) | bit(Finding.OVERSIZED) | bit(Finding.IO_BOUND);

    private final EngineState state;
    private final TaskTable tasks;
    private final UseTable use;
    private final Emission emission;
    private final long windowNs;
    private final long windows;
    private final long periodNs;
    private final boolean reclaims;
    private int toCap = UNCHANGED;

    Findings(final EngineState state, final Emission emission) {
        this.state = state;
        this.emission = emission;
        tasks = state.tasks;
        use = state.use;
        windowNs = state.settings.get(Setting.FINDING_WINDOW);
        windows = state.settings.get(Setting.FINDING_WINDOWS);
        reclaims = state.settings.isOn(Setting.RECLAIM_IDLE);
        periodNs = Wide.mulDivFloor(windowNs, windows, 1);
    }

    private static int bit(final Finding finding) {
        return 1 << finding.value();
    }

    /** A running task is heard of: it is watched, if not too many are, and a period begins if none does. */
    private int begin(final int task) {
        int watch = tasks.watch(task);
        if (watch == UseTable.NOBODY) {
            watch = use.watch(task);
            tasks.watch(task, watch);
        }
        if (watch != UseTable.NOBODY && use.periodEnd(watch) == 0) {
            beginPeriod(task, watch);
        }
        return watch;
    }

    private void beginPeriod(final int task, final int watch) {
        final long now = state.event.now();
        final long end = periodNs >= TimerHeap.NEVER - now ? TimerHeap.NEVER : now + periodNs;
        use.periodEnd(watch, end);
        state.timers.set(state.timerOfPeriod(watch), end, TimerKind.PERIOD, tasks.idOf(task));
    }

    /** Shares of what a running task holds, ppm, and its bytes per second. */
    void usage(
            final int task,
            final int vcpu,
            final int memory,
            final int accelerator,
            final long bytesPerSecond) {
        final int watch = begin(task);
        if (watch == UseTable.NOBODY) {
            return;
        }
        use.latest(watch, vcpu, memory, accelerator, bytesPerSecond);
        if (tasks.vcpu(task) > 0) {
            use.sample(watch, VCPU, vcpu);
        }
        if (tasks.memory(task) > 0) {
            use.sample(watch, MEMORY, memory);
        }
        if (tasks.accelerator(task) > 0) {
            use.sample(watch, ACCELERATOR, accelerator);
        }
        use.io(watch, bytesPerSecond);
    }

    /** The share of one VRU that a running task owns, ppm, and its bytes per second. */
    void telemetry(
            final int task, final int kind, final int utilisation, final long bytesPerSecond) {
        final int watch = begin(task);
        if (watch == UseTable.NOBODY) {
            return;
        }
        final boolean first =
                kind == VCPU
                        || (tasks.vcpu(task) == 0 && (kind == MEMORY || tasks.memory(task) == 0));
        final int held = state.grace.working(task) * tasks.bundle(task, kind);
        use.report(watch, kind, held, utilisation, bytesPerSecond, first);
    }

    /** A running task's work done, as its host says. */
    void progress(final int task, final long workDone) {
        final int watch = begin(task);
        if (watch != UseTable.NOBODY) {
            use.progress(watch, state.event.now(), state.grace.working(task), workDone);
        }
    }

    /** At the end of an event, of a task that it touched: what it holds may have changed. */
    void settle(final int task) {
        if (tasks.priorSlot(task) < 0) {
            return;
        }
        final int watch = tasks.watch(task);
        if (watch == UseTable.NOBODY) {
            return;
        }
        if (tasks.instance(task) != tasks.priorSlot(task)) {
            use.leave(watch);
            state.timers.cancel(state.timerOfPeriod(watch));
            if (use.paces(watch) == 0) {
                forget(task);
            }
        } else if (state.grace.working(task) != tasks.priorWorking(task)) {
            use.forgetReport(watch);
        }
    }

    /** The task is watched no more, if it was. */
    void forget(final int task) {
        final int watch = tasks.watch(task);
        if (watch != UseTable.NOBODY) {
            use.forget(watch);
            tasks.watch(task, UseTable.NOBODY);
        }
    }

    /** The period of a running task is over. */
    void judge(final int task) {
        final int watch = tasks.watch(task);
        state.holdings.touch(task);
        final boolean decided = judgeUse(task, watch);
        final int fewer = unitsThatDoAsWell(task, watch);
        raise(task, Finding.NON_SCALING, fewer > 0, fewer);
        raise(task, Finding.MISBID, isOverrun(task), state.grace.working(task));
        if (toCap != UNCHANGED) {
            state.holdings.cap(task, toCap);
            toCap = UNCHANGED;
        }
        state.timers.cancel(state.timerOfPeriod(watch));
        if (decided) {
            use.endPeriod(watch);
        } else {
            beginPeriod(task, watch);
        }
    }

    /** A task is about to be complete as DONE. */
    void finish(final int task) {
        state.holdings.touch(task);
        final boolean under = tasks.workDone(task) < tasks.work(task) - (tasks.work(task) >> 1);
        if (tasks.duration(task) >= periodNs && (under || isOverrun(task))) {
            raise(task, Finding.MISBID, true, state.grace.working(task));
        }
    }

    /** The class learns how fast a task that is done was on the units it held. */
    void teach(final int task) {
        final int watch = tasks.watch(task);
        for (int place = 0; place < use.paces(watch); place++) {
            if (use.paceTime(watch, place) >= windowNs) {
                state.paces.learn(
                        tasks.className(task),
                        use.paceUnits(watch, place),
                        use.paceWork(watch, place),
                        use.paceTime(watch, place));
            }
        }
    }

    /** The class learns that a task makes no more of the units it holds than fewer would give. */
    private void teachIdle(final int task) {
        final int held = state.grace.working(task);
        final int units = sufficient(task);
        if (units < held) {
            final int curve = tasks.curve(task);
            state.paces.learn(tasks.className(task), held, state.curves.speedup(curve, units));
        }
    }

    private boolean isOverrun(final int task) {
        return tasks.workDone(task) > tasks.work(task) + (tasks.work(task) >> 1);
    }

    /** False if the samples leave it open whether the task is idle: they are to be continued. */
    private boolean judgeUse(final int task, final int watch) {
        boolean enough = false;
        boolean idle = true;
        boolean busy = false;
        boolean oversized = true;
        for (int kind = VCPU; kind <= ACCELERATOR; kind++) {
            final int samples = use.samples(watch, kind);
            if (samples == 0 || !isJudged(task, kind)) {
                continue;
            }
            if (samples < windows) {
                return true;
            }
            enough = true;
            idle &= 20 * use.overIdle(watch, kind) <= samples;
            busy |= 10 * use.overIdle(watch, kind) > samples;
            oversized &= 20 * use.overOversized(watch, kind) <= samples;
        }
        if (!enough) {
            return true;
        }
        final int io = use.ioSamples(watch);
        Finding found = null;
        if (oversized && io > 0 && 2 * use.ioHigh(watch) >= io) {
            found = Finding.IO_BOUND;
        } else if (idle) {
            found = Finding.IDLE;
        } else if (!busy) {
            return false;
        } else if (oversized) {
            found = Finding.OVERSIZED;
        }
        final int before = tasks.findings(task);
        tasks.findings(task, before & ~USE | (found == null ? 0 : bit(found)));
        if (found != null && (before & bit(found)) == 0) {
            emission.flag(task, found, sufficient(task), waste(task));
        }
        if (found == Finding.IDLE || found == Finding.OVERSIZED) {
            teachIdle(task);
        }
        if (reclaims && tasks.deadline(task) == 0) {
            reclaim(task, found);
        }
        return true;
    }

    /** Takes from a task what it does not use, and lets it have more, step by step, once it uses what is left. */
    private void reclaim(final int task, final Finding found) {
        if (found == Finding.IDLE || found == Finding.OVERSIZED) {
            final int units = sufficient(task);
            if (units < state.grace.working(task)) {
                toCap = units;
            }
            return;
        }
        final int cap = tasks.cap(task);
        if (found == null && cap > 0 && isUsingAll(task)) {
            toCap = cap + 1 >= tasks.max(task) ? 0 : cap + 1;
        }
    }

    private boolean isUsingAll(final int task) {
        final int watch = tasks.watch(task);
        for (int kind = VCPU; kind <= ACCELERATOR; kind++) {
            if (use.samples(watch, kind) > 0 && use.p95(watch, kind) >= USING_ALL_PPM) {
                return true;
            }
        }
        return false;
    }

    /** Memory stays taken whether a task works or not: it says something only where there is nothing else. */
    private boolean isJudged(final int task, final int kind) {
        return kind != MEMORY || (tasks.vcpu(task) == 0 && tasks.accelerator(task) == 0);
    }

    private void raise(
            final int task, final Finding finding, final boolean holds, final int recommended) {
        final int before = tasks.findings(task);
        tasks.findings(task, holds ? before | bit(finding) : before & ~bit(finding));
        if (holds && (before & bit(finding)) == 0) {
            emission.flag(task, finding, recommended, waste(task));
        }
    }

    /** The fewest permitted units on which the task would use what it uses now, with room to spare. */
    private int sufficient(final int task) {
        final int watch = tasks.watch(task);
        final int held = state.grace.working(task);
        long need = 1;
        for (int kind = VCPU; kind <= ACCELERATOR; kind++) {
            if (use.samples(watch, kind) > 0) {
                final long used = (long) held * use.p95(watch, kind);
                need = Math.max(need, (used + TARGET_PPM - 1) / TARGET_PPM);
            }
        }
        for (int units = (int) need; units < held; units++) {
            if (state.curves.permits(tasks.curve(task), units)) {
                return units;
            }
        }
        return held;
    }

    /** What the task pays an hour for what it does not use, nano-currency at the prices before the event. */
    private long waste(final int task) {
        final int instance = tasks.instance(task);
        if (instance < 0) {
            return 0;
        }
        final int watch = tasks.watch(task);
        long waste = 0;
        long rest = 0;
        for (int kind = VCPU; kind <= ACCELERATOR; kind++) {
            if (use.samples(watch, kind) > 0) {
                final long price = state.instances.price(instance, kind);
                final long held = (long) tasks.bundle(task, kind) * state.grace.working(task);
                final long unused = Limits.PPM - use.p95(watch, kind);
                // Prices are in femto, and all that is held at one can be more than 64 bits.
                final long nano = Wide.mulDivFloor(price, held, Limits.PPM);
                final long femto = price % Limits.PPM * (held % Limits.PPM) % Limits.PPM;
                waste += Wide.mulDivFloor(nano, unused, Limits.PPM);
                rest += nano % Limits.PPM * unused % Limits.PPM + femto * unused / Limits.PPM;
            }
        }
        return waste + rest / Limits.PPM;
    }

    /** The next smaller number of units held at which the task was nearly as fast; 0 if there is none. */
    private int unitsThatDoAsWell(final int task, final int watch) {
        final int held = state.grace.working(task);
        int here = -1;
        int fewer = -1;
        for (int place = 0; place < use.paces(watch); place++) {
            final int units = use.paceUnits(watch, place);
            if (use.paceTime(watch, place) < windowNs) {
                continue;
            }
            if (units == held) {
                here = place;
            } else if (4 * held >= 5 * units
                    && (fewer < 0 || units > use.paceUnits(watch, fewer))) {
                fewer = place;
            }
        }
        if (here < 0 || fewer < 0) {
            return 0;
        }
        final boolean gainsLittle =
                Int128.compareProducts(
                                10 * use.paceWork(watch, here),
                                use.paceTime(watch, fewer),
                                11 * use.paceWork(watch, fewer),
                                use.paceTime(watch, here))
                        < 0;
        return gainsLittle ? use.paceUnits(watch, fewer) : 0;
    }
}
