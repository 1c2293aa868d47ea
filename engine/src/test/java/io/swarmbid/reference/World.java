package io.swarmbid.reference;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The whole state, every table by id. */
final class World {
    final Settings settings;
    final SymbolTable symbols;
    final TreeMap<Long, PoolState> pools = new TreeMap<>();
    final TreeMap<Long, FleetState> fleets = new TreeMap<>();
    final TreeMap<Long, InstanceState> instances = new TreeMap<>();
    final TreeMap<Long, TaskState> tasks = new TreeMap<>();
    final Ledger ledger = new Ledger();
    final Learned learned;
    final LearnedPaces paces;
    long now;
    long decisions;

    /** When the core's own next tick is, {@link Long#MAX_VALUE} if none is due. */
    long tickDue = Long.MAX_VALUE;

    /** Ticks in a row that have decided nothing since something happened. */
    long quietTicks;

    /** The instance that is being replaced by one of a cheaper pool, and that one; 0 if none is. */
    long replaced;

    long replacement;
    long nextEngineInstance = Limits.FIRST_ENGINE_INSTANCE;

    World(final Settings settings, final SymbolTable symbols) {
        this.settings = settings;
        this.symbols = symbols;
        this.learned = new Learned(settings.getInt(Setting.MAX_TASKS));
        this.paces = new LearnedPaces(settings.getInt(Setting.MAX_TASKS));
    }

    /** Those that hold something there, not those that drain their last. */
    List<TaskState> tasksOn(final InstanceState instance) {
        final List<TaskState> found = new ArrayList<>();
        for (final TaskState task : tasks.values()) {
            if (task.instance == instance && task.units > 0) {
                found.add(task);
            }
        }
        return found;
    }

    boolean holdsTask(final InstanceState instance) {
        return tasks.values().stream().anyMatch(task -> task.instance == instance);
    }

    List<TaskState> queued() {
        final List<TaskState> found = new ArrayList<>();
        for (final TaskState task : tasks.values()) {
            if (!task.isRunning()) {
                found.add(task);
            }
        }
        return found;
    }

    boolean isEligible(final InstanceState instance, final TaskState task) {
        return instance.isReady() && task.permits(instance.pool) && instance.fleet == task.fleet;
    }

    List<InstanceState> eligible(final TaskState task) {
        final List<InstanceState> found = new ArrayList<>();
        for (final InstanceState instance : instances.values()) {
            if (isEligible(instance, task)) {
                found.add(instance);
            }
        }
        return found;
    }

    /** Healthy capacity less the units held, by kind. */
    long[] free(final InstanceState instance) {
        final long[] free = new long[3];
        for (int kind = 0; kind < 3; kind++) {
            free[kind] = instance.healthy(kind) - used(instance, kind);
        }
        return free;
    }

    long used(final InstanceState instance, final int kind) {
        long used = 0;
        for (final TaskState task : tasks.values()) {
            if (task.instance == instance) {
                used += (long) task.units * task.bundle[kind];
            }
        }
        return used;
    }

    static boolean fits(final Segment segment, final long[] free) {
        for (int kind = 0; kind < 3; kind++) {
            if (segment.demand(kind) > free[kind]) {
                return false;
            }
        }
        return true;
    }

    boolean hasRoomForInstance() {
        return instances.size() < settings.getInt(Setting.MAX_INSTANCES);
    }

    boolean isHeld(final TaskState task) {
        return task.isHeld(now, settings.get(Setting.MINIMUM_HOLD));
    }

    /** Whether some possible pool accepts the task's first segment. */
    boolean isAcceptedSomewhere(final TaskState task) {
        final int to = Hull.above(task.hull, 0);
        if (task.exhausted || to < 0) {
            return false;
        }
        final FleetState fleet = task.fleet == 0 ? null : fleets.get(task.fleet);
        for (final PoolState pool : pools.values()) {
            if (task.isPossible(pool)
                    && (fleet == null || fleet.permits(pool))
                    && task.value(to) > Math.multiplyExact(pool.reserveOfUnit(task), to)) {
                return true;
            }
        }
        return false;
    }
}
