package io.swarmbid.host.report.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pools and instances of a run as its files tell them. Not thread safe. */
final class SwarmState {
    final Largest<Instance> listed =
            new Largest<>(
                    RunState.MAX_LISTED_INSTANCES,
                    Comparator.<Instance>comparingDouble(instance -> instance.vruNs)
                            .thenComparing(Comparator.comparingLong(Instance::id).reversed()));
    private final Map<Long, Pool> pools;
    private final Map<Long, Instance> instances = new HashMap<>();
    private final Map<Long, Pool> pending = new HashMap<>();
    private final Totals totals;
    private final Tallies tallies;
    private final long defaultMargin;

    SwarmState(
            final Map<Long, Pool> pools,
            final Totals totals,
            final Tallies tallies,
            final long defaultMargin) {
        this.pools = pools;
        this.totals = totals;
        this.tallies = tallies;
        this.defaultMargin = defaultMargin;
    }

    Instance instance(final long id) {
        return instances.get(id);
    }

    /** The instance; one that was never said to be ready counts from now on, in a pool of which nothing is known. */
    Instance instanceOrNew(final long at, final long id) {
        final Instance known = instances.get(id);
        return known != null ? known : ready(at, id, 0);
    }

    void command(final long at, final CommandReader command) {
        switch (command.cmd) {
            case "pool" ->
                    pools.computeIfAbsent(command.id, id -> new Pool(at, command, defaultMargin));
            case "poolCost" -> {
                final Pool pool = pools.get(command.pool);
                if (pool != null) {
                    pool.cost(at, command.cost);
                    totals.pools(at, pools.values());
                }
            }
            case "vruFault" -> fault(at, command, true);
            case "vruRepair" -> fault(at, command, false);
            case "instanceLost" -> {
                final Instance instance = instances.get(command.instance);
                if (instance != null) {
                    instance.pool.lost++;
                    gone(at, instance, "LOST");
                }
            }
            case "activationFailed" -> {
                final Pool pool = pending.remove(command.instance);
                if (pool != null) {
                    pool.failures++;
                }
            }
            default -> {
                // Fleets, drains and the ends of tasks show in the decisions that answer them.
            }
        }
    }

    private void fault(final long at, final CommandReader command, final boolean isFault) {
        final Instance instance = instances.get(command.instance);
        final Kind kind = Kind.byName(command.kind);
        if (instance == null
                || kind == null
                || command.vru < 0
                || command.vru >= instance.pool.vrus(kind)) {
            return;
        }
        final int k = kind.ordinal();
        final long key = command.vru * Kind.COUNT + k;
        if (isFault ? instance.faulty.add(key) : instance.faulty.remove(key)) {
            instance.faultyOfKind[k] += isFault ? 1 : -1;
            totals.capacity[k].add(at, isFault ? -1 : 1);
        }
    }

    void decision(final long at, final DecisionReader decision) {
        switch (decision.decision) {
            case "activate" -> {
                final Pool pool = pool(at, decision.pool);
                pool.activations++;
                pool.spent += pool.activationCost;
                pending.put(decision.instance, pool);
            }
            case "ready" -> ready(at, decision.instance, decision.pool);
            case "deactivate" -> {
                pending.remove(decision.instance);
                final Instance instance = instances.get(decision.instance);
                if (instance != null) {
                    gone(at, instance, decision.reason == null ? "" : decision.reason);
                }
            }
            default -> {
                // admit is followed by its grant; drain and interrupt by what they lead to.
            }
        }
        switch (decision.decision) {
            case "activate", "ready", "drain", "interrupt", "deactivate" ->
                    tallies.swarm().add(decision.decision + " " + decision.reason);
            default -> {
                // No matter of the swarm.
            }
        }
    }

    private Pool pool(final long at, final long id) {
        return pools.computeIfAbsent(id, number -> new Pool(at, number));
    }

    private Instance ready(final long at, final long id, final long poolId) {
        final Pool pool = pool(at, poolId);
        final Instance instance = new Instance(id, pool, at);
        instance.spent = pending.remove(id) == null ? 0 : pool.activationCost;
        instances.put(id, instance);
        pool.ready(at, 1);
        capacity(at, instance, 1);
        totals.pools(at, pools.values());
        return instance;
    }

    private void capacity(final long at, final Instance instance, final int sign) {
        for (int k = 0; k < Kind.COUNT; k++) {
            if (instance.pool.vrus[k] > 0) {
                totals.capacity[k].add(at, sign * instance.capacity(k));
            }
        }
    }

    void price(final long at, final Instance instance, final int kind, final long perVruHour) {
        final boolean isFirst = instance.price(Kind.values()[kind]).size() == 0;
        final double before = isFirst ? Double.NaN : instance.price[kind];
        instance.price(at, kind, perVruHour);
        totals.price(at, kind, instance.pool.vrus[kind], before, perVruHour);
    }

    private void gone(final long at, final Instance instance, final String how) {
        instance.goneAt = at;
        instance.end = how;
        instances.remove(instance.id);
        close(at, instance);
        for (int k = 0; k < Kind.COUNT; k++) {
            if (instance.price(Kind.values()[k]).size() > 0) {
                totals.price(at, k, instance.pool.vrus[k], instance.price[k], Double.NaN);
            }
        }
        instance.pool.ready(at, -1);
        capacity(at, instance, -1);
        totals.pools(at, pools.values());
        listed.offer(instance);
    }

    private static void close(final long at, final Instance instance) {
        final double cost = instance.pool.costIntegral(at) - instance.costIntegralAtReady;
        instance.spent += cost;
        instance.pool.spent += cost;
    }

    void finish(final long at) {
        final List<Instance> live = new ArrayList<>(instances.values());
        live.sort(Comparator.comparingLong(Instance::id));
        for (final Instance instance : live) {
            close(at, instance);
            listed.offer(instance);
        }
    }
}
