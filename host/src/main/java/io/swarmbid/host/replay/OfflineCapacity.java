package io.swarmbid.host.replay;

import io.swarmbid.report.OfflineOptimum;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plan in hindsight pays for an amount of capacity that rises and falls. Capacity is a stack of layers, each held in some
 * pool by a plan of its own; what comes last goes first. The work is bounded: beyond it there is no plan. Not threadsafe.
 */
final class OfflineCapacity {
    private static final long MOST_WORK = 2_000_000_000L;

    /** Units that came together. */
    private static final class Layer {
        final boolean isActivated;
        OfflineOptimum plan;
        long units;

        Layer(final long units, final boolean isActivated) {
            this.units = units;
            this.isActivated = isActivated;
        }

        Layer copy() {
            final Layer copy = new Layer(units, isActivated);
            copy.plan = plan == null ? null : plan.copy();
            return copy;
        }
    }

    private final List<Layer> layers = new ArrayList<>();
    private double ended;
    private double endedMoves;
    private long work;

    OfflineCapacity copy() {
        final OfflineCapacity copy = new OfflineCapacity();
        layers.forEach(layer -> copy.layers.add(layer.copy()));
        copy.ended = ended;
        copy.endedMoves = endedMoves;
        copy.work = work;
        return copy;
    }

    /** So many units more from now on; if they were activated the plan, too, pays for entering a pool. */
    void rise(final long units, final boolean isActivated) {
        layers.add(new Layer(units, isActivated));
    }

    /** So many units less. */
    void fall(final long units) {
        long left = units;
        while (left > 0 && !layers.isEmpty()) {
            final Layer top = layers.get(layers.size() - 1);
            final long gone = Math.min(left, top.units);
            end(top, gone);
            top.units -= gone;
            left -= gone;
            if (top.units == 0) {
                layers.remove(layers.size() - 1);
            }
        }
    }

    private void end(final Layer layer, final long units) {
        if (layer.plan != null) {
            ended += layer.plan.cost() * units;
            endedMoves += (double) layer.plan.moves() * units;
        }
    }

    /**
     * A span of time over which no cost changes.
     *
     * @param entry what a unit costs to enter each pool.
     * @param held what it costs in each over the span.
     */
    void hold(final double[] entry, final double[] held) {
        work += (long) layers.size() * entry.length;
        if (work > MOST_WORK) {
            return;
        }
        for (final Layer layer : layers) {
            if (layer.plan == null) {
                layer.plan =
                        new OfflineOptimum(layer.isActivated ? entry : new double[entry.length]);
            } else {
                layer.plan.mayMove(entry);
            }
            layer.plan.hold(held);
        }
    }

    boolean isKnown() {
        return work <= MOST_WORK;
    }

    /** What all layers have cost up to now. */
    double cost() {
        double cost = ended;
        for (final Layer layer : layers) {
            cost += layer.plan == null ? 0 : layer.plan.cost() * layer.units;
        }
        return cost;
    }

    /** Their moves, in units of capacity. */
    double moves() {
        double moves = endedMoves;
        for (final Layer layer : layers) {
            moves += layer.plan == null ? 0 : (double) layer.plan.moves() * layer.units;
        }
        return moves;
    }
}
