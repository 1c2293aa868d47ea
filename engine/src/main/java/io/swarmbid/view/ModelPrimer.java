package io.swarmbid.view;

import io.swarmbid.core.StateVisitor;
import io.swarmbid.core.StatedTask;
import io.swarmbid.state.InstanceTable;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Fills a model with the state that an engine starts from. Why a task waits is not in it: that comes with the next
 * decision about it. Before the model is fed; allocates.
 */
final class ModelPrimer implements StateVisitor {
    private final ModelTables tables;
    private final VruBlocks vrus;
    private final ModelClock clock;

    ModelPrimer(final ModelTables tables, final VruBlocks vrus, final ModelClock clock) {
        this.tables = tables;
        this.vrus = vrus;
        this.clock = clock;
    }

    @Override
    public void pool(
            final long pool,
            final int name,
            final long cost,
            final int weight,
            final int vcpu,
            final int memory,
            final int accelerator) {
        final ConflatingTable pools = tables.of(ViewTable.POOLS);
        final int slot = pools.add(pool);
        final int record = pools.record(slot);
        final UnsafeBuffer bytes = pools.memory();
        bytes.putLong(record + PoolEntry.COST, cost);
        bytes.putInt(record + PoolEntry.WEIGHT, weight);
        bytes.putInt(record + PoolEntry.VRUS, vcpu);
        bytes.putInt(record + PoolEntry.VRUS + Integer.BYTES, memory);
        bytes.putInt(record + PoolEntry.VRUS + 2 * Integer.BYTES, accelerator);
        bytes.putInt(record + PoolEntry.SYMBOL, name);
        end(pools, slot);
    }

    @Override
    public void instance(
            final long instance,
            final long pool,
            final long fleet,
            final int state,
            final long readyAtNs,
            final long deadlineNs) {
        final ConflatingTable pools = tables.of(ViewTable.POOLS);
        final int poolRecord = pools.record(pools.find(pool));
        final ConflatingTable instances = tables.of(ViewTable.INSTANCES);
        final int slot = instances.add(instance);
        final int record = instances.record(slot);
        final UnsafeBuffer bytes = instances.memory();
        final boolean isLeaving =
                state == InstanceTable.DRAINING || state == InstanceTable.INTERRUPTED;
        bytes.putLong(
                record + InstanceEntry.NORMALISED_COST,
                pools.memory().getLong(poolRecord + PoolEntry.COST)
                        / pools.memory().getInt(poolRecord + PoolEntry.WEIGHT));
        bytes.putLong(record + InstanceEntry.DEADLINE, isLeaving ? deadlineNs : TaskEntry.ABSENT);
        bytes.putLong(record + InstanceEntry.SINCE, readyAtNs);
        bytes.putInt(record + InstanceEntry.POOL, (int) pool);
        bytes.putInt(record + InstanceEntry.FLEET, (int) fleet);
        bytes.putBytes(
                record + InstanceEntry.VRUS,
                pools.memory(),
                poolRecord + PoolEntry.VRUS,
                ViewKeys.KINDS * Integer.BYTES);
        bytes.putByte(record + InstanceEntry.STATE, (byte) state);
        bytes.putByte(record + InstanceEntry.REASON, TaskEntry.NOTHING);
        end(instances, slot);
    }

    @Override
    public void price(final long instance, final int kind, final long price) {
        final ConflatingTable prices = tables.of(ViewTable.PRICES);
        final int slot = prices.add(ViewKeys.price(instance, kind));
        prices.memory().putLong(prices.record(slot) + PriceEntry.PRICE, price);
        end(prices, slot);
    }

    @Override
    public void vru(
            final long instance,
            final int kind,
            final int vru,
            final long task,
            final boolean drains,
            final boolean isHealthy,
            final int utilisationPpm,
            final long ioBytesPerSecond) {
        if (task != 0) {
            vrus.grant(instance, kind, vru, vru, (int) task);
        }
        if (drains) {
            vrus.drain(instance, kind, vru, vru, (int) task);
        }
        if (!isHealthy) {
            vrus.fault(instance, kind, vru, true);
        }
        if (utilisationPpm != 0 || ioBytesPerSecond != 0) {
            vrus.telemetry(instance, kind, vru, utilisationPpm, ioBytesPerSecond);
        }
    }

    @Override
    public void task(final StatedTask task) {
        final ConflatingTable tasks = tables.of(ViewTable.TASKS);
        final int slot = tasks.add(task.task());
        final int record = tasks.record(slot);
        final UnsafeBuffer bytes = tasks.memory();
        bytes.putLong(record + TaskEntry.INSTANCE, task.instance());
        bytes.putLong(record + TaskEntry.BID, task.bid());
        bytes.putLong(record + TaskEntry.WORK, task.workNs());
        bytes.putLong(record + TaskEntry.SLOPE, task.slope());
        bytes.putLong(record + TaskEntry.MARGIN, task.margin());
        bytes.putLong(record + TaskEntry.PRICE_TO_BEAT, TaskEntry.ABSENT);
        bytes.putLong(
                record + TaskEntry.DEADLINE,
                task.deadlineNs() == Long.MAX_VALUE ? TaskEntry.ABSENT : task.deadlineNs());
        bytes.putLong(record + TaskEntry.SINCE, task.sinceNs());
        bytes.putLong(record + TaskEntry.ARRIVAL, task.arrival());
        bytes.putLong(
                record + TaskEntry.DRAINS_UNTIL,
                task.draining() == 0 ? TaskEntry.ABSENT : task.drainsUntilNs());
        bytes.putInt(record + TaskEntry.DRAINING, task.draining());
        bytes.putLong(
                record + TaskEntry.WON_BY, task.won() == 0 ? TaskEntry.ABSENT : task.wonByNs());
        bytes.putInt(record + TaskEntry.WON, task.won());
        bytes.putInt(record + TaskEntry.CUSTOMER, task.customer());
        bytes.putInt(record + TaskEntry.CLASS, task.className());
        bytes.putInt(record + TaskEntry.UNITS, task.units());
        bytes.putInt(record + TaskEntry.MIN, task.min());
        bytes.putInt(record + TaskEntry.MAX, task.max());
        bytes.putInt(record + TaskEntry.BUNDLE, task.vcpu());
        bytes.putInt(record + TaskEntry.BUNDLE + Integer.BYTES, task.memory());
        bytes.putInt(record + TaskEntry.BUNDLE + 2 * Integer.BYTES, task.accelerator());
        bytes.putInt(record + TaskEntry.FLEET, (int) task.fleet());
        use(record, task);
        bytes.putByte(
                record + TaskEntry.STATE, task.units() == 0 ? TaskEntry.QUEUED : TaskEntry.RUNNING);
        bytes.putByte(record + TaskEntry.REASON, TaskEntry.NOTHING);
        bytes.putByte(record + TaskEntry.KIND, TaskEntry.NOTHING);
        bytes.putByte(record + TaskEntry.FINDING, TaskEntry.NOTHING);
        end(tasks, slot);
    }

    /** No use at all is what the state has of a task whose use nobody told. */
    private void use(final int record, final StatedTask task) {
        final UnsafeBuffer bytes = tables.of(ViewTable.TASKS).memory();
        final boolean isKnown =
                (task.vcpuUsePpm() | task.memoryUsePpm() | task.acceleratorUsePpm()) != 0
                        || task.ioBytesPerSecond() != 0;
        bytes.putInt(record + TaskEntry.USE, isKnown ? task.vcpuUsePpm() : -1);
        bytes.putInt(record + TaskEntry.USE + Integer.BYTES, isKnown ? task.memoryUsePpm() : -1);
        bytes.putInt(
                record + TaskEntry.USE + 2 * Integer.BYTES,
                isKnown ? task.acceleratorUsePpm() : -1);
        bytes.putLong(
                record + TaskEntry.IO_BYTES_PER_SECOND,
                isKnown ? task.ioBytesPerSecond() : TaskEntry.ABSENT);
    }

    private void end(final ConflatingTable table, final int slot) {
        clock.stamp(table, slot);
        table.end(slot);
    }
}
