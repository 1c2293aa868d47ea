package io.swarmbid.view;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;

/** A small market in which every task comes, is bid for again, and goes. What it sends can be told from the ids. */
final class ViewLoad {
    static final int VRUS = 64;
    static final int LIVE = 32;
    static final long HOUR_NS = 3_600_000_000_000L;

    private final EngineClient client;
    private final TaskSpec spec;
    private final int customer;
    private long next = 1;

    ViewLoad(final EngineClient client) {
        this.client = client.awaiting();
        spec = client.newTask();
        customer = client.symbol("acme");
        final PoolSpec pool = new PoolSpec();
        pool.pool = 1;
        pool.name = client.symbol("pool");
        pool.cost = 64_000_000;
        pool.weight = 1;
        pool.vcpu = VRUS;
        this.client.pool(pool);
        this.client.instance(1, 1);
    }

    static EngineConfig config() {
        return new EngineConfig()
                .limits(limits -> limits.tasks(256).instances(4).vrusPerInstance(VRUS).units(4))
                .ringSize(1_024);
    }

    static long bid(final long task) {
        return 1_000_000_000L + task;
    }

    /** So many tasks more, which all live on. */
    void bids(final int count) {
        for (int i = 0; i < count; i++) {
            final long task = next++;
            spec.reset().customer = customer;
            client.task(spec.task(task).bid(bid(task), HOUR_NS).units(1, 4).bundle(1, 0, 0));
        }
    }

    /** One more task, and the end of the oldest beyond so many. */
    void step() {
        final long task = next++;
        spec.reset().customer = customer;
        client.task(spec.task(task).bid(bid(task) - 1, HOUR_NS).units(1, 4).bundle(1, 0, 0));
        client.rebid(task, bid(task));
        client.telemetry(1, Kind.VCPU, (int) (task % VRUS), (int) (task % 1_000_000), task);
        if (task > LIVE) {
            client.cancel(task - LIVE);
        }
    }
}
