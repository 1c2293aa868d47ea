package io.swarmbid.reference;

import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Random histories over random small worlds, the same for the same seed. Prices are small multiples of a base, so that
 * ties are frequent; bids lie around the reserve; some commands are meant to be refused.
 */
public final class HistoryGenerator {
    /** A command of a history; {@code sequence} is 0 for an answer of a simulated host. */
    public record Step(long sequence, long at, byte[] command) {}

    /** A whole history, with the settings and symbols to play it with. */
    public record History(long seed, Settings settings, SymbolTable symbols, List<Step> steps) {}

    /** What a task's latest report of progress said, and when. */
    private record Report(long at, long work) {}

    private static final long BASE = 1_000_000;
    private static final int CLASSES = 4;
    private static final long[] WORKS = {
        3_600_000_000L, 36_000_000_000L, 360_000_000_000L, 3_600_000_000_000L, 77_777_777_777L
    };
    private static final int[] TENTHS = {3, 10, 11, 12, 15, 15, 20, 20, 20, 30, 30, 40, 50};

    private final SplittableRandom random;
    private final Settings settings;
    private final SymbolTable symbols = new SymbolTable();
    private final CommandWriter writer;
    private final int kinds;

    /** Whether the swarm is left to itself, on pools that are much alike and whose costs move often. */
    private final boolean spot;

    /** Whether tasks report their progress again and again, so that paces are measured and learned. */
    private final boolean watched;

    /** Whether many ticks come between two commands. */
    private final boolean dense;

    private final Map<Long, Report> reports = new HashMap<>();
    private int ticks;

    private final List<PoolSpec> pools = new ArrayList<>();
    private final List<byte[]> opening = new ArrayList<>();
    private final List<Long> fleets = new ArrayList<>();
    private final int customers;
    private final int[] classes = new int[CLASSES];
    private long at;
    private long sequence;
    private long nextTask = 1;
    private long nextInstance = 1;

    public HistoryGenerator(final long seed) {
        random = new SplittableRandom(seed);
        kinds = random.nextInt(10) < 6 ? 1 : 2 + random.nextInt(2);
        spot = oneIn(4);
        watched = oneIn(6);
        dense = oneIn(6);
        settings =
                randomSettings()
                        .with(Setting.MAX_WATCHED, seed % 3 == 0 ? 1 + seed % 4 : 24)
                        .with(Setting.TICK_INSTANCES, seed % 5 == 0 ? 1 + seed % 3 : 0);
        writer = new CommandWriter(settings);
        customers = 1 + random.nextInt(3);
        for (int i = 0; i < customers; i++) {
            symbols.intern("customer-" + i);
        }
        for (int i = 0; i < CLASSES; i++) {
            classes[i] = i == 0 ? 0 : symbols.intern("class-" + i);
        }
        final int poolCount = (spot ? 2 : 1) + random.nextInt(spot ? 3 : 4);
        for (int i = 0; i < poolCount; i++) {
            opening.add(newPool(i + 1));
        }
        final int instances = spot ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < instances; i++) {
            opening.add(writer.instance(nextInstance++, anyPool().pool));
        }
        final int fleetCount = random.nextInt(3);
        for (int i = 0; i < fleetCount; i++) {
            opening.add(newFleet());
        }
    }

    /** A history of so many commands, answered by the reference while it is made. */
    public static History history(final long seed, final int commands) {
        final HistoryGenerator generator = new HistoryGenerator(seed);
        final SwarmView view = new SwarmView();
        final List<Step> steps = new ArrayList<>();
        try (ReferenceCore core = new ReferenceCore(generator.settings, generator.symbols)) {
            for (int i = 0; i < commands; i++) {
                final Step step = generator.next(view);
                steps.add(step);
                core.onCommand(
                        step.sequence,
                        step.at,
                        new UnsafeBuffer(step.command),
                        0,
                        step.command.length,
                        view);
            }
        }
        return new History(seed, generator.settings, generator.symbols, steps);
    }

    public Settings settings() {
        return settings;
    }

    public SymbolTable symbols() {
        return symbols;
    }

    /** The next command, given what the decisions on the earlier ones said. */
    public Step next(final SwarmView view) {
        if (!opening.isEmpty()) {
            return new Step(++sequence, at, opening.remove(0));
        }
        if (ticks > 0) {
            ticks--;
            at += random.nextLong(2_000_000_000L);
            return step(writer.tick());
        }
        ticks = dense && oneIn(10) ? random.nextInt(30) : 0;
        at += timeStep();
        if (!view.pending.isEmpty() && random.nextInt(4) == 0) {
            final long instance = pick(view.pending.keySet());
            final byte[] answer =
                    random.nextInt(5) == 0
                            ? writer.activationFailed(instance)
                            : writer.instance(instance, view.pending.get(instance));
            view.gone(instance);
            return step(answer);
        }
        if (watched && !view.running.isEmpty() && random.nextInt(3) > 0) {
            at += random.nextInt(1_500);
            return step(aboutFirst(view));
        }
        if (oneIn(12)) {
            return step(writer.tick());
        }
        if (spot && oneIn(4)) {
            return step(randomCost());
        }
        if (!spot && view.live.size() < 2 && oneIn(3)) {
            return step(writer.instance(1 + random.nextInt(12), anyPool().pool));
        }
        final boolean ticksMatter =
                settings.get(Setting.AGING) > 0
                        || settings.get(Setting.CHARGING) == Setting.VCG
                        || (settings.isOn(Setting.AUTOSCALE)
                                && settings.get(Setting.UTILISATION_FLOOR) > 0);
        if (ticksMatter && oneIn(8)) {
            return step(writer.tick());
        }
        return step(random.nextInt(5) < 3 ? aboutTasks(view) : aboutInstances(view));
    }

    private Step step(final byte[] command) {
        return new Step(random.nextInt(6) == 0 ? 0 : ++sequence, at, command);
    }

    private Settings randomSettings() {
        final long aging = oneOf(0, 0, 50_000, 2_000_000, 1_000_000_000);
        final long charging = oneOf(0, 0, 0, 1, 2, 2);
        // Ages and pivots move at every tick, of which a history's long pauses would hold very
        // many.
        final boolean ticksAreDear = aging > 0 || charging == Setting.VCG;
        final long tickInterval =
                ticksAreDear
                        ? oneOf(0, 60_000_000_000L, 3_600_000_000_000L)
                        : oneOf(0, 700, 1_000_000_000);
        // While an instance stays under its floor every tick looks at it.
        final boolean ticksAreDense = tickInterval == 700;
        return Settings.defaults()
                .with(Setting.TICK_INTERVAL, tickInterval)
                .with(Setting.HYSTERESIS, oneOf(0, 0, 50_000, 300_000))
                .with(Setting.MINIMUM_HOLD, oneOf(0, 0, 1_000, 500_000_000))
                .with(Setting.GRACE, oneOf(0, 0, 700, 300_000_000, 20_000_000_000L))
                .with(Setting.HORIZON, oneOf(3_600_000_000_000L, 1_000_000_000L))
                .with(Setting.PREEMPTION_BUDGET, oneOf(0, 0, 1, 2, 3))
                .with(Setting.PREEMPTION_WINDOW, oneOf(500, 2_000_000_000L))
                .with(Setting.MINIMUM_MARGIN, oneOf(0, 0, BASE / 10))
                .with(Setting.AGING, aging)
                .with(Setting.AGING_MAX, oneOf(0, 300_000, 1_000_000, 1_000_000_000))
                .with(Setting.CHARGING, charging)
                .with(Setting.AUTOSCALE, spot ? 1 : oneOf(0, 1))
                .with(Setting.POOL_MOVES, oneOf(0, 1, 1))
                .with(Setting.COOL_DOWN, oneOf(0, 1_000, 5_000_000_000L))
                .with(Setting.UTILISATION_FLOOR, ticksAreDense ? 0 : oneOf(0, 300_000, 900_000))
                .with(Setting.INTERRUPTION_NOTICE, oneOf(0, 1_000, 1_000_000_000L))
                .with(Setting.LEARNING, oneOf(0, 1))
                .with(Setting.RECLAIM_IDLE, oneOf(0, 1))
                .with(
                        Setting.FINDING_WINDOW,
                        watched ? oneOf(1, 700) : oneOf(1, 700, 50_000_000, 1L << 61))
                .with(Setting.FINDING_WINDOWS, oneOf(1, 1, 2, 3))
                .with(Setting.IDLE_FLOOR, oneOf(50_000, 300_000))
                .with(Setting.OVERSIZED_FLOOR, oneOf(500_000, 900_000))
                .with(Setting.MAX_TASKS, oneOf(4, 12, 24))
                .with(Setting.MAX_INSTANCES, oneOf(2, 5, 10))
                .with(Setting.MAX_VRUS_PER_INSTANCE, 16)
                .with(Setting.MAX_UNITS, 16);
    }

    private long oneOf(final long... values) {
        return values[random.nextInt(values.length)];
    }

    private boolean oneIn(final int n) {
        return random.nextInt(n) == 0;
    }

    private long pick(final Collection<Long> ids) {
        return new ArrayList<>(ids).get(random.nextInt(ids.size()));
    }

    private PoolSpec anyPool() {
        return pools.get(random.nextInt(pools.size()));
    }

    private long timeStep() {
        return switch (random.nextInt(60)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> random.nextInt(20);
            case 9, 10, 11, 12, 13, 14, 15, 16 -> random.nextInt(1_500);
            case 17, 18, 19, 20, 21, 22, 23, 24 -> random.nextLong(1_000_000_000L);
            case 25, 26, 27 -> random.nextLong(10_000_000_000L);
            case 28 -> random.nextLong(1_000_000_000_000L);
            default -> 0;
        };
    }

    private byte[] newPool(final long id) {
        final PoolSpec pool = new PoolSpec();
        final int vcpu = kinds == 1 && oneIn(8) ? 0 : 1 + random.nextInt(12);
        pool.pool(id)
                .cost(oneIn(12) ? 0 : BASE * (1 + random.nextInt(12)))
                .vrus(
                        vcpu,
                        vcpu == 0 || kinds > 1 ? 1 + random.nextInt(12) : 0,
                        kinds > 2 && oneIn(2) ? 1 + random.nextInt(4) : 0)
                .stock(random.nextInt(5))
                .activation(
                        oneOf(0, 0, 700, 1_000_000_000L, 60_000_000_000L),
                        oneOf(0, 0, 1, 1_000),
                        oneOf(0, 0, 700, 3_000_000_000L));
        if (oneIn(3)) {
            pool.cost = BASE * pool.vcpu;
        }
        if (spot && !pools.isEmpty() && !oneIn(3)) {
            final PoolSpec first = pools.get(0);
            pool.vrus(first.vcpu, first.memory, first.accelerator).stock(1 + random.nextInt(4));
        }
        if (kinds > 1 && oneIn(2)) {
            pool.kindWeightsPpm(700_000, 300_000, 0);
            if (pool.vcpu == 0) {
                pool.kindWeightsPpm(0, 1_000_000, 0);
            }
        }
        pool.weight = 1 + random.nextInt(4);
        pool.interruptible = !oneIn(3);
        if (oneIn(3)) {
            pool.minimumMargin = oneOf(0, BASE / 2);
        }
        if (id > pools.size()) {
            pools.add(pool);
        }
        return writer.pool(pool);
    }

    private byte[] newFleet() {
        final FleetSpec fleet = new FleetSpec();
        final long id = 1 + random.nextInt(4);
        fleet.fleet(id)
                .bid(BASE * (1 + random.nextInt(8)))
                .target(1 + random.nextInt(8))
                .maintain(oneIn(2))
                .strategy(Strategy.get((short) random.nextInt(4)));
        fleet.firm = oneIn(3) ? random.nextInt(fleet.target + 1) : 0;
        if (oneIn(3)) {
            fleet.jobs(1 + random.nextInt(5), oneOf(1_000_000_000L, 60_000_000_000L, Exact.H));
        }
        if (oneIn(3)) {
            fleet.budget = BASE * random.nextInt(30);
        }
        if (oneIn(3)) {
            fleet.addPool(anyPool().pool);
        }
        if (oneIn(20)) {
            fleet.addPool(99);
        }
        if (!fleets.contains(id)) {
            fleets.add(id);
        }
        return writer.fleet(fleet);
    }

    private byte[] newTask() {
        final PoolSpec pool = anyPool();
        final TaskSpec task = new TaskSpec(16);
        final int max = 1 + random.nextInt(watched && oneIn(2) ? 3 : 8);
        final long work = WORKS[random.nextInt(WORKS.length)];
        task.task(oneIn(25) ? 1 + random.nextLong(nextTask) : nextTask++)
                .units(oneIn(3) ? random.nextInt(max + 1) : 1, max)
                .bundle(
                        pool.vcpu == 0 ? 0 : smallCount(),
                        pool.vcpu == 0 || (pool.memory > 0 && oneIn(2)) ? smallCount() : 0,
                        pool.accelerator > 0 && oneIn(3) ? 1 : 0);
        final long unitCost =
                (pool.cost / (pool.vcpu + pool.memory + pool.accelerator) + 1)
                        * (task.vcpu + task.memory + task.accelerator);
        final long rate = unitCost * TENTHS[random.nextInt(TENTHS.length)] / 10 + 1;
        task.bid(Math.max(1, rate * (work / 1_000_000) / 3_600_000), work);
        if (oneIn(2)) {
            task.serialPpm((int) oneOf(0, 0, 50_000, 200_000, 1_000_000));
        } else {
            task.addSpeedup(1_000_000);
            for (int n = 2; n <= max; n++) {
                final int before = task.tablePpm[n - 2];
                task.addSpeedup(Math.max(0, before + 100_000 * (random.nextInt(14) - 3)));
            }
        }
        task.customer = 1 + random.nextInt(customers);
        task.className = classes[watched ? 1 + random.nextInt(2) : random.nextInt(CLASSES)];
        task.preemptible = !oneIn(6);
        if (oneIn(4)) {
            task.deadline = at + random.nextLong(2 * work);
        }
        if (oneIn(4)) {
            task.ttl = oneOf(0, 800, 2_000_000_000L);
        }
        if (oneIn(5)) {
            task.moveCost = oneOf(1, 1_000, 100_000);
        }
        if (oneIn(4) && !fleets.isEmpty()) {
            task.fleet = pick(fleets);
        } else if (oneIn(40)) {
            task.fleet = 77;
        }
        if (oneIn(4)) {
            task.addPool(pool.pool);
            if (pools.size() > 1 && pools.get(0) != pool) {
                task.addPool(pools.get(0).pool);
            }
        }
        if (oneIn(40)) {
            task.addPool(98);
        }
        return writer.task(task);
    }

    private int smallCount() {
        return oneIn(3) ? 1 + random.nextInt(4) : 1;
    }

    private long anyTask(final SwarmView view) {
        if (oneIn(15)) {
            return 1 + random.nextLong(nextTask + 3);
        }
        final List<Long> all = new ArrayList<>(view.running);
        all.addAll(view.queued);
        return all.isEmpty() ? 1 : pick(all);
    }

    private long mostlyRunning(final SwarmView view) {
        return view.running.isEmpty() || oneIn(8) ? anyTask(view) : pick(view.running);
    }

    private byte[] aboutTasks(final SwarmView view) {
        if (view.running.size() + view.queued.size() < 3) {
            return newTask();
        }
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> writer.rebid(anyTask(view), randomBid());
            case 3, 4 ->
                    writer.complete(
                            mostlyRunning(view),
                            oneIn(3) ? CompleteStatus.FAILED : CompleteStatus.DONE);
            case 5 -> writer.cancel(anyTask(view));
            case 6 ->
                    writer.progress(
                            mostlyRunning(view),
                            random.nextLong(oneOf(2, 4_000_000_000L, 1L << 39)));
            case 7, 8 -> randomUsage(view);
            default -> newTask();
        };
    }

    /** The oldest task that runs is done, or it or the next goes on from its last report at any pace up to four. */
    private byte[] aboutFirst(final SwarmView view) {
        final long first = view.running.first();
        if (oneIn(12) && reports.containsKey(first)) {
            return writer.complete(first, CompleteStatus.DONE);
        }
        final Long second = oneIn(3) ? view.running.higher(first) : null;
        final long task = second == null ? first : second;
        final Report last = reports.getOrDefault(task, new Report(at, 0));
        final long work = last.work + random.nextLong(4 * (at - last.at) + 1);
        reports.put(task, new Report(at, work));
        return writer.progress(task, work);
    }

    private byte[] randomUsage(final SwarmView view) {
        final int most = (int) oneOf(20_000, 350_000, 1_000_001);
        return writer.usage(
                mostlyRunning(view),
                random.nextInt(most),
                random.nextInt(most),
                random.nextInt(most),
                oneOf(0, 8_388_607, 8_388_608, 1L << 61));
    }

    private long randomBid() {
        final long work = WORKS[random.nextInt(WORKS.length)];
        final long rate =
                BASE * TENTHS[random.nextInt(TENTHS.length)] / 10 * (1 + random.nextInt(2));
        return oneIn(8) ? random.nextInt(3) : rate * (work / 1_000_000) / 3_600_000;
    }

    private byte[] randomCost() {
        final PoolSpec pool = anyPool();
        final long unit = BASE * Math.max(1, pool.vcpu);
        final long cost = oneIn(2) ? pool.cost : unit * random.nextInt(30) / 10;
        return writer.poolCost(oneIn(15) ? 96 : pool.pool, cost);
    }

    private long anyInstance(final SwarmView view) {
        if (oneIn(12) || view.live.isEmpty()) {
            return view.pending.isEmpty() ? 1 + random.nextInt(9) : pick(view.pending.keySet());
        }
        return pick(view.live.keySet());
    }

    private byte[] aboutInstances(final SwarmView view) {
        final long instance = anyInstance(view);
        final Kind kind = Kind.get((short) random.nextInt(oneIn(6) ? 3 : kinds));
        final int vru = random.nextInt(oneIn(6) ? 16 : 5);
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> {
                return writer.vruFault(instance, kind, vru);
            }
            case 4, 5, 6 -> {
                return writer.vruRepair(instance, kind, vru);
            }
            case 7, 8 -> {
                return writer.telemetry(
                        instance,
                        kind,
                        vru,
                        random.nextInt((int) oneOf(20_000, 350_000, 1_000_001)),
                        oneOf(5, 3_000_000, 1L << 61));
            }
            case 9 -> {
                return writer.drain(instance, oneIn(2) ? 0 : at + random.nextInt(2_000));
            }
            case 10 -> {
                view.gone(instance);
                return writer.instanceLost(instance);
            }
            case 11, 12, 13 -> {
                final boolean engine = oneIn(6);
                final long id = engine ? (1L << 32) + random.nextInt(6) : nextInstance;
                nextInstance = 1 + (nextInstance + (oneIn(2) ? 0 : 1)) % 12;
                return writer.instance(id, oneIn(15) ? 97 : anyPool().pool);
            }
            case 14, 15, 16, 17 -> {
                return randomCost();
            }
            case 18, 19 -> {
                return writer.poolStock(oneIn(15) ? 95 : anyPool().pool, random.nextInt(5));
            }
            case 20 -> {
                return newFleet();
            }
            case 21 -> {
                return writer.fleetCancel(fleets.isEmpty() || oneIn(5) ? 9 : pick(fleets));
            }
            case 22 -> {
                return oneIn(4) && pools.size() < 6
                        ? newPool(pools.size() + (oneIn(3) ? 0 : 1))
                        : writer.activationFailed(instance);
            }
            default -> {
                return writer.tick();
            }
        }
    }
}
