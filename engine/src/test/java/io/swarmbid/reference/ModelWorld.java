package io.swarmbid.reference;

import io.swarmbid.codec.sbe.ActivationFailedCommandDecoder;
import io.swarmbid.codec.sbe.FleetCancelCommandDecoder;
import io.swarmbid.codec.sbe.FleetCommandDecoder;
import io.swarmbid.codec.sbe.InstanceLostCommandDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.PoolCostCommandDecoder;
import io.swarmbid.codec.sbe.PoolStockCommandDecoder;
import io.swarmbid.codec.sbe.RebidCommandDecoder;
import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.codec.sbe.VruFaultCommandDecoder;
import io.swarmbid.codec.sbe.VruRepairCommandDecoder;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** What accepted commands say about the world, as an observer of commands and decisions knows it. */
final class ModelWorld {
    /** A pool as announced. */
    static final class Pool {
        long cost;
        int weight;
        int stock;
        int[] vrus;
        int[] weightsPpm;
        long minimumMargin;
    }

    /** A fleet as announced. */
    static final class Fleet {
        long bid;
        int target;
        Strategy strategy;
        boolean hasBudget;
        Set<Long> pools;
    }

    /** A task as announced, and what it holds where. */
    static final class Task {
        long bid;
        int min;
        int max;
        int[] bundle;
        long instance;
        int units;
    }

    /** An instance with the owner of each VRU by kind, and whether it is healthy. */
    static final class Instance {
        long pool;
        long fleet;
        boolean tookStock;
        boolean replaces;
        boolean ready;
        boolean leaving;
        long[][] owners;

        /** When the owner has drained it, 0 if it keeps it. */
        long[][] leavesAt;

        boolean[][] faulty;
    }

    final TreeMap<Long, Pool> pools = new TreeMap<>();
    final TreeMap<Long, Fleet> fleets = new TreeMap<>();
    final TreeMap<Long, Task> tasks = new TreeMap<>();
    final TreeMap<Long, Instance> instances = new TreeMap<>();
    private final Settings settings;

    ModelWorld(final Settings settings) {
        this.settings = settings;
    }

    void apply(final DirectBuffer b) {
        final MessageHeaderDecoder h = new MessageHeaderDecoder();
        switch (h.wrap(b, 0).templateId()) {
            case PoolCommandDecoder.TEMPLATE_ID ->
                    pool(new PoolCommandDecoder().wrapAndApplyHeader(b, 0, h));
            case PoolCostCommandDecoder.TEMPLATE_ID -> {
                final var command = new PoolCostCommandDecoder().wrapAndApplyHeader(b, 0, h);
                pools.get(command.pool()).cost = command.cost();
            }
            case PoolStockCommandDecoder.TEMPLATE_ID -> {
                final var command = new PoolStockCommandDecoder().wrapAndApplyHeader(b, 0, h);
                pools.get(command.pool()).stock = command.stock();
            }
            case FleetCommandDecoder.TEMPLATE_ID ->
                    fleet(new FleetCommandDecoder().wrapAndApplyHeader(b, 0, h));
            case FleetCancelCommandDecoder.TEMPLATE_ID ->
                    fleets.remove(
                            new FleetCancelCommandDecoder().wrapAndApplyHeader(b, 0, h).fleet());
            case TaskCommandDecoder.TEMPLATE_ID ->
                    task(new TaskCommandDecoder().wrapAndApplyHeader(b, 0, h));
            case RebidCommandDecoder.TEMPLATE_ID -> {
                final var command = new RebidCommandDecoder().wrapAndApplyHeader(b, 0, h);
                tasks.get(command.task()).bid = command.bid();
            }
            case VruFaultCommandDecoder.TEMPLATE_ID -> {
                final var c = new VruFaultCommandDecoder().wrapAndApplyHeader(b, 0, h);
                instances.get(c.instance()).faulty[c.kind().value()][c.vru()] = true;
            }
            case VruRepairCommandDecoder.TEMPLATE_ID -> {
                final var c = new VruRepairCommandDecoder().wrapAndApplyHeader(b, 0, h);
                instances.get(c.instance()).faulty[c.kind().value()][c.vru()] = false;
            }
            default -> {
                // Decisions tell the rest.
            }
        }
    }

    /** The instance that an accepted command took away without a decision, or 0. */
    static long lostInstance(final DirectBuffer b) {
        final MessageHeaderDecoder h = new MessageHeaderDecoder();
        return switch (h.wrap(b, 0).templateId()) {
            case InstanceLostCommandDecoder.TEMPLATE_ID ->
                    new InstanceLostCommandDecoder().wrapAndApplyHeader(b, 0, h).instance();
            case ActivationFailedCommandDecoder.TEMPLATE_ID ->
                    new ActivationFailedCommandDecoder().wrapAndApplyHeader(b, 0, h).instance();
            default -> 0;
        };
    }

    private void pool(final PoolCommandDecoder command) {
        final Pool pool = new Pool();
        pool.cost = command.cost();
        pool.weight = command.weight();
        pool.stock = command.stock();
        pool.vrus = new int[] {command.vcpu(), command.memory(), command.accelerator()};
        pool.weightsPpm =
                new int[] {
                    command.vcpuWeightPpm(),
                    command.memoryWeightPpm(),
                    command.acceleratorWeightPpm()
                };
        pool.minimumMargin =
                command.minimumMargin() == PoolCommandDecoder.minimumMarginNullValue()
                        ? settings.get(Setting.MINIMUM_MARGIN)
                        : command.minimumMargin();
        pools.put(command.pool(), pool);
    }

    private void fleet(final FleetCommandDecoder command) {
        final Fleet fleet = new Fleet();
        fleet.bid = command.bid();
        fleet.target = command.target();
        fleet.strategy = command.strategy();
        fleet.hasBudget = command.budget() != FleetCommandDecoder.budgetNullValue();
        fleet.pools = new HashSet<>();
        for (final FleetCommandDecoder.PoolsDecoder each : command.pools()) {
            fleet.pools.add(each.pool());
        }
        fleets.put(command.fleet(), fleet);
    }

    private void task(final TaskCommandDecoder command) {
        final Task task = new Task();
        task.bid = command.bid();
        task.min = Math.max(1, command.min());
        task.max = command.max();
        task.bundle = new int[] {command.vcpu(), command.memory(), command.accelerator()};
        tasks.put(command.task(), task);
    }

    Instance addInstance(final long id, final long pool, final long fleet) {
        final Instance instance = new Instance();
        final Pool shape = pools.get(pool);
        instance.pool = pool;
        instance.fleet = fleet;
        instance.owners = new long[3][];
        instance.leavesAt = new long[3][];
        instance.faulty = new boolean[3][];
        for (int kind = 0; kind < 3; kind++) {
            instance.owners[kind] = new long[shape.vrus[kind]];
            instance.leavesAt[kind] = new long[shape.vrus[kind]];
            instance.faulty[kind] = new boolean[shape.vrus[kind]];
        }
        instances.put(id, instance);
        return instance;
    }

    /** VRUs of a kind that a task keeps on an instance, or that it drains. */
    static long count(
            final Instance instance, final int kind, final long task, final boolean draining) {
        long count = 0;
        for (int i = 0; i < instance.owners[kind].length; i++) {
            final boolean leaves = instance.leavesAt[kind][i] > 0;
            count += instance.owners[kind][i] == task && leaves == draining ? 1 : 0;
        }
        return count;
    }

    /** Whether a task drains something there that it was told to lose at that time. */
    static boolean leavesAt(final Instance instance, final long task, final long time) {
        for (int kind = 0; kind < 3; kind++) {
            for (int i = 0; i < instance.owners[kind].length; i++) {
                if (instance.owners[kind][i] == task && instance.leavesAt[kind][i] == time) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean drains(final Instance instance, final long task) {
        return count(instance, 0, task, true)
                        + count(instance, 1, task, true)
                        + count(instance, 2, task, true)
                > 0;
    }

    /** Time has come to where some VRUs have drained. */
    void passTo(final long at) {
        for (final Instance instance : instances.values()) {
            for (int kind = 0; kind < 3; kind++) {
                for (int i = 0; i < instance.owners[kind].length; i++) {
                    if (instance.leavesAt[kind][i] > 0 && instance.leavesAt[kind][i] <= at) {
                        final long owner = instance.owners[kind][i];
                        free(instance, kind, i);
                        leaveIfDone(owner);
                    }
                }
            }
        }
    }

    void free(final Instance instance, final int kind, final int vru) {
        instance.owners[kind][vru] = 0;
        instance.leavesAt[kind][vru] = 0;
    }

    /** A task with no units is on its instance as long as it drains some there. */
    void leaveIfDone(final long id) {
        final Task task = tasks.get(id);
        if (task.units == 0 && task.instance != 0 && !drains(instances.get(task.instance), id)) {
            task.instance = 0;
        }
    }

    /** The reserve of a VRU in whole nano per hour, from the pool's cost. */
    long reserveNano(final long instance, final int kind) {
        final Pool pool = pools.get(instances.get(instance).pool);
        final long cost = pool.cost * pool.weightsPpm[kind] / pool.vrus[kind];
        return (cost + pool.minimumMargin * Exact.M) / Exact.M;
    }
}
