package io.swarmbid.pipeline;

import static io.swarmbid.config.Limits.NANOS_PER_HOUR;

import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Seeded commands of every kind, for instances of one, two and three kinds of VRU: by turns few tasks, for which there is
 * room, and many that contend. It is also the host of the engine that it sends them to: it answers activations.
 *
 * <p>Commands for one thread, decisions for one thread. Nothing allocates after {@link #begin}.
 */
final class WarmUpTraffic implements DecisionHandler {
    static final int TASKS_MAX = 256;
    static final int INSTANCES_MAX = 32;
    static final int VRUS_MAX = 32;
    static final int UNITS_MAX = 8;
    static final int RING_SIZE = 64;

    private static final long SEED = 42;
    private static final long STEP_NS = 2_000;
    private static final int PHASE = 1_024;
    private static final int FEW = 16;
    private static final int MANY = 96;

    /** Reserve of a VRU-hour, nano. */
    private static final long RESERVE = 1_000_000;

    private static final int POOLS = 3;
    private static final int EACH = 4;
    private static final int CUSTOMERS = 8;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final FleetSpec fleet = new FleetSpec();
    private final int[] customers = new int[CUSTOMERS];
    private final long[] tasks = new long[MANY];
    private final long[] instances = new long[POOLS * EACH];
    private final LongConsumer afterEach;
    private EngineClient client;
    private TaskSpec task;
    private long nowNs;
    private long lastTask;
    private long lastInstance;
    private int sent;
    private long pool;
    private volatile long activated;

    /**
     * @param afterEach is called after each command, with the time at which the next one is meant to come, nanoseconds.
     */
    WarmUpTraffic(final LongConsumer afterEach) {
        this.afterEach = afterEach;
    }

    /** Sends what the engine has to know before the first bid. */
    void begin(final EngineClient to) {
        client = to;
        task = client.newTask();
        for (int i = 0; i < CUSTOMERS; i++) {
            customers[i] = client.symbol("customer " + i);
        }
        final PoolSpec spec = new PoolSpec().activation(STEP_NS, RESERVE, 0).stock(2);
        sent(client.pool(spec.pool(1).cost(16 * RESERVE).vrus(16, 0, 0)));
        sent(client.pool(spec.pool(2).cost(24 * RESERVE).vrus(8, 16, 0)));
        sent(client.pool(spec.pool(3).cost(28 * RESERVE).vrus(8, 16, 4)));
        for (int place = 0; place < instances.length; place++) {
            renew(place);
        }
        sent(client.fleet(fleet.fleet(1).bid(40 * RESERVE).target(2).maintain(true)));
    }

    /** Sends one command, and has the engine do all that follows from it. */
    void next() {
        final int slots = sent / PHASE % 2 == 0 ? FEW : MANY;
        final int dice = random.nextInt(1_000);
        final long asked = activated;
        if (asked != 0) {
            activated = 0;
            sent(dice < 100 ? client.activationFailed(asked) : client.instance(asked, pool));
        } else if (dice < 650) {
            market(random.nextInt(slots));
        } else if (dice < 980) {
            sample(dice);
        } else {
            swarm(dice);
        }
        if (slots == FEW && tasks[MANY - 1 - sent % (MANY - FEW)] != 0) {
            end(MANY - 1 - sent % (MANY - FEW));
        }
    }

    private void market(final int slot) {
        if (tasks[slot] == 0) {
            bid(slot);
        } else if (random.nextInt(100) < 45) {
            sent(client.rebid(tasks[slot], price()));
        } else {
            end(slot);
        }
    }

    private void end(final int slot) {
        final long id = tasks[slot];
        tasks[slot] = 0;
        sent(
                switch (random.nextInt(8)) {
                    case 0 -> client.complete(id, CompleteStatus.FAILED);
                    case 1, 2, 3 -> client.cancel(id);
                    default -> client.complete(id, CompleteStatus.DONE);
                });
    }

    private long price() {
        return RESERVE * 12 / 10 + random.nextLong(3 * RESERVE);
    }

    private void bid(final int slot) {
        tasks[slot] = ++lastTask;
        task.reset()
                .task(lastTask)
                .bid(price(), NANOS_PER_HOUR)
                .units(1, 1 + random.nextInt(4))
                .serialPpm(100_000);
        task.customer = customers[(int) (lastTask % CUSTOMERS)];
        task.className = task.customer;
        final int dice = random.nextInt(100);
        if (dice < 70) {
            task.bundle(1, 0, 0);
        } else {
            task.bundle(1, 2, dice < 85 ? 0 : 1);
            task.bid *= 3;
        }
        switch (random.nextInt(40)) {
            case 0 ->
                    task.units(1, 3)
                            .addSpeedup(1_000_000)
                            .addSpeedup(1_400_000)
                            .addSpeedup(1_300_000);
            case 1 -> task.deadline = nowNs + 2 * NANOS_PER_HOUR;
            case 2 -> task.ttl = 100 * STEP_NS;
            case 3 -> task.preemptible = false;
            case 4 -> task.addPool(1 + random.nextInt(POOLS));
            case 5 -> task.moveCost = RESERVE;
            case 6 -> task.fleet = 1;
            // Over within the warm-up.
            case 7 -> task.bid(1 + task.bid / 1_000_000, NANOS_PER_HOUR / 1_000_000);
            default -> {
                // A plain bid, as most are.
            }
        }
        sent(client.task(task));
    }

    private void sample(final int dice) {
        final long id = tasks[random.nextInt(FEW)];
        final int ppm = random.nextInt(1_000_000);
        if (dice < 900 || id == 0) {
            sent(client.telemetry(anInstance(), Kind.VCPU, random.nextInt(8), ppm, dice));
        } else if (dice < 960) {
            sent(client.usage(id, ppm, ppm, 0, dice));
        } else {
            sent(client.progress(id, lastTask * STEP_NS));
        }
    }

    private void swarm(final int dice) {
        switch (dice % 10) {
            case 0 -> sent(client.vruFault(anInstance(), Kind.VCPU, random.nextInt(4)));
            case 1, 2 -> sent(client.vruRepair(anInstance(), Kind.VCPU, random.nextInt(4)));
            case 3, 9 -> sent(client.poolCost(1, 14 * RESERVE + random.nextLong(4 * RESERVE)));
            case 4 -> sent(client.poolStock(2, random.nextInt(3)));
            case 5 -> {
                final int place = random.nextInt(instances.length);
                sent(client.drain(instances[place], nowNs + 10 * STEP_NS));
                renew(place);
            }
            case 6 -> {
                final int place = random.nextInt(instances.length);
                sent(client.instanceLost(instances[place]));
                renew(place);
            }
            case 7 -> {
                sent(client.fleetCancel(1));
                sent(client.fleet(fleet));
            }
            default -> sent(client.tick());
        }
    }

    private long anInstance() {
        return instances[random.nextInt(instances.length)];
    }

    private void renew(final int place) {
        instances[place] = ++lastInstance;
        sent(client.instance(lastInstance, 1 + place / EACH));
    }

    private void sent(final long result) {
        if (result < 0) {
            throw new IllegalStateException("a command was not taken: " + Refusal.of(result));
        }
        sent++;
        nowNs += STEP_NS;
        afterEach.accept(nowNs);
    }

    @Override
    public void onSwarm(final SwarmDecisionDecoder swarm) {
        if (swarm.action() == SwarmAction.ACTIVATE) {
            pool = swarm.pool();
            activated = swarm.instance();
        }
    }
}
