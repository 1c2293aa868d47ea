package io.swarmbid.state;

import io.swarmbid.arithmetic.Wide;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.learning.Estimates;
import io.swarmbid.learning.Paces;
import io.swarmbid.learning.UseTable;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.BuddyAllocator;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.TimerHeap;
import org.agrona.BitUtil;

/** Everything that the engine knows, off-heap, in fixed tables taken once at start. Owned by one thread. */
public final class EngineState implements AutoCloseable {
    private static final long ARENA_LIMIT = 64L << 30;
    private static final int MAX_CURVES = 16_384;
    private static final int MIN_CURVES = 1_024;
    private static final int VRUS_PER_INSTANCE = 1_024;
    private static final long FEW_INSTANCES = 8;
    private static final long MAX_AID = (1L << 62) - 1;
    private static final long MAX_VRU_CELLS = 1L << 26;

    public final Settings settings;
    public final SymbolTable symbols;
    public final Arena arena = new Arena(ARENA_LIMIT);
    public final TaskTable tasks;
    public final CurveTable curves;
    public final PoolSets poolSets;
    public final QueueGroups queue;
    public final PoolTable pools;
    public final InstanceTable instances;
    public final VruTable vrus;
    public final VruHoldings vruHoldings;
    public final FleetTable fleets;
    public final Ledger ledger;

    /** By pool: what unmet demand could have earned on one more instance. */
    public final Accumulators unmet;

    /** By fleet and pool (fleet * MAX_POOLS + pool): the regret of not holding capacity there. */
    public final Accumulators regrets;

    /** By pool held and other pool (held * MAX_POOLS + other): the regret of the autoscaler's not being there. */
    public final Accumulators poolRegrets;

    /** By instance: what it has cost over what its tasks are worth, since that is so. */
    public final Accumulators deficit;

    public final Estimates estimates;
    public final Paces paces;
    public final UseTable use;
    public final TimerHeap timers;
    public final Carried carried;
    public final Event event;
    public final Accrual accrual;
    public final Holdings holdings;
    public final Settlement settlement;
    public final HolderOrder holders;
    public final WantOrder wants;
    public final Aging aging;
    public final Grace grace;
    public final long minimumHoldNs;
    public final long preemptionWindowNs;
    public final int preemptionBudget;

    /** Winners are charged their value, not the price. */
    public final boolean paysAsBid;

    /** Winners are charged their pivots. */
    public final boolean paysPivots;

    public final boolean learning;
    private final int maxTasks;
    private final int instanceSlots;

    public EngineState(final Settings settings, final SymbolTable symbols) {
        this.settings = settings;
        this.symbols = symbols;
        maxTasks = settings.getInt(Setting.MAX_TASKS);
        final int maxInstances = settings.getInt(Setting.MAX_INSTANCES);
        final int maxVrus = settings.getInt(Setting.MAX_VRUS_PER_INSTANCE);
        minimumHoldNs = settings.get(Setting.MINIMUM_HOLD);
        preemptionWindowNs = settings.get(Setting.PREEMPTION_WINDOW);
        preemptionBudget = settings.getInt(Setting.PREEMPTION_BUDGET);
        paysPivots = settings.get(Setting.CHARGING) == Setting.VCG;
        paysAsBid = settings.get(Setting.CHARGING) == Setting.PAY_AS_BID;
        learning = settings.isOn(Setting.LEARNING);
        tasks = new TaskTable(arena, maxTasks);
        curves =
                new CurveTable(
                        arena,
                        Math.max(MIN_CURVES, Math.min(MAX_CURVES, maxTasks)),
                        settings.getInt(Setting.MAX_UNITS));
        poolSets = new PoolSets(arena, Math.min(PoolSets.MOST, maxTasks + Limits.MAX_FLEETS));
        queue = new QueueGroups(arena, tasks, maxTasks);
        pools = new PoolTable(arena);
        instances = new InstanceTable(arena, maxInstances, preemptionBudget);
        vrus = new VruTable(arena, pools, vruCells(maxInstances, maxVrus));
        vruHoldings = new VruHoldings(arena, vrus, maxTasks);
        fleets = new FleetTable(arena);
        ledger = new Ledger(arena, pools);
        estimates = new Estimates(arena, maxTasks);
        paces = new Paces(arena, maxTasks);
        use =
                new UseTable(
                        arena,
                        Math.min(maxTasks, settings.getInt(Setting.MAX_WATCHED)),
                        settings.getInt(Setting.IDLE_FLOOR),
                        settings.getInt(Setting.OVERSIZED_FLOOR));
        final int slots = InstanceTable.SLOTS_PER_INSTANCE * maxInstances;
        unmet = new Accumulators(arena, MemoryTag.POOLS, Limits.MAX_POOLS);
        deficit = new Accumulators(arena, MemoryTag.INSTANCES, slots);
        regrets = new Accumulators(arena, MemoryTag.FLEETS, Limits.MAX_FLEETS * Limits.MAX_POOLS);
        poolRegrets = new Accumulators(arena, MemoryTag.POOLS, Limits.MAX_POOLS * Limits.MAX_POOLS);
        instanceSlots = slots;
        timers = new TimerHeap(arena, timerOfFleet(Limits.MAX_FLEETS));
        carried = new Carried(arena);
        event = new Event(carried, tasks, instances, maxTasks, slots);
        accrual = new Accrual(this);
        holders = new HolderOrder(this);
        wants = new WantOrder(this, arena, maxTasks);
        holdings = new Holdings(this);
        settlement = new Settlement(this);
        aging = new Aging(this);
        grace = new Grace(this, arena, slots);
    }

    /**
     * Most VRUs that live at one time, whatever their instances: room for so many an instance on average, and for at
     * least a few instances of the largest size.
     */
    public static int vruCells(final int maxInstances, final int maxVrus) {
        final long largest = BitUtil.findNextPositivePowerOfTwo(3 * maxVrus);
        final long average = Math.max(BuddyAllocator.GRAIN, Math.min(largest, VRUS_PER_INSTANCE));
        final long few = Math.min(maxInstances, FEW_INSTANCES) * largest;
        return BitUtil.findNextPositivePowerOfTwo(
                (int) Math.min(MAX_VRU_CELLS, Math.max(few, maxInstances * average)));
    }

    /** The timer owner of an instance; a task's is its slot. */
    public int timerOf(final int instance) {
        return maxTasks + instance;
    }

    /** The timer owner of a pool. */
    public int timerOfPool(final int pool) {
        return maxTasks + instanceSlots + pool;
    }

    /** The timer owner of a watched task's period of use, by its slot there. */
    public int timerOfPeriod(final int watch) {
        return maxTasks + instanceSlots + Limits.MAX_POOLS + watch;
    }

    /** The task whose period of use a timer ends. */
    public int periodOf(final int timer) {
        return use.task(timer - timerOfPeriod(0));
    }

    /** The timer owner of a fleet. */
    public int timerOfFleet(final int fleet) {
        return timerOfPeriod(use.slots()) + fleet;
    }

    /** The task or, below 0, the complement of the instance that owns a timer. */
    public int ownerOf(final int timer) {
        return timer < maxTasks ? timer : ~(timer - maxTasks);
    }

    /** Whether the instance takes new grants. */
    public boolean isReady(final int instance) {
        return instances.state(instance) == InstanceTable.READY;
    }

    /** Whether tasks with that fleet and set of pools may run on the instance, once it is ready. */
    public boolean permits(final int instance, final int fleet, final int poolSet) {
        return instances.fleet(instance) == fleet
                && poolSets.permits(poolSet, instances.pool(instance));
    }

    /** Reserve of a unit of the task in a pool where the unit fits, femto per hour. */
    public long reserve(final int task, final int pool) {
        return pools.reserveVcpu(pool) * tasks.vcpu(task)
                + pools.reserveMemory(pool) * tasks.memory(task)
                + pools.reserveAccelerator(pool) * tasks.accelerator(task);
    }

    /** Weight of a unit of the task in the dominant share of a pool's instance. */
    public long share(final int task, final int pool) {
        final long vcpu = (long) tasks.vcpu(task) * pools.shareVcpu(pool);
        final long memory = (long) tasks.memory(task) * pools.shareMemory(pool);
        final long accelerator = (long) tasks.accelerator(task) * pools.shareAccelerator(pool);
        return Math.max(vcpu, Math.max(memory, accelerator));
    }

    /** Whether n units of the task can be cut from one whole instance of the pool. */
    public boolean fitsPool(final int task, final int units, final int pool) {
        return (long) tasks.vcpu(task) * units <= pools.vcpu(pool)
                && (long) tasks.memory(task) * units <= pools.memory(pool)
                && (long) tasks.accelerator(task) * units <= pools.accelerator(pool);
    }

    /** Whether n more units of the task fit in what is free on the instance. */
    public boolean fitsFree(final int task, final int units, final int instance) {
        return tasks.vcpu(task) * units
                        <= instances.healthyVcpu(instance) - instances.usedVcpu(instance)
                && tasks.memory(task) * units
                        <= instances.healthyMemory(instance) - instances.usedMemory(instance)
                && tasks.accelerator(task) * units
                        <= instances.healthyAccelerator(instance)
                                - instances.usedAccelerator(instance);
    }

    /** Whether n units of the task fit in what is healthy on the instance. */
    public boolean fitsHealthy(final int task, final int units, final int instance) {
        return tasks.vcpu(task) * units <= instances.healthyVcpu(instance)
                && tasks.memory(task) * units <= instances.healthyMemory(instance)
                && tasks.accelerator(task) * units <= instances.healthyAccelerator(instance);
    }

    /** Looks up what finished tasks say of the task's work; the answers are in {@link #estimates}. */
    public void look(final int task) {
        estimates.look(
                tasks.className(task), tasks.customer(task), tasks.max(task), tasks.work(task));
    }

    /** The work over which the task's bid is spread, nanoseconds at one unit: W_v. */
    public long valueWork(final int task) {
        return learning ? learnedWork(task) : tasks.work(task);
    }

    /** The work at which the task is used up: never before what its customer said. */
    public long fullWork(final int task) {
        return learning ? Math.max(tasks.work(task), learnedWork(task)) : tasks.work(task);
    }

    /** The work that must be done before the task's deadline: W_d. */
    public long deadlineWork(final int task) {
        return learning ? cautiousWork(task) : tasks.work(task);
    }

    /** What finished tasks of its class said of the task's work when it came; what its customer says, without learning. */
    public long learnedWork(final int task) {
        return Estimates.at(tasks.work(task), tasks.learnedLog(task));
    }

    /** The same with the caution that a deadline asks for. */
    public long cautiousWork(final int task) {
        return Estimates.at(tasks.work(task), tasks.deadlineLog(task));
    }

    /** What they said when it first ran, 0 before. */
    public long judgedWork(final int task) {
        return tasks.is(task, TaskTable.RAN)
                ? Estimates.at(tasks.work(task), tasks.judgedLog(task))
                : 0;
    }

    /** Value rate of n units, femto per hour; 0 for an exhausted task. */
    public long value(final int task, final int units) {
        return tasks.is(task, TaskTable.EXHAUSTED)
                ? 0
                : tasks.bidRate(task) * curves.speedup(tasks.curve(task), units);
    }

    /** What the age of a task adds to the value of its first segment of n units, femto per hour. */
    public long aid(final int task, final long reserve, final int units) {
        final int age = tasks.age(task);
        if (age == 0) {
            return 0;
        }
        final long perUnit = Wide.mulDivFloor(reserve, age, Limits.PPM);
        return Math.min(MAX_AID, Wide.mulDivFloor(perUnit, units, 1));
    }

    /** What the age of a task adds to the value of all n units, of which the first segment counts; femto per hour. */
    public long aidOfAll(final int task, final long reserve, final int units) {
        final int first = nextVertex(task, 0);
        return aid(task, reserve, first == 0 ? units : Math.min(first, units));
    }

    /** What n units of a running task pay at the prices of its instance, femto per hour. */
    public long atPrice(final int task, final int units) {
        final int instance = tasks.instance(task);
        long rate = 0;
        for (int kind = 0; kind < 3; kind++) {
            rate += instances.price(instance, kind) * tasks.bundle(task, kind);
        }
        return rate * units;
    }

    /** Upper end of the next segment of a task that holds n units; 0 if it wants no more. */
    public int nextVertex(final int task, final int units) {
        return tasks.is(task, TaskTable.EXHAUSTED)
                ? 0
                : curves.vertexAbove(tasks.curve(task), units);
    }

    /** Lower end of the last segment of a task that holds n units. */
    public int lowerEnd(final int task, final int units) {
        if (tasks.is(task, TaskTable.EXHAUSTED)) {
            return units > tasks.fewest(task) ? units - 1 : 0;
        }
        return curves.vertexBelow(tasks.curve(task), units);
    }

    /** Whether the task gained something so lately, or in this very event, that nobody may take it; or drains or waits. */
    public boolean isHeld(final int task) {
        return minimumHoldNs > 0 && event.now() < holdEnd(task) || grace.isProtected(task);
    }

    /** When the hold of a running task ends, nanoseconds. */
    public long heldUntil(final int task) {
        final long end = holdEnd(task);
        return grace.isProtected(task) ? Math.max(end, grace.protectedUntil(task)) : end;
    }

    private long holdEnd(final int task) {
        final boolean gained =
                tasks.touchEpoch(task) == event.epoch()
                        && (tasks.instance(task) != tasks.priorSlot(task)
                                || tasks.units(task) > tasks.priorUnits(task));
        return (gained ? event.now() : tasks.heldSince(task)) + minimumHoldNs;
    }

    /**
     * Takes over everything that another state knows, between two of its events. Both go on by themselves.
     *
     * @throws IllegalArgumentException if they differ in a setting that sizes tables.
     */
    public void copyFrom(final EngineState other) {
        for (final Setting setting : Setting.values()) {
            if (setting.isFixedAtStart() && settings.get(setting) != other.settings.get(setting)) {
                throw new IllegalArgumentException(
                        setting.externalName()
                                + " sizes tables and is fixed at the start: it is "
                                + setting.format(other.settings.get(setting))
                                + " and cannot become "
                                + setting.format(settings.get(setting)));
            }
        }
        arena.copyFrom(other.arena);
        holders.ageAs(other.holders);
    }

    @Override
    public void close() {
        arena.close();
    }
}
