package io.swarmbid.report;

import java.util.Arrays;

/**
 * The least that holding one unit of capacity over time can cost, in whichever pool, moves included, for one who knows what each
 * pool is going to cost. Exact: dynamic programming over time and pools, in one pass forwards that keeps the least
 * cost of being in each pool now. All costs are in one unit of the caller's choice. Not threadsafe.
 */
public final class OfflineOptimum {
    private double[] cost;
    private long[] moves;

    /**
     * At the beginning, in any pool.
     *
     * @param entry what it costs to begin in each pool.
     */
    public OfflineOptimum(final double[] entry) {
        cost = entry.clone();
        moves = new long[entry.length];
    }

    /** The same past, which goes on by itself. */
    public OfflineOptimum copy() {
        final OfflineOptimum copy = new OfflineOptimum(cost);
        copy.moves = moves.clone();
        return copy;
    }

    /**
     * An instant at which it may move, from any pool to any other.
     *
     * @param move what a move into each pool costs now. There may be more pools than before: nobody is in those yet.
     */
    public void mayMove(final double[] move) {
        if (cost.length < move.length) {
            final int known = cost.length;
            cost = Arrays.copyOf(cost, move.length);
            moves = Arrays.copyOf(moves, move.length);
            Arrays.fill(cost, known, move.length, Double.POSITIVE_INFINITY);
        }
        final int best = best();
        final double leastCost = cost[best];
        final long leastMoves = moves[best];
        for (int pool = 0; pool < move.length; pool++) {
            final double moved = leastCost + move[pool];
            if (moved < cost[pool] || moved == cost[pool] && leastMoves + 1 < moves[pool]) {
                cost[pool] = moved;
                moves[pool] = leastMoves + 1;
            }
        }
    }

    /**
     * A span of time without a move.
     *
     * @param held what the unit costs in each pool over it.
     */
    public void hold(final double[] held) {
        for (int pool = 0; pool < cost.length; pool++) {
            cost[pool] += held[pool];
        }
    }

    private int best() {
        int best = 0;
        for (int pool = 1; pool < cost.length; pool++) {
            final boolean isLess = cost[pool] < cost[best];
            best = isLess || cost[pool] == cost[best] && moves[pool] < moves[best] ? pool : best;
        }
        return best;
    }

    /** The least cost up to now. */
    public double cost() {
        return cost[best()];
    }

    /** The fewest moves of a plan that has that cost. */
    public long moves() {
        return moves[best()];
    }
}
