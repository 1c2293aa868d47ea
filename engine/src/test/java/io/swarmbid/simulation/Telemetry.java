package io.swarmbid.simulation;

import io.swarmbid.codec.sbe.Kind;

/** Samples of use and progress that may come late, twice, out of order, or be garbage. */
final class Telemetry {
    private final Conditions conditions;
    private final Agenda agenda;
    private final Installation installation;
    private final UnreliableHost host;
    private final Tally tally;

    Telemetry(
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
    }

    void begin() {
        agenda.in(conditions.exponentialNs(conditions.meanSampleNs), this::sample);
    }

    private void sample() {
        begin();
        for (final long instance : host.instances()) {
            deliver(telemetry(instance));
        }
        for (final long task : host.running()) {
            deliver(usage(task));
            if (conditions.chance(20)) {
                deliver(progress(task));
            }
        }
    }

    private void deliver(final Runnable sample) {
        if (conditions.chance(conditions.latePercent)) {
            tally.count("sample late");
            agenda.in(conditions.exponentialNs(2 * conditions.meanSampleNs), sample);
        } else {
            sample.run();
        }
        if (conditions.chance(conditions.duplicatePercent)) {
            tally.count("sample twice");
            sample.run();
        }
    }

    private int share() {
        return conditions.random.nextInt((int) conditions.oneOf(20_000, 400_000, 1_000_001));
    }

    private Runnable telemetry(final long instance) {
        final boolean garbage = conditions.chance(conditions.garbagePercent);
        final Kind kind =
                Kind.get((short) conditions.random.nextInt(garbage ? 3 : conditions.kinds));
        final int vru = garbage ? conditions.random.nextInt() : conditions.random.nextInt(8);
        final int share = garbage ? conditions.random.nextInt() : share();
        final long io = garbage ? conditions.random.nextLong() : conditions.oneOf(0, 9_000_000);
        final long from = garbage ? conditions.random.nextInt(99) : instance;
        return () -> host.sent(installation.client().telemetry(from, kind, vru, share, io));
    }

    private Runnable usage(final long task) {
        final boolean garbage = conditions.chance(conditions.garbagePercent);
        final int vcpu = garbage ? conditions.random.nextInt() : share();
        final int memory = share();
        final int accelerator = share();
        return () -> host.sent(installation.client().usage(task, vcpu, memory, accelerator, 0));
    }

    private Runnable progress(final long task) {
        final boolean garbage = conditions.chance(conditions.garbagePercent);
        final long done =
                garbage
                        ? conditions.random.nextLong()
                        : conditions.random.nextLong(1 + Math.max(0, host.left(task)));
        return () -> host.sent(installation.client().progress(task, done));
    }
}
