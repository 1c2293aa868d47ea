package io.swarmbid.reference;

import io.swarmbid.codec.sbe.Finding;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Section 13: how a task uses what it holds, and what that says of it. */
final class UseState {
    private static final int BUCKETS = 32;
    private static final int BUCKET = 31_250;
    private static final int FULL = 65_535;
    private static final long HIGH_IO = 8_388_608;
    private static final long MOST_IO = 1L << 32;
    private static final BigInteger MOST_PACE = BigInteger.ONE.shiftLeft(58);

    /** Counts of one kind. */
    private static final class KindUse {
        final List<Long> roundShares = new ArrayList<>();
        final List<Long> roundIo = new ArrayList<>();
        int samples;
        int overIdle;
        int overOversized;
        final int[] buckets = new int[BUCKETS];

        long p95() {
            int seen = 0;
            for (int i = 0; i < BUCKETS; i++) {
                seen += buckets[i];
                if (100 * seen >= 95 * samples) {
                    return (i + 1L) * BUCKET;
                }
            }
            throw new IllegalStateException("no samples");
        }
    }

    /** Time and work over which a pace was measured. */
    private record Pace(BigInteger time, BigInteger work) {}

    private final TaskState task;
    private final World world;
    private final long windowNs;
    private final int windows;
    private final EnumSet<Finding> holding = EnumSet.noneOf(Finding.class);

    /** By units; the one measured the longest ago first. */
    private final LinkedHashMap<Integer, Pace> paces = new LinkedHashMap<>();

    private KindUse[] kinds = noCounts();

    /** Whether anything is kept of it at all. */
    private boolean watched;

    /** Whether the period just judged had samples enough to say anything. */
    private boolean saidOfUse;

    private int ioSamples;
    private int ioHigh;
    private long periodStart = Exact.NONE;
    private long reportedAt = Exact.NONE;
    private long reportedWork;

    UseState(final TaskState task, final World world) {
        this.task = task;
        this.world = world;
        windowNs = world.settings.get(Setting.FINDING_WINDOW);
        windows = world.settings.getInt(Setting.FINDING_WINDOWS);
    }

    private static KindUse[] noCounts() {
        return new KindUse[] {new KindUse(), new KindUse(), new KindUse()};
    }

    private BigInteger length() {
        return Exact.product(windowNs, windows);
    }

    /** Something is heard of the running task; false if it is not watched because enough others are. */
    private boolean begin() {
        if (!watched) {
            final long others = world.tasks.values().stream().filter(t -> t.use.watched).count();
            watched = others < world.settings.get(Setting.MAX_WATCHED);
        }
        if (watched && periodStart == Exact.NONE) {
            periodStart = world.now;
        }
        return watched;
    }

    /** When the period ends, {@link Long#MAX_VALUE} if there is none or never. */
    long periodEnd() {
        return periodStart == Exact.NONE
                ? Long.MAX_VALUE
                : Exact.saturated(length().add(Exact.big(periodStart)));
    }

    void usage(final long[] shares, final long bytesPerSecond) {
        if (!begin()) {
            return;
        }
        for (int kind = 0; kind < 3; kind++) {
            if (task.bundle[kind] > 0) {
                sample(kinds[kind], shares[kind]);
            }
        }
        io(bytesPerSecond);
    }

    void telemetry(final int kind, final long share, final long bytesPerSecond) {
        if (!begin()) {
            return;
        }
        final KindUse use = kinds[kind];
        use.roundShares.add(share);
        use.roundIo.add(Math.min(MOST_IO, bytesPerSecond));
        if (use.roundShares.size() >= (long) task.works * task.bundle[kind]) {
            sample(use, sum(use.roundShares) / use.roundShares.size());
            int lowest = 0;
            while (task.bundle[lowest] == 0) {
                lowest++;
            }
            if (kind == lowest) {
                io(sum(use.roundIo));
            }
            use.roundShares.clear();
            use.roundIo.clear();
        }
    }

    private static long sum(final List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }

    private void sample(final KindUse use, final long share) {
        use.buckets[(int) Math.min(BUCKETS - 1, share / BUCKET)]++;
        use.overIdle += share >= world.settings.get(Setting.IDLE_FLOOR) ? 1 : 0;
        use.overOversized += share >= world.settings.get(Setting.OVERSIZED_FLOOR) ? 1 : 0;
        use.samples++;
        if (use.samples == FULL) {
            use.samples = 0;
            for (int i = 0; i < BUCKETS; i++) {
                use.buckets[i] /= 2;
                use.samples += use.buckets[i];
            }
            use.overIdle /= 2;
            use.overOversized /= 2;
        }
    }

    private void io(final long bytesPerSecond) {
        ioHigh += bytesPerSecond >= HIGH_IO ? 1 : 0;
        ioSamples++;
        if (ioSamples == FULL) {
            ioSamples /= 2;
            ioHigh /= 2;
        }
    }

    void progress(final long workDone) {
        if (!begin()) {
            return;
        }
        if (reportedAt != Exact.NONE && world.now > reportedAt) {
            final Pace before =
                    paces.getOrDefault(task.works, new Pace(BigInteger.ZERO, BigInteger.ZERO));
            final BigInteger time = Exact.big(world.now - reportedAt).add(before.time);
            final BigInteger work = Exact.big(Math.max(0, workDone - reportedWork));
            paces.remove(task.works);
            paces.put(
                    task.works,
                    new Pace(time.min(MOST_PACE), work.add(before.work).min(MOST_PACE)));
            if (paces.size() > 4) {
                paces.remove(paces.keySet().iterator().next());
            }
        }
        reportedAt = world.now;
        reportedWork = workDone;
    }

    /** At the end of an event. */
    void settle() {
        if (task.instanceBefore == null) {
            return;
        }
        if (task.instance != task.instanceBefore) {
            endPeriod();
            forgetReport();
            watched &= !paces.isEmpty();
        } else if (task.works != task.worksBefore) {
            forgetReport();
        }
    }

    private void forgetReport() {
        reportedAt = Exact.NONE;
        reportedWork = 0;
    }

    private void endPeriod() {
        periodStart = Exact.NONE;
        kinds = noCounts();
        ioSamples = 0;
        ioHigh = 0;
    }

    void judge(final Event event) {
        final boolean open = judgeUse(event);
        final int cap = open ? task.cap : capAfter();
        final int fewer = unitsThatDoAsWell();
        set(Finding.NON_SCALING, fewer > 0, fewer, event);
        set(Finding.MISBID, isOverrun(), task.works, event);
        if (cap != task.cap) {
            task.cap = cap;
            task.judgeDeadline(world.now);
            if (cap > 0 && task.units > cap) {
                event.revoked(task.instance, task, RevokeReason.SHRUNK);
                task.units = cap;
                task.works = Math.min(task.works, cap);
            }
            event.dirty.add(task.instance.id);
        }
        if (open) {
            periodStart = world.now;
        } else {
            endPeriod();
        }
    }

    /** The task is to be complete as DONE. */
    void finish(final Event event) {
        final boolean longEnough = Exact.big(task.duration).compareTo(length()) >= 0;
        final boolean under = Exact.product(2, task.done).compareTo(Exact.big(task.work)) < 0;
        if (longEnough && (under || isOverrun())) {
            set(Finding.MISBID, true, task.works, event);
        }
    }

    /** The task is done: its class learns how fast it was on the units that it held for long enough. */
    void teach() {
        paces.forEach(
                (n, pace) -> {
                    if (pace.time.compareTo(Exact.big(windowNs)) >= 0) {
                        final BigInteger work = pace.work.multiply(Exact.big(Exact.M));
                        world.paces.learn(task.className, n, work.divide(pace.time));
                    }
                });
    }

    private boolean isOverrun() {
        return Exact.product(2, task.done).compareTo(Exact.product(3, task.work)) > 0;
    }

    private void set(
            final Finding finding, final boolean holds, final int recommended, final Event event) {
        if (!holds) {
            holding.remove(finding);
        } else if (holding.add(finding)) {
            event.decisions.add(Decision.flag(task, finding, recommended, waste()));
        }
    }

    /** What the task is permitted at most from now on, by what was found of its use in this period. */
    private int capAfter() {
        final boolean on = world.settings.isOn(Setting.RECLAIM_IDLE);
        if (!on || task.deadline != Exact.NONE || !saidOfUse) {
            return task.cap;
        }
        if (holding.contains(Finding.IDLE) || holding.contains(Finding.OVERSIZED)) {
            return sufficient() < task.works ? sufficient() : task.cap;
        }
        boolean usesAll = false;
        for (final KindUse each : kinds) {
            usesAll |= each.samples > 0 && each.p95() >= 900_000;
        }
        if (task.cap == 0 || !usesAll || holding.contains(Finding.IO_BOUND)) {
            return task.cap;
        }
        return task.cap + 1 < task.max ? task.cap + 1 : 0;
    }

    /** Whether the samples leave it open if the task is idle. */
    private boolean judgeUse(final Event event) {
        saidOfUse = false;
        final boolean memoryOnly = task.bundle[0] == 0 && task.bundle[2] == 0;
        final List<KindUse> judged = new ArrayList<>();
        for (int kind = 0; kind < 3; kind++) {
            if (kinds[kind].samples > 0 && (kind != 1 || memoryOnly)) {
                judged.add(kinds[kind]);
            }
        }
        if (judged.isEmpty() || judged.stream().anyMatch(use -> use.samples < windows)) {
            return false;
        }
        saidOfUse = true;
        final boolean idle = judged.stream().allMatch(use -> 20 * use.overIdle <= use.samples);
        final boolean oversized =
                judged.stream().allMatch(use -> 20 * use.overOversized <= use.samples);
        final boolean busy = judged.stream().anyMatch(use -> 10 * use.overIdle > use.samples);
        Finding found = null;
        if (oversized && ioSamples > 0 && 2 * ioHigh >= ioSamples) {
            found = Finding.IO_BOUND;
        } else if (idle) {
            found = Finding.IDLE;
        } else if (!busy) {
            return true;
        } else if (oversized) {
            found = Finding.OVERSIZED;
        }
        for (final Finding each : List.of(Finding.IDLE, Finding.OVERSIZED, Finding.IO_BOUND)) {
            set(each, each == found, sufficient(), event);
        }
        if ((found == Finding.IDLE || found == Finding.OVERSIZED) && sufficient() < task.works) {
            world.paces.learn(task.className, task.works, Exact.big(task.speedup[sufficient()]));
        }
        return false;
    }

    private int sufficient() {
        long need = 1;
        for (final KindUse use : kinds) {
            if (use.samples > 0) {
                final BigInteger used = Exact.product(task.works, use.p95());
                need = Math.max(need, Exact.ceil(used, 800_000).longValueExact());
            }
        }
        int units = task.works;
        for (int n = task.works - 1; n >= need; n--) {
            units = n >= task.min && task.permitted[n] ? n : units;
        }
        return units;
    }

    private long waste() {
        if (!task.isRunning()) {
            return 0;
        }
        BigInteger waste = BigInteger.ZERO;
        for (int kind = 0; kind < 3; kind++) {
            if (kinds[kind].samples > 0) {
                waste =
                        waste.add(
                                Exact.floor(
                                        Exact.product(task.instance.price[kind], task.works)
                                                .multiply(Exact.big(task.bundle[kind]))
                                                .multiply(Exact.big(Exact.M - kinds[kind].p95())),
                                        Exact.M));
            }
        }
        return Exact.floor(waste, Limits.PPM).longValueExact();
    }

    private int unitsThatDoAsWell() {
        final Pace here = paces.get(task.works);
        if (here == null || here.time.compareTo(Exact.big(windowNs)) < 0) {
            return 0;
        }
        int fewer = 0;
        for (final Map.Entry<Integer, Pace> each : paces.entrySet()) {
            final int n = each.getKey();
            if (4 * task.works >= 5 * n
                    && n > fewer
                    && each.getValue().time.compareTo(Exact.big(windowNs)) >= 0) {
                fewer = n;
            }
        }
        if (fewer == 0) {
            return 0;
        }
        final Pace there = paces.get(fewer);
        final BigInteger now = here.work.multiply(there.time).multiply(BigInteger.TEN);
        final BigInteger then = there.work.multiply(here.time).multiply(BigInteger.valueOf(11));
        return now.compareTo(then) < 0 ? fewer : 0;
    }

    /** What the state's digest says of it. */
    List<Long> words() {
        long bits = 0;
        for (final Finding each : holding) {
            bits |= 1L << each.value();
        }
        final List<Long> words = new ArrayList<>();
        words.add((long) task.cap);
        words.add(bits);
        words.add(periodStart == Exact.NONE ? 0 : periodEnd());
        words.add(reportedAt == Exact.NONE ? 0 : reportedAt + 1);
        words.add(reportedWork);
        words.add((long) ioSamples);
        words.add((long) ioHigh);
        for (final KindUse use : kinds) {
            words.add(sum(use.roundShares));
            words.add((long) use.roundShares.size());
            words.add(sum(use.roundIo));
            words.add((long) use.samples);
            words.add((long) use.overIdle);
            words.add((long) use.overOversized);
            for (final int count : use.buckets) {
                words.add((long) count);
            }
        }
        paces.forEach(
                (units, pace) -> {
                    words.add((long) units);
                    words.add(pace.time.longValueExact());
                    words.add(pace.work.longValueExact());
                });
        return words;
    }
}
