package io.swarmbid.simulation;

import static io.swarmbid.simulation.Conditions.MINUTE;
import static io.swarmbid.simulation.Conditions.SECOND;

import io.swarmbid.codec.TaskSpec;
import java.util.List;

/** Bids that come, change and go all day, around the reserve of an instance. Some of them make no sense. */
final class Customers {
    private static final int CUSTOMERS = 3;

    /** Of customers, then of classes; interned in this order. */
    static final List<String> NAMES =
            List.of("ada", "bob", "cyd", "render", "train", "build", "query");

    private final Conditions conditions;
    private final Agenda agenda;
    private final Installation installation;
    private final UnreliableHost host;
    private final TaskSpec task;
    private long nextTask = 1;

    Customers(
            final Conditions conditions,
            final Agenda agenda,
            final Installation installation,
            final UnreliableHost host) {
        this.conditions = conditions;
        this.agenda = agenda;
        this.installation = installation;
        this.host = host;
        task = installation.client().newTask();
    }

    void begin() {
        agenda.in(conditions.exponentialNs(conditions.meanArrivalNs), this::arrive);
    }

    private int random(final int bound) {
        return conditions.random.nextInt(bound);
    }

    private void arrive() {
        begin();
        final boolean bursts = random(20) == 0;
        for (int left = bursts ? 8 : 1; left > 0; left--) {
            bid(random(30) == 0 ? 1 + random((int) nextTask) : nextTask++);
        }
    }

    private void bid(final long id) {
        final int max = 1 + random(12);
        final long work = conditions.exponentialNs(30 * MINUTE) + SECOND;
        final int serialPpm = random(2) * random(400_000);
        task.reset()
                .task(id)
                .units(random(3) == 0 ? random(max + 1) : 1, max)
                .bundle(
                        1 + random(2),
                        conditions.kinds > 1 ? random(3) : 0,
                        conditions.kinds > 2 && random(4) == 0 ? 1 : 0)
                .serialPpm(serialPpm)
                .bid(bidFor(work), work);
        task.customer = installation.client().symbol(NAMES.get(random(CUSTOMERS)));
        task.className =
                installation
                        .client()
                        .symbol(NAMES.get(CUSTOMERS + random(NAMES.size() - CUSTOMERS)));
        task.preemptible = random(6) > 0;
        task.moveCost = random(5) == 0 ? random(500_000) : 0;
        if (random(5) == 0) {
            task.deadline = agenda.nowNs() + conditions.exponentialNs(60 * MINUTE);
        }
        if (random(4) == 0) {
            task.ttl = conditions.exponentialNs(30 * MINUTE);
        }
        if (random(6) == 0) {
            task.fleet = 1 + random(3);
        }
        if (random(6) == 0) {
            task.addPool(1 + random(conditions.pools + 1));
        }
        if (random(100) < conditions.garbagePercent) {
            spoil();
        }
        host.willRun(id, work / 5 + (long) (conditions.random.nextDouble() * 2 * work), serialPpm);
        host.sent(installation.client().task(task));
        if (random(5) == 0) {
            agenda.in(conditions.exponentialNs(20 * MINUTE), () -> rebid(id, work));
        }
        if (random(12) == 0) {
            agenda.in(
                    conditions.exponentialNs(40 * MINUTE),
                    () -> host.sent(installation.client().cancel(id)));
        }
    }

    /** A few times the reserve of a unit: an instance-hour costs about 1,000,000 for each VRU. */
    private long bidFor(final long work) {
        final long tenths = 8 + random(60);
        return work / SECOND * (1_000_000 * tenths / 10) / 3_600 + 1;
    }

    private void rebid(final long id, final long work) {
        host.sent(installation.client().rebid(id, bidFor(work)));
    }

    /** A value that no schema stops. */
    private void spoil() {
        switch (random(7)) {
            case 0 -> task.bid = conditions.random.nextLong();
            case 1 -> task.work = conditions.random.nextLong();
            case 2 -> task.max = random(1 << 20);
            case 3 -> task.vcpu = conditions.random.nextInt();
            case 4 -> task.deadline = conditions.random.nextLong();
            case 5 -> task.customer = random(1 << 21);
            default -> task.addPool(conditions.random.nextLong());
        }
    }
}
