package io.swarmbid.view;

import io.swarmbid.codec.sbe.ActivationFailedCommandDecoder;
import io.swarmbid.codec.sbe.InstanceLostCommandDecoder;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.PoolCostCommandDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.codec.sbe.TelemetryCommandDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Pools, instances and prices as the rule book says that they change. What the engine refuses is known here beforehand,
 * by the same ids. Decision thread.
 */
final class SwarmModel {
    private final ConflatingTable pools;
    private final ConflatingTable instances;
    private final ConflatingTable prices;
    private final VruBlocks vrus;
    private final ModelClock clock;

    SwarmModel(final ModelTables tables, final VruBlocks vrus, final ModelClock clock) {
        pools = tables.of(ViewTable.POOLS);
        instances = tables.of(ViewTable.INSTANCES);
        prices = tables.of(ViewTable.PRICES);
        this.vrus = vrus;
        this.clock = clock;
    }

    void pool(final PoolCommandDecoder pool) {
        final int slot =
                pools.find(pool.pool()) == ConflatingTable.MISSING
                        ? pools.add(pool.pool())
                        : ConflatingTable.MISSING;
        if (slot == ConflatingTable.MISSING) {
            return;
        }
        final UnsafeBuffer memory = pools.memory();
        final int record = pools.record(slot);
        memory.putLong(record + PoolEntry.COST, pool.cost());
        memory.putInt(record + PoolEntry.WEIGHT, pool.weight());
        memory.putInt(record + PoolEntry.VRUS, pool.vcpu());
        memory.putInt(record + PoolEntry.VRUS + Integer.BYTES, pool.memory());
        memory.putInt(record + PoolEntry.VRUS + 2 * Integer.BYTES, pool.accelerator());
        memory.putInt(record + PoolEntry.SYMBOL, pool.name());
        end(pools, slot);
    }

    void poolCost(final PoolCostCommandDecoder command) {
        final int slot = pools.find(command.pool());
        if (slot != ConflatingTable.MISSING) {
            pools.memory().putLong(pools.begin(slot) + PoolEntry.COST, command.cost());
            end(pools, slot);
        }
    }

    void telemetry(final TelemetryCommandDecoder sample) {
        if (has(sample.instance(), sample.kind().value(), sample.vru())) {
            vrus.telemetry(
                    sample.instance(),
                    sample.kind().value(),
                    sample.vru(),
                    sample.utilisation(),
                    sample.ioBytesPerSecond());
        }
    }

    void fault(final long instance, final int kind, final int vru, final boolean isFaulty) {
        if (has(instance, kind, vru)) {
            vrus.fault(instance, kind, vru, isFaulty);
        }
    }

    void instanceLost(final InstanceLostCommandDecoder command) {
        final int slot = instances.find(command.instance());
        if (slot != ConflatingTable.MISSING && state(slot) != InstanceEntry.ACTIVATING) {
            remove(command.instance(), slot);
        }
    }

    void activationFailed(final ActivationFailedCommandDecoder command) {
        final int slot = instances.find(command.instance());
        if (slot != ConflatingTable.MISSING && state(slot) == InstanceEntry.ACTIVATING) {
            remove(command.instance(), slot);
        }
    }

    void swarm(final SwarmDecisionDecoder decision) {
        final long instance = decision.instance();
        int slot = instances.find(instance);
        if (decision.action() == SwarmAction.DEACTIVATE) {
            if (slot != ConflatingTable.MISSING) {
                remove(instance, slot);
            }
            return;
        }
        if (slot == ConflatingTable.MISSING) {
            slot = instances.add(instance);
            if (slot == ConflatingTable.MISSING) {
                return;
            }
            shape(slot, decision.pool());
        } else {
            instances.begin(slot);
        }
        final UnsafeBuffer memory = instances.memory();
        final int record = instances.record(slot);
        memory.putLong(record + InstanceEntry.NORMALISED_COST, decision.normalisedCost());
        memory.putLong(
                record + InstanceEntry.DEADLINE,
                decision.deadline() == SwarmDecisionDecoder.deadlineNullValue()
                        ? TaskEntry.ABSENT
                        : decision.deadline());
        memory.putLong(record + InstanceEntry.SINCE, decision.at());
        memory.putInt(record + InstanceEntry.FLEET, (int) decision.fleet());
        memory.putByte(
                record + InstanceEntry.STATE,
                switch (decision.action()) {
                    case ACTIVATE -> InstanceEntry.ACTIVATING;
                    case READY -> InstanceEntry.READY;
                    case DRAIN -> InstanceEntry.DRAINING;
                    default -> InstanceEntry.INTERRUPTED;
                });
        memory.putByte(record + InstanceEntry.REASON, (byte) decision.reason().value());
        end(instances, slot);
    }

    /** An instance is as large as its pool says. */
    private void shape(final int slot, final long pool) {
        final int record = instances.record(slot);
        instances.memory().putInt(record + InstanceEntry.POOL, (int) pool);
        final int poolSlot = pools.find(pool);
        if (poolSlot != ConflatingTable.MISSING) {
            instances
                    .memory()
                    .putBytes(
                            record + InstanceEntry.VRUS,
                            pools.memory(),
                            pools.record(poolSlot) + PoolEntry.VRUS,
                            ViewKeys.KINDS * Integer.BYTES);
        }
    }

    void price(final PriceDecisionDecoder price) {
        if (instances.find(price.instance()) == ConflatingTable.MISSING) {
            return;
        }
        final long key = ViewKeys.price(price.instance(), price.kind().value());
        int slot = prices.find(key);
        if (slot == ConflatingTable.MISSING) {
            slot = prices.add(key);
        } else {
            prices.begin(slot);
        }
        if (slot != ConflatingTable.MISSING) {
            prices.memory().putLong(prices.record(slot) + PriceEntry.PRICE, price.price());
            end(prices, slot);
        }
    }

    /** Whether an instance is there; VRUs of one that is gone belong to nobody. */
    boolean isThere(final long instance) {
        return instances.find(instance) != ConflatingTable.MISSING;
    }

    /** Frees all that a task has on an instance. */
    void release(final long instance, final int task) {
        final int slot = instances.find(instance);
        if (slot != ConflatingTable.MISSING) {
            for (int kind = 0; kind < ViewKeys.KINDS; kind++) {
                vrus.release(instance, kind, count(slot, kind), task);
            }
        }
    }

    /** Frees all that a task has drained on an instance. */
    void endDrain(final long instance, final int task) {
        final int slot = instances.find(instance);
        if (slot != ConflatingTable.MISSING) {
            for (int kind = 0; kind < ViewKeys.KINDS; kind++) {
                vrus.endDrain(instance, kind, count(slot, kind), task);
            }
        }
    }

    private void remove(final long instance, final int slot) {
        for (int kind = 0; kind < ViewKeys.KINDS; kind++) {
            vrus.remove(instance, kind, count(slot, kind));
            final int price = prices.find(ViewKeys.price(instance, kind));
            if (price != ConflatingTable.MISSING) {
                prices.remove(price);
            }
        }
        instances.remove(slot);
    }

    private boolean has(final long instance, final int kind, final int vru) {
        final int slot = instances.find(instance);
        return slot != ConflatingTable.MISSING
                && state(slot) != InstanceEntry.ACTIVATING
                && vru >= 0
                && vru < count(slot, kind);
    }

    private int count(final int slot, final int kind) {
        return instances
                .memory()
                .getInt(instances.record(slot) + InstanceEntry.VRUS + kind * Integer.BYTES);
    }

    private byte state(final int slot) {
        return instances.memory().getByte(instances.record(slot) + InstanceEntry.STATE);
    }

    private void end(final ConflatingTable table, final int slot) {
        clock.stamp(table, slot);
        table.end(slot);
    }
}
