package io.swarmbid.bench.optimum;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The whole engine: pool and instance, then each task as its own event, in order of arrival, then so many ticks.
 * Hysteresis, hold and grace are 0. The time is that of the ticks.
 */
final class EngineClearer implements Clearer {
    static final int MAX_VRUS = 1_024;

    /** Long enough that nothing is used up. */
    private static final long HOURS = 1_000;

    private static final long HOUR_NS = 3_600_000_000_000L;

    private final int ticks;
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[16_384]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final GrantDecisionDecoder grant = new GrantDecisionDecoder();
    private final RevokeDecisionDecoder revoke = new RevokeDecisionDecoder();
    private final CompleteDecisionDecoder complete = new CompleteDecisionDecoder();
    private final TaskSpec spec = new TaskSpec(Settings.defaults().getInt(Setting.MAX_UNITS));
    private long sequence;
    private int firstTask;
    private long eventNs;

    EngineClearer(final int ticks) {
        this.ticks = ticks;
    }

    /** Whether the engine takes an instance as large. */
    static boolean takes(final Instance instance) {
        final int[] capacity = instance.capacity();
        return Math.max(capacity[0], Math.max(capacity[1], capacity[2])) <= MAX_VRUS;
    }

    static Settings settings(final Instance instance) {
        return Settings.defaults()
                .with(Setting.MAX_TASKS, Math.max(16, instance.bids().size()))
                .with(Setting.MAX_INSTANCES, 16)
                .with(Setting.AUTOSCALE, 0)
                .with(Setting.MINIMUM_HOLD, 0)
                .with(Setting.HYSTERESIS, 0);
    }

    @Override
    public long clear(final Instance instance, final int[] units) {
        final CommandEncoder encoder = new CommandEncoder(settings(instance));
        try (EngineCore core = new EngineCore(settings(instance), new SymbolTable())) {
            final long opening = System.nanoTime();
            open(core, encoder, instance, units);
            eventNs = System.nanoTime() - opening;
            long elapsedNs = 0;
            for (int i = 0; i < ticks; i++) {
                final long length = encoder.tick(command, 0);
                final long start = System.nanoTime();
                send(core, length, units);
                elapsedNs += System.nanoTime() - start;
            }
            return elapsedNs;
        }
    }

    /** How long the events before the ticks of the last clearing took. */
    long eventNs() {
        return eventNs;
    }

    /** Sends pool, instance and tasks 1, 2, ... */
    void open(
            final EngineCore core,
            final CommandEncoder encoder,
            final Instance instance,
            final int[] units) {
        final int[] capacity = instance.capacity();
        final int[] weights = instance.kindWeightsPpm();
        final PoolSpec pool =
                new PoolSpec()
                        .pool(1)
                        .cost(instance.costPerHour())
                        .vrus(capacity[0], capacity[1], capacity[2])
                        .kindWeightsPpm(weights[0], weights[1], weights[2]);
        sequence = 0;
        send(core, encoder.pool(command, 0, pool), units);
        send(core, encoder.instance(command, 0, 1, 1), units);
        bid(core, encoder, instance, units, 1);
    }

    /** Sends the tasks, with ids from {@code first} on: of those the units are noted from now on. */
    void bid(
            final EngineCore core,
            final CommandEncoder encoder,
            final Instance instance,
            final int[] units,
            final int first) {
        firstTask = first;
        final List<Instance.Bid> bids = instance.bids();
        for (int i = 0; i < bids.size(); i++) {
            send(core, encoder.task(command, 0, task(spec, first + i, bids.get(i))), units);
        }
    }

    static TaskSpec task(final TaskSpec spec, final long id, final Instance.Bid bid) {
        final int[] bundle = bid.bundle();
        spec.reset()
                .task(id)
                .bid(bid.rate() * HOURS, HOURS * HOUR_NS)
                .units(bid.fewest(), bid.most())
                .bundle(bundle[0], bundle[1], bundle[2]);
        for (int n = 1; n <= bid.most(); n++) {
            spec.addSpeedup(bid.curve()[n]);
        }
        return spec;
    }

    /** Sends an encoded command at the next nanosecond. */
    void send(final EngineCore core, final long length, final int[] units) {
        if (length < 0) {
            throw new IllegalStateException("refused by the static checks: " + length);
        }
        sequence++;
        core.onCommand(
                sequence,
                sequence,
                command,
                0,
                (int) length,
                (buffer, offset, ignored) -> note(buffer, offset, units));
    }

    UnsafeBuffer command() {
        return command;
    }

    private void note(final DirectBuffer buffer, final int offset, final int[] units) {
        switch (header.wrap(buffer, offset).templateId()) {
            case GrantDecisionDecoder.TEMPLATE_ID -> {
                grant.wrapAndApplyHeader(buffer, offset, header);
                units[(int) grant.task() - firstTask] = grant.units();
            }
            case RevokeDecisionDecoder.TEMPLATE_ID -> {
                revoke.wrapAndApplyHeader(buffer, offset, header);
                units[(int) revoke.task() - firstTask] = revoke.units();
            }
            case CompleteDecisionDecoder.TEMPLATE_ID -> {
                complete.wrapAndApplyHeader(buffer, offset, header);
                units[(int) complete.task() - firstTask] = 0;
            }
            default -> {
                // Prices, and tasks that wait.
            }
        }
    }
}
