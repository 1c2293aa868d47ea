package io.swarmbid.bench.peers;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.peers.trace.PlacementContender;
import io.swarmbid.peers.trace.PlacementTrace;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The engine's core on the calling thread, each task an event of its own. */
final class EnginePlacement implements PlacementContender, DecisionSink {
    private static final long WORK_NS = 3_600_000_000_000L;
    private static final int HALF_PPM = 500_000;

    /** Logical time between commands. */
    private static final long STEP_NS = 250;

    private final PlacementTrace trace;
    private final CommandEncoder encoder;
    private final EngineCore core;
    private final TaskSpec spec;
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[8_192]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final GrantDecisionDecoder grant = new GrantDecisionDecoder();
    private int[] hostOf;
    private long sequence;

    EnginePlacement(final PlacementTrace trace) {
        this.trace = trace;
        final Settings settings =
                Settings.defaults()
                        .with(Setting.AUTOSCALE, 0)
                        .with(Setting.MINIMUM_HOLD, 0)
                        .with(Setting.MAX_INSTANCES, trace.hosts());
        encoder = new CommandEncoder(settings);
        core = new EngineCore(settings, new SymbolTable());
        spec = new TaskSpec(settings.getInt(Setting.MAX_UNITS));
        for (int pool = 0; pool < PlacementTrace.POOLS; pool++) {
            final PoolSpec of =
                    new PoolSpec()
                            .pool(pool + 1)
                            .cost(PlacementTrace.hostCost(pool))
                            .vrus(PlacementTrace.HOST_VCPUS, PlacementTrace.HOST_MEMORY, 0)
                            .kindWeightsPpm(HALF_PPM, HALF_PPM, 0);
            apply(encoder.pool(command, 0, of));
        }
        for (int host = 0; host < trace.hosts(); host++) {
            apply(encoder.instance(command, 0, host + 1, trace.poolOf(host) + 1));
        }
    }

    @Override
    public void place(final int from, final int to, final int[] hosts) {
        hostOf = hosts;
        for (int task = from; task < to; task++) {
            spec.reset()
                    .task(task + 1)
                    .bid(trace.bid(task), WORK_NS)
                    .units(1, 1)
                    .bundle(trace.vcpus(task), trace.memory(task), 0);
            apply(encoder.task(command, 0, spec));
        }
    }

    @Override
    public void end(final int task, final int host) {
        apply(encoder.complete(command, 0, task + 1, CompleteStatus.DONE));
    }

    private void apply(final long length) {
        if (length < 0) {
            throw new IllegalStateException("refused by the static checks: " + length);
        }
        sequence++;
        core.onCommand(sequence, sequence * STEP_NS, command, 0, (int) length, this);
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        if (header.wrap(buffer, offset).templateId() == GrantDecisionDecoder.TEMPLATE_ID) {
            grant.wrapAndApplyHeader(buffer, offset, header);
            hostOf[(int) grant.task() - 1] = (int) grant.instance() - 1;
        }
    }

    @Override
    public void close() {
        core.close();
    }
}
