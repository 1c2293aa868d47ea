package io.swarmbid.bench.peers;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.peers.trace.FillDigest;
import io.swarmbid.peers.trace.MarketShape;
import org.agrona.DirectBuffer;

/** The trace's market in the engine's terms. A step of the trace's prices is a thousandth of a milli-currency an hour. */
final class EngineOrders implements DecisionSink {
    private static final long NANO_PER_STEP = 1_000;

    /** One hour at one unit, so that the bid is the rate. */
    private static final long WORK_NS = 3_600_000_000_000L;

    private final MarketShape shape;
    private final boolean displaces;
    private final TaskSpec task = new TaskSpec(settings().getInt(Setting.MAX_UNITS));
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final GrantDecisionDecoder grant = new GrantDecisionDecoder();
    private FillDigest fills;
    private long decisions;

    /** Tasks that can be displaced by better bids, or as in an order book cannot. */
    EngineOrders(final MarketShape shape, final boolean displaces) {
        this.shape = shape;
        this.displaces = displaces;
    }

    /** No autoscaling, the default hysteresis, no hold. */
    static Settings settings() {
        return Settings.defaults().with(Setting.AUTOSCALE, 0).with(Setting.MINIMUM_HOLD, 0);
    }

    /** A pool; its id is its place among the pools, from 1. */
    PoolSpec pool(final int place) {
        return new PoolSpec()
                .pool(place + 1)
                .cost(shape.cost(place) * NANO_PER_STEP * shape.vrus())
                .vrus(shape.vrus(), 0, 0);
    }

    TaskSpec task(final int id, final int price) {
        task.reset().task(id).bid(nano(price), WORK_NS).units(1, 1).bundle(1, 0, 0);
        task.preemptible = displaces;
        return task;
    }

    static long nano(final int price) {
        return price * NANO_PER_STEP;
    }

    /** Reads grants from now on, or with null only counts decisions. */
    void readInto(final FillDigest digest) {
        fills = digest;
    }

    long decisions() {
        return decisions;
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        decisions++;
        if (fills != null
                && header.wrap(buffer, offset).templateId() == GrantDecisionDecoder.TEMPLATE_ID) {
            grant.wrapAndApplyHeader(buffer, offset, header);
            fills.add(grant.task(), shape.cost(shape.poolOf(grant.instance())));
        }
    }
}
