package io.swarmbid.simulation;

import static io.swarmbid.simulation.Conditions.HOUR;
import static io.swarmbid.simulation.Conditions.MINUTE;

import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.Strategy;
import java.util.List;

/** Pools and fleets, prices and stocks that move, machines that fail, and a clock that jumps. */
final class Disturbances {
    private final Conditions conditions;
    private final Agenda agenda;
    private final Installation installation;
    private final UnreliableHost host;
    private final Tally tally;
    private final PoolSpec[] pools;
    private long nextInstance = 1;

    Disturbances(
            final Conditions conditions,
            final Agenda agenda,
            final Installation installation,
            final UnreliableHost host,
            final Tally tally) {
        this.conditions = conditions;
        this.agenda = agenda;
        this.installation = installation;
        this.host = host;
        this.tally = tally;
        pools = new PoolSpec[conditions.pools];
    }

    /** The pools and the first instances; then everything takes its course. */
    void begin() {
        for (int i = 0; i < pools.length; i++) {
            pools[i] = pool(1 + i);
            host.sent(installation.client().pool(pools[i]));
        }
        for (int i = random(3); i >= 0; i--) {
            addInstance();
        }
        marketMoves();
        mishaps();
        clockJumps();
        if (conditions.crashes) {
            crashes();
        }
    }

    private void crashes() {
        agenda.in(
                conditions.exponentialNs(conditions.meanCrashNs),
                () -> {
                    crashes();
                    installation.crash();
                });
    }

    private int random(final int bound) {
        return conditions.random.nextInt(bound);
    }

    private PoolSpec pool(final long id) {
        final int vcpu = 2 + random(12);
        final int memory = conditions.kinds > 1 ? 2 + random(12) : 0;
        final int accelerator = conditions.kinds > 2 ? random(3) : 0;
        final PoolSpec pool =
                new PoolSpec()
                        .pool(id)
                        .cost(1_000_000L * (vcpu + memory + accelerator))
                        .weight(1 + random(3))
                        .stock(random(6))
                        .vrus(vcpu, memory, accelerator)
                        .activation(
                                conditions.oneOf(0, MINUTE),
                                conditions.oneOf(0, 20_000),
                                conditions.oneOf(0, HOUR));
        pool.interruptible = random(3) > 0;
        return pool;
    }

    private PoolSpec anyPool() {
        return pools[random(pools.length)];
    }

    private void addInstance() {
        host.sent(installation.client().instance(nextInstance, anyPool().pool));
        nextInstance++;
    }

    private void marketMoves() {
        agenda.in(
                conditions.exponentialNs(conditions.meanMarketMoveNs),
                () -> {
                    marketMoves();
                    final PoolSpec pool = anyPool();
                    switch (random(6)) {
                        case 0 -> host.sent(installation.client().poolStock(pool.pool, random(6)));
                        case 1 -> host.sent(installation.client().fleet(fleet()));
                        case 2 -> host.sent(installation.client().fleetCancel(1 + random(3)));
                        default ->
                                host.sent(
                                        installation
                                                .client()
                                                .poolCost(
                                                        pool.pool,
                                                        pool.cost * (2 + random(30)) / 10));
                    }
                });
    }

    private FleetSpec fleet() {
        final FleetSpec fleet =
                new FleetSpec()
                        .fleet(1 + random(3))
                        .bid(1_000_000L * (1 + random(20)))
                        .target(1 + random(6))
                        .maintain(random(2) == 0)
                        .strategy(Strategy.get((short) random(4)));
        fleet.firm = random(fleet.target + 1);
        if (random(3) == 0) {
            fleet.budget = 1_000_000L * random(60);
        }
        if (random(4) == 0) {
            fleet.addPool(anyPool().pool);
        }
        if (random(5) == 0) {
            fleet.firm = 0;
            fleet.jobs(1 + random(5), HOUR);
        }
        return fleet;
    }

    private void mishaps() {
        agenda.in(
                conditions.exponentialNs(conditions.meanMishapNs),
                () -> {
                    mishaps();
                    mishap();
                });
    }

    private void mishap() {
        final List<Long> instances = host.instances();
        if (instances.isEmpty()) {
            addInstance();
            return;
        }
        final long instance = instances.get(random(instances.size()));
        final Kind kind = Kind.get((short) random(conditions.kinds));
        final int vru = random(12);
        switch (random(8)) {
            case 0, 1 -> {
                tally.count("instance lost");
                host.lost(instance);
                host.sent(installation.client().instanceLost(instance));
            }
            case 2, 3, 4 -> {
                tally.count("VRU fault");
                host.sent(installation.client().vruFault(instance, kind, vru));
                agenda.in(
                        conditions.exponentialNs(HOUR),
                        () -> host.sent(installation.client().vruRepair(instance, kind, vru)));
            }
            case 5 -> {
                tally.count("drain");
                host.sent(
                        installation
                                .client()
                                .drain(
                                        instance,
                                        agenda.nowNs() + conditions.exponentialNs(10 * MINUTE)));
            }
            case 6 -> host.sent(installation.client().tick());
            default -> addInstance();
        }
    }

    private void clockJumps() {
        agenda.in(
                conditions.exponentialNs(conditions.meanClockJumpNs),
                () -> {
                    clockJumps();
                    tally.count("clock jump");
                    agenda.skew(conditions.oneOf(0, 5 * MINUTE, 2 * HOUR, -HOUR, -1));
                });
    }
}
