package io.swarmbid.host.replay;

import io.swarmbid.codec.sbe.InstanceLostCommandDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.PoolCostCommandDecoder;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmReason;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * Follows which instances were ready when and what each pool cost, and reckons what the capacity came to. Capacity is counted in
 * the pools' weights. Not threadsafe.
 */
final class CapacityMeter implements CommandListener {
    private static final double HOUR_NS = 3.6e12;

    private static final class Pool {
        final long weight;
        final long activationCost;
        final long activationDelayNs;
        long cost;
        long highestCost;
        long ready;
        double readyHours;

        Pool(
                final long weight,
                final long activationCost,
                final long activationDelayNs,
                final long cost) {
            this.weight = weight;
            this.activationCost = activationCost;
            this.activationDelayNs = activationDelayNs;
            this.cost = cost;
            highestCost = cost;
        }

        Pool copy() {
            final Pool copy = new Pool(weight, activationCost, activationDelayNs, cost);
            copy.highestCost = highestCost;
            copy.ready = ready;
            copy.readyHours = readyHours;
            return copy;
        }

        double activation() {
            return activationCost + cost * (activationDelayNs / HOUR_NS);
        }
    }

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PoolCommandDecoder poolCommand = new PoolCommandDecoder();
    private final PoolCostCommandDecoder costCommand = new PoolCostCommandDecoder();
    private final InstanceLostCommandDecoder lost = new InstanceLostCommandDecoder();
    private final SwarmDecisionDecoder swarm = new SwarmDecisionDecoder();

    /** In the order of arrival, so that a new one comes last. */
    private final Map<Long, Pool> pools = new LinkedHashMap<>();

    private final Map<Long, Pool> instances = new HashMap<>();
    private OfflineCapacity offline = new OfflineCapacity();
    private Runnable staged = () -> {};
    private Runnable undo = () -> {};
    private long sinceNs;
    private double paid;
    private double activations;
    private double dearest;
    private double cheapest;

    /** The same past, between two commands, which goes on by itself. */
    CapacityMeter fork() {
        final CapacityMeter fork = new CapacityMeter();
        final Map<Pool, Pool> copies = new HashMap<>();
        pools.forEach((id, pool) -> copies.put(pool, pool.copy()));
        pools.forEach((id, pool) -> fork.pools.put(id, copies.get(pool)));
        instances.forEach((id, pool) -> fork.instances.put(id, copies.get(pool)));
        fork.offline = offline.copy();
        fork.sinceNs = sinceNs;
        fork.paid = paid;
        fork.activations = activations;
        fork.dearest = dearest;
        fork.cheapest = cheapest;
        return fork;
    }

    @Override
    public void onCommand(
            final long sequence,
            final long atNs,
            final DirectBuffer buffer,
            final int offset,
            final long actualWorkNs) {
        staged = () -> {};
        undo = () -> {};
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case PoolCommandDecoder.TEMPLATE_ID -> {
                poolCommand.wrapAndApplyHeader(buffer, offset, header);
                final long id = poolCommand.pool();
                final Pool pool =
                        new Pool(
                                poolCommand.weight(),
                                poolCommand.activationCost(),
                                poolCommand.activationDelay(),
                                poolCommand.cost());
                settle(atNs);
                if (pools.putIfAbsent(id, pool) == null) {
                    undo = () -> pools.remove(id);
                }
            }
            case PoolCostCommandDecoder.TEMPLATE_ID -> {
                costCommand.wrapAndApplyHeader(buffer, offset, header);
                final Pool pool = pools.get(costCommand.pool());
                final long cost = costCommand.cost();
                staged = () -> costs(pool, cost, atNs);
            }
            case InstanceLostCommandDecoder.TEMPLATE_ID -> {
                lost.wrapAndApplyHeader(buffer, offset, header);
                final long instance = lost.instance();
                staged = () -> gone(instance, atNs);
            }
            default -> {
                // Changes no pool, and instances only by decisions.
            }
        }
    }

    @Override
    public void onOutcome(final boolean refused) {
        (refused ? undo : staged).run();
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        if (header.templateId() != SwarmDecisionDecoder.TEMPLATE_ID) {
            return;
        }
        swarm.wrapAndApplyHeader(buffer, offset, header);
        switch (swarm.action()) {
            case ACTIVATE -> activations += pools.get(swarm.pool()).activation();
            case READY -> {
                settle(swarm.at());
                final Pool pool = pools.get(swarm.pool());
                instances.put(swarm.instance(), pool);
                pool.ready++;
                offline.rise(pool.weight, swarm.reason() == SwarmReason.ACTIVATED);
            }
            case DEACTIVATE -> gone(swarm.instance(), swarm.at());
            default -> {
                // It stays ready, and costs.
            }
        }
    }

    private void costs(final Pool pool, final long cost, final long atNs) {
        settle(atNs);
        pool.cost = cost;
        pool.highestCost = Math.max(pool.highestCost, cost);
    }

    private void gone(final long instance, final long atNs) {
        final Pool pool = instances.remove(instance);
        if (pool != null) {
            settle(atNs);
            pool.ready--;
            offline.fall(pool.weight);
        }
    }

    /** Reckons the time since the last change. */
    private void settle(final long nowNs) {
        if (nowNs <= sinceNs) {
            return;
        }
        final double hours = (nowNs - sinceNs) / HOUR_NS;
        sinceNs = nowNs;
        double units = 0;
        double highest = 0;
        double lowest = Double.MAX_VALUE;
        final double[] entry = new double[pools.size()];
        final double[] held = new double[pools.size()];
        int place = 0;
        for (final Pool pool : pools.values()) {
            final double perUnit = (double) pool.cost / pool.weight;
            highest = Math.max(highest, perUnit);
            lowest = Math.min(lowest, perUnit);
            units += (double) pool.ready * pool.weight;
            pool.readyHours += pool.ready * hours;
            paid += (double) pool.ready * pool.cost * hours;
            entry[place] = pool.activation() / pool.weight;
            held[place++] = perUnit * hours;
        }
        if (units > 0) {
            dearest += units * highest * hours;
            cheapest += units * lowest * hours;
            offline.hold(entry, held);
        }
    }

    /** What it came to up to a time. */
    CapacityCosts costs(final long endNs) {
        final CapacityMeter ended = fork();
        ended.settle(endNs);
        double onDemand = 0;
        for (final Pool pool : ended.pools.values()) {
            onDemand += pool.readyHours * pool.highestCost;
        }
        return new CapacityCosts(
                Math.round(ended.paid),
                Math.round(ended.activations),
                Math.round(onDemand),
                Math.round(ended.dearest),
                Math.round(ended.cheapest),
                ended.offline.isKnown() ? Math.round(ended.offline.cost()) : CapacityCosts.UNKNOWN,
                Math.round(ended.offline.moves()));
    }
}
