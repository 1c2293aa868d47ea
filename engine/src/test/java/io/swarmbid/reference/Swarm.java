package io.swarmbid.reference;

import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Setting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Section 5: what happens to instances after settling. */
final class Swarm {
    private final World world;
    private final Timers timers;
    private final FleetMoves moves;
    final PoolMoves poolMoves;

    Swarm(final World world, final Timers timers) {
        this.world = world;
        this.timers = timers;
        moves = new FleetMoves(world, timers, this);
        poolMoves = new PoolMoves(world, timers, this);
    }

    void run(final Event event) {
        for (final InstanceState instance : List.copyOf(world.instances.values())) {
            if (instance.isLeaving() && !world.holdsTask(instance)) {
                deactivate(instance, leavingReason(instance), event);
            }
        }
        int before;
        do {
            runFleets(event);
            before = event.decisions.size();
            if (world.settings.isOn(Setting.AUTOSCALE)) {
                scaleUp(event);
            }
        } while (event.decisions.size() != before);
        poolMoves.regret();
    }

    private void runFleets(final Event event) {
        int before;
        do {
            before = event.decisions.size();
            for (final FleetState fleet : world.fleets.values()) {
                interrupt(fleet, event);
                shed(fleet, event);
                fill(fleet, event);
                moves.run(fleet, event);
            }
        } while (event.decisions.size() != before);
    }

    /** At the end of an event: what an instance of autoscale costs over what its tasks are worth, and whether it is idle. */
    void judgeDeficit(final InstanceState instance) {
        final boolean judged = instance.isReady() && instance.isAutoscaled();
        BigInteger rate = Exact.product(Exact.M, instance.pool.cost);
        for (final TaskState task : world.tasksOn(instance)) {
            rate = rate.subtract(Exact.big(task.exhausted ? 0 : task.value(task.units)));
        }
        instance.deficitRate = judged ? rate.max(BigInteger.ZERO) : BigInteger.ZERO;
        if (instance.deficitRate.signum() == 0) {
            instance.deficit = BigInteger.ZERO;
        }
        if (!judged || world.holdsTask(instance)) {
            instance.idleSince = Exact.NONE;
        } else if (instance.idleSince == Exact.NONE) {
            instance.idleSince = world.now;
        }
    }

    static SwarmReason leavingReason(final InstanceState instance) {
        return instance.state == InstanceState.DRAINING
                ? SwarmReason.DRAINED
                : SwarmReason.INTERRUPTED;
    }

    void deactivate(final InstanceState instance, final SwarmReason reason, final Event event) {
        remove(instance, event);
        if (instance.tookStock) {
            instance.pool.stock++;
        }
        event.decisions.add(Decision.swarm(SwarmAction.DEACTIVATE, reason, instance, Exact.NONE));
    }

    void remove(final InstanceState instance, final Event event) {
        world.instances.remove(instance.id);
        event.gone.add(instance);
    }

    InstanceState activate(
            final PoolState pool, final long fleet, final SwarmReason reason, final Event event) {
        pool.stock--;
        world.ledger.payPool(pool.id, pool.activationCost);
        final InstanceState instance =
                new InstanceState(world.nextEngineInstance++, pool, fleet, true);
        world.instances.put(instance.id, instance);
        event.decisions.add(Decision.swarm(SwarmAction.ACTIVATE, reason, instance, Exact.NONE));
        return instance;
    }

    private void interrupt(final FleetState fleet, final Event event) {
        long firm = 0;
        for (final InstanceState instance : List.copyOf(world.instances.values())) {
            final boolean counts = instance.isReady() || instance.state == InstanceState.PENDING;
            if (instance.fleet != fleet.id || !counts) {
                continue;
            }
            if (firm < fleet.firm) {
                firm += instance.pool.weight;
            } else if (instance.isReady()
                    && instance.pool.interruptible
                    && !fleet.outbids(instance.pool)) {
                instance.state = InstanceState.INTERRUPTED;
                instance.deadline =
                        Exact.plus(world.now, world.settings.get(Setting.INTERRUPTION_NOTICE));
                event.decisions.add(
                        Decision.swarm(
                                SwarmAction.INTERRUPT,
                                SwarmReason.COST_REACHED_BID,
                                instance,
                                instance.deadline));
                if (!world.holdsTask(instance)) {
                    deactivate(instance, SwarmReason.INTERRUPTED, event);
                }
            }
        }
    }

    /** A fleet by jobs gives back empty instances that it needs no more, the largest id first. */
    private void shed(final FleetState fleet, final Event event) {
        long secured = 0;
        long units = 0;
        final List<InstanceState> spare = new ArrayList<>();
        for (final InstanceState each : world.instances.values()) {
            if (each.fleet == fleet.id && !each.isLeaving()) {
                if (each.isReady() || each.replaces == null) {
                    secured += each.pool.weight;
                }
                if (units >= fleet.firm && each.isReady() && !world.holdsTask(each)) {
                    spare.add(0, each);
                }
                units += each.pool.weight;
            }
        }
        for (final InstanceState each : spare) {
            if (fleet.jobs > 0 && secured - each.pool.weight >= fleet.target) {
                secured -= each.pool.weight;
                deactivate(each, SwarmReason.IDLE, event);
            }
        }
    }

    private void fill(final FleetState fleet, final Event event) {
        while (held(fleet, null) < fleet.target && (!fleet.reached || fleet.maintain)) {
            final PoolState pool = choose(fleet);
            if (pool == null) {
                break;
            }
            activate(pool, fleet.id, SwarmReason.FLEET_TARGET, event);
        }
        if (held(fleet, null) >= fleet.target) {
            fleet.reached = true;
        }
    }

    /** Weights of the fleet's pending and READY instances, of one pool or of all. */
    private long held(final FleetState fleet, final PoolState pool) {
        long held = 0;
        for (final InstanceState instance : world.instances.values()) {
            if (instance.fleet == fleet.id
                    && !instance.isLeaving()
                    && (pool == null || instance.pool == pool)) {
                held += instance.pool.weight;
            }
        }
        return held;
    }

    /** Pools in which the fleet may activate one more instance, by id. */
    List<PoolState> open(final FleetState fleet) {
        long spent = 0;
        for (final InstanceState instance : world.instances.values()) {
            spent += instance.fleet == fleet.id ? instance.pool.cost : 0;
        }
        final List<PoolState> open = new ArrayList<>();
        for (final PoolState pool : world.pools.values()) {
            final boolean affordable =
                    fleet.budget == Exact.NONE || spent + pool.cost <= fleet.budget;
            if (fleet.permits(pool)
                    && pool.stock > 0
                    && fleet.outbids(pool)
                    && affordable
                    && world.hasRoomForInstance()) {
                open.add(pool);
            }
        }
        return open;
    }

    /** Those of the open pools that the strategy considers. */
    List<PoolState> considered(final FleetState fleet) {
        final List<PoolState> open = open(fleet);
        long largest = 0;
        for (final PoolState pool : open) {
            largest = Math.max(largest, room(pool));
        }
        final long most = largest;
        open.removeIf(
                pool ->
                        fleet.strategy == Strategy.COST_CAPACITY_OPTIMIZED
                                && room(pool) * 2 < most);
        return open;
    }

    private PoolState choose(final FleetState fleet) {
        PoolState best = null;
        for (final PoolState pool : considered(fleet)) {
            if (best == null || isBetter(fleet, pool, best)) {
                best = pool;
            }
        }
        return best;
    }

    private static long room(final PoolState pool) {
        return (long) pool.stock * pool.weight;
    }

    /** Strictly better; the candidates come by id. */
    private boolean isBetter(final FleetState fleet, final PoolState a, final PoolState b) {
        final int byStrategy =
                switch (fleet.strategy) {
                    case DIVERSIFIED -> Long.compare(held(fleet, a), held(fleet, b));
                    case CAPACITY_OPTIMIZED -> Long.compare(room(b), room(a));
                    default -> 0;
                };
        return byStrategy != 0
                ? byStrategy < 0
                : Exact.compareProducts(a.cost, b.weight, b.cost, a.weight) < 0;
    }

    private void scaleUp(final Event event) {
        final Set<Long> covered = new TreeSet<>();
        for (final InstanceState instance : world.instances.values()) {
            if (instance.state == InstanceState.PENDING
                    && instance.fleet == 0
                    && instance.id != world.replacement) {
                covered.addAll(pack(instance.pool, covered).keySet());
            }
        }
        PoolState due = bestDue(covered);
        while (due != null) {
            final Set<Long> chosen = pack(due, covered).keySet();
            for (final PoolState pool : world.pools.values()) {
                final Set<Long> wanted = new TreeSet<>(pack(pool, covered).keySet());
                wanted.retainAll(chosen);
                if (pool == due || !wanted.isEmpty()) {
                    pool.unmet = BigInteger.ZERO;
                }
            }
            covered.addAll(chosen);
            activate(due, 0, SwarmReason.UNMET_DEMAND, event);
            due = bestDue(covered);
        }
    }

    /** Of the pools in which an activation is due, the one where it gains most; null if there is none. Sets all rates. */
    private PoolState bestDue(final Set<Long> covered) {
        PoolState best = null;
        for (final PoolState pool : world.pools.values()) {
            pool.unmetRate = BigInteger.ZERO;
            if (pool.stock > 0 && world.hasRoomForInstance()) {
                final TreeMap<Long, Integer> units = pack(pool, covered);
                final BigInteger most = BigInteger.ONE.shiftLeft(62);
                pool.unmetRate =
                        worth(units)
                                .min(most)
                                .subtract(Exact.product(Exact.M, pool.cost))
                                .max(BigInteger.ZERO);
                final boolean gains = pool.unmetRate.signum() > 0;
                if (gains
                        && (timers.crossing(pool) <= world.now || isPressing(pool, units))
                        && (best == null || pool.unmetRate.compareTo(best.unmetRate) > 0)) {
                    best = pool;
                }
            }
        }
        return best;
    }

    /** Whether some task would meet its deadline if the pool gave an instance now, and not if it did when it is due. */
    private boolean isPressing(final PoolState pool, final TreeMap<Long, Integer> units) {
        final long crossing = timers.crossing(pool);
        for (final var each : units.entrySet()) {
            final TaskState task = world.tasks.get(each.getKey());
            if (task.deadline == Exact.NONE) {
                continue;
            }
            final BigInteger left = Exact.big(Math.max(0, task.dueWork - task.done));
            final BigInteger time =
                    Exact.ceil(left.multiply(Exact.big(Exact.M)), task.speedup[each.getValue()]);
            final BigInteger latest =
                    Exact.big(task.deadline)
                            .subtract(Exact.big(pool.activationDelay))
                            .subtract(time);
            if (latest.compareTo(Exact.big(world.now)) >= 0
                    && latest.compareTo(Exact.big(crossing)) < 0) {
                return true;
            }
        }
        return false;
    }

    private BigInteger worth(final TreeMap<Long, Integer> units) {
        BigInteger worth = BigInteger.ZERO;
        for (final var each : units.entrySet()) {
            worth = worth.add(Exact.big(world.tasks.get(each.getKey()).value(each.getValue())));
        }
        return worth;
    }

    /** The units that an empty instance of the pool would give to which uncovered tasks. */
    private TreeMap<Long, Integer> pack(final PoolState pool, final Set<Long> covered) {
        final List<Segment> firsts = new ArrayList<>();
        for (final TaskState task : world.queued()) {
            if (task.fleet == 0 && task.permits(pool) && !covered.contains(task.id)) {
                final Segment first = Segment.first(task, pool);
                if (first != null && first.isAcceptable()) {
                    firsts.add(first);
                }
            }
        }
        firsts.sort((a, b) -> b.unaged().compareRank(a.unaged()));
        final long[] left = {pool.vrus[0], pool.vrus[1], pool.vrus[2]};
        final List<Segment> taken = new ArrayList<>();
        for (final Segment first : firsts) {
            if (World.fits(first, left)) {
                take(first, left);
                taken.add(first);
            }
        }
        final TreeMap<Long, Integer> units = new TreeMap<>();
        for (final Segment first : taken) {
            int n = first.to();
            Segment next = Segment.next(first.task(), n, pool);
            while (next != null && next.isAcceptable() && World.fits(next, left)) {
                take(next, left);
                n = next.to();
                next = Segment.next(first.task(), n, pool);
            }
            units.put(first.task().id, n);
        }
        return units;
    }

    private static void take(final Segment segment, final long[] left) {
        for (int kind = 0; kind < 3; kind++) {
            left[kind] -= segment.demand(kind);
        }
    }
}
