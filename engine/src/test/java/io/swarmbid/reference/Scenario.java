package io.swarmbid.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A small world for tests that are computed by hand. An hour of work makes the bid the bid rate, so that a task with
 * bid b and perfect speed-up is worth b per unit and hour.
 */
final class Scenario implements AutoCloseable {
    static final long HOUR = Exact.H;

    final SymbolTable symbols = new SymbolTable();
    final CommandWriter writer;
    final ReferenceCore core;
    final InvariantChecker checker;
    long at;
    private long sequence;

    /** No hysteresis, no hold, no autoscale, no ticks of its own, unless the test says otherwise. */
    static Settings plain() {
        return Settings.defaults()
                .with(Setting.TICK_INTERVAL, 0)
                .with(Setting.HYSTERESIS, 0)
                .with(Setting.MINIMUM_HOLD, 0)
                .with(Setting.AUTOSCALE, 0);
    }

    Scenario() {
        this(plain());
    }

    Scenario(final Settings settings) {
        writer = new CommandWriter(settings);
        core = new ReferenceCore(settings, symbols);
        checker = new InvariantChecker(settings, core::ledgerSum);
    }

    /** The decisions on a command at the current time, timers before it included. */
    List<String> send(final byte[] command) {
        final List<String> lines = new ArrayList<>();
        final HistoryGenerator.Step step = new HistoryGenerator.Step(++sequence, at, command);
        checker.before(step);
        core.onCommand(
                step.sequence(),
                at,
                new UnsafeBuffer(command),
                0,
                command.length,
                (buffer, offset, length) -> {
                    checker.onDecision(buffer, offset, length);
                    lines.add(DecisionText.of(buffer, offset));
                });
        checker.after();
        return lines;
    }

    /** The decisions of the timers up to a time. */
    List<String> advanceTo(final long timeNs) {
        final List<String> lines = new ArrayList<>();
        checker.before(null);
        core.advanceTo(
                timeNs,
                (buffer, offset, length) -> {
                    checker.onDecision(buffer, offset, length);
                    lines.add(DecisionText.of(buffer, offset));
                });
        checker.after();
        at = timeNs;
        return lines;
    }

    void expect(final byte[] command, final String... lines) {
        assertEquals(String.join("\n", lines), String.join("\n", send(command)));
    }

    void expectUntil(final long timeNs, final String... lines) {
        assertEquals(String.join("\n", lines), String.join("\n", advanceTo(timeNs)));
    }

    /** One instance, id 7 of pool 1, with so many vCPU at so much per vCPU and hour. */
    void oneInstance(final int vcpus, final long costPerVcpu) {
        send(writer.pool(pool(1, vcpus, costPerVcpu)));
        send(writer.instance(7, 1));
    }

    static PoolSpec pool(final long id, final int vcpus, final long costPerVcpu) {
        return new PoolSpec().pool(id).cost(vcpus * costPerVcpu).vrus(vcpus, 0, 0);
    }

    static FleetSpec fleet(final long id, final long bid, final int target) {
        return new FleetSpec().fleet(id).bid(bid).target(target);
    }

    /** One vCPU a unit, an hour of work, perfect speed-up. */
    static TaskSpec task(final long id, final long bid, final int min, final int max) {
        return new TaskSpec(256).task(id).bid(bid, HOUR).units(min, max).bundle(1, 0, 0);
    }

    @Override
    public void close() {
        core.close();
    }
}
