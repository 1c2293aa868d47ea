package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.reference.CommandWriter;
import io.swarmbid.reference.DecisionText;
import io.swarmbid.reference.HistoryGenerator;
import io.swarmbid.reference.InvariantChecker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine's core with a host that knows what the decisions told it. Every command is watched by the invariant checker,
 * and the accounts are balanced after each.
 */
final class Market implements AutoCloseable {
    static final long HOUR = 3_600_000_000_000L;
    static final long PPM = 1_000_000;
    private static final Pattern SWARM =
            Pattern.compile("(activate|drain|interrupt|deactivate) at=(\\d+) pool=(\\d+).*");

    final SymbolTable symbols;
    final CommandWriter writer;
    final EngineCore core;

    /** Units of the tasks that run. */
    final TreeMap<Long, Integer> units = new TreeMap<>();

    /** Tasks that run or are queued. */
    final TreeSet<Long> live = new TreeSet<>();

    /** Latest price by instance and kind, as {@code 7 VCPU}. */
    final Map<String, Long> prices = new HashMap<>();

    /** Charged to the tasks that have ended. */
    long charged;

    /** Revokes so far. */
    int revokes;

    long at;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InvariantChecker checker;
    private long sequence;

    /** No hysteresis, no hold, no autoscale, no ticks of its own, and small tables, unless the test says otherwise. */
    static Settings plain() {
        return Settings.defaults()
                .with(Setting.TICK_INTERVAL, 0)
                .with(Setting.HYSTERESIS, 0)
                .with(Setting.MINIMUM_HOLD, 0)
                .with(Setting.AUTOSCALE, 0)
                .with(Setting.MAX_TASKS, 512)
                .with(Setting.MAX_INSTANCES, 4)
                .with(Setting.MAX_VRUS_PER_INSTANCE, 256)
                .with(Setting.MAX_UNITS, 64);
    }

    Market() {
        this(plain());
    }

    Market(final Settings settings) {
        this(settings, new SymbolTable());
    }

    Market(final Settings settings, final SymbolTable symbols) {
        this.symbols = symbols;
        writer = new CommandWriter(settings);
        core = new EngineCore(settings, symbols);
        checker = new InvariantChecker(settings, () -> core.ledger().sum());
    }

    /** One vCPU a unit, an hour of work: with perfect speed-up a unit is worth the bid in an hour. */
    static TaskSpec task(final long id, final long bid, final int min, final int max) {
        return new TaskSpec(256).task(id).bid(bid, HOUR).units(min, max).bundle(1, 0, 0);
    }

    static PoolSpec pool(final long id, final int vcpus, final long costPerVcpu) {
        return new PoolSpec().pool(id).cost(vcpus * costPerVcpu).vrus(vcpus, 0, 0);
    }

    /** One instance, id 7 of pool 1, with so many vCPU at so much per vCPU and hour. */
    void oneInstance(final int vcpus, final long costPerVcpu) {
        send(writer.pool(pool(1, vcpus, costPerVcpu)));
        send(writer.instance(7, 1));
    }

    /** The decisions on a command at the current time, timers before it included. */
    List<String> send(final byte[] command) {
        return send(new HistoryGenerator.Step(++sequence, at, command));
    }

    List<String> send(final HistoryGenerator.Step step) {
        final List<String> lines = new ArrayList<>();
        checker.before(step);
        at = step.at();
        core.onCommand(
                step.sequence(),
                step.at(),
                new UnsafeBuffer(step.command()),
                0,
                step.command().length,
                watching(lines));
        finish();
        return lines;
    }

    /** The decisions of the timers up to a time. */
    List<String> advanceTo(final long timeNs) {
        final List<String> lines = new ArrayList<>();
        checker.before(null);
        core.advanceTo(timeNs, watching(lines));
        finish();
        at = timeNs;
        return lines;
    }

    /** Registers at once each instance that the decisions activate; how often the swarm acted, in answer to that too. */
    int follow(final List<String> decisions) {
        int acted = 0;
        final TreeMap<Long, Long> activated = new TreeMap<>();
        for (final String line : decisions) {
            final Matcher match = SWARM.matcher(line);
            if (match.matches()) {
                acted++;
                if ("activate".equals(match.group(1))) {
                    activated.put(Long.parseLong(match.group(2)), Long.parseLong(match.group(3)));
                }
            }
        }
        for (final var each : activated.entrySet()) {
            acted += follow(send(writer.instance(each.getKey(), each.getValue())));
        }
        return acted;
    }

    private void finish() {
        checker.after();
        final var ledger = core.ledger();
        assertEquals(
                ledger.revenue() + ledger.subsidy(),
                ledger.cost() + ledger.margin(),
                "revenue + subsidy, cost + margin");
    }

    private DecisionSink watching(final List<String> lines) {
        return (buffer, offset, length) -> {
            checker.onDecision(buffer, offset, length);
            note(buffer, offset);
            lines.add(DecisionText.of(buffer, offset));
        };
    }

    private void note(final DirectBuffer b, final int offset) {
        switch (header.wrap(b, offset).templateId()) {
            case QueueDecisionDecoder.TEMPLATE_ID ->
                    live.add(
                            new QueueDecisionDecoder()
                                    .wrapAndApplyHeader(b, offset, header)
                                    .task());
            case GrantDecisionDecoder.TEMPLATE_ID -> {
                final var d = new GrantDecisionDecoder().wrapAndApplyHeader(b, offset, header);
                units.put(d.task(), d.units());
                live.add(d.task());
            }
            case RevokeDecisionDecoder.TEMPLATE_ID -> {
                final var d = new RevokeDecisionDecoder().wrapAndApplyHeader(b, offset, header);
                units.put(d.task(), d.units());
                revokes++;
            }
            case CompleteDecisionDecoder.TEMPLATE_ID -> {
                final var d = new CompleteDecisionDecoder().wrapAndApplyHeader(b, offset, header);
                units.remove(d.task());
                live.remove(d.task());
                charged += d.charge();
            }
            case RejectDecisionDecoder.TEMPLATE_ID -> {
                final var d = new RejectDecisionDecoder().wrapAndApplyHeader(b, offset, header);
                units.remove(d.task());
                live.remove(d.task());
                final boolean ran = d.charge() != RejectDecisionDecoder.chargeNullValue();
                charged += ran ? d.charge() : 0;
            }
            case PriceDecisionDecoder.TEMPLATE_ID -> {
                final var d = new PriceDecisionDecoder().wrapAndApplyHeader(b, offset, header);
                prices.put(d.instance() + " " + d.kind(), d.price());
            }
            default -> {
                // Nothing that is asked for here.
            }
        }
    }

    int unitsOf(final long task) {
        return units.getOrDefault(task, 0);
    }

    /** Price of a vCPU on instance 7. */
    long price() {
        return prices.get("7 VCPU");
    }

    void expect(final byte[] command, final String... lines) {
        assertEquals(String.join("\n", lines), String.join("\n", send(command)));
    }

    void expectUntil(final long timeNs, final String... lines) {
        assertEquals(String.join("\n", lines), String.join("\n", advanceTo(timeNs)));
    }

    @Override
    public void close() {
        core.close();
    }
}
