package io.swarmbid.bench.switching;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.report.OfflineOptimum;
import io.swarmbid.state.Accumulators;
import io.swarmbid.swarm.PoolSwitch;

/**
 * What holding one capacity unit costs under several rules, when moving it to a market costs a time of that market's price.
 * Amounts are femto-currency per hour times nanoseconds, as doubles: they are only reported.
 */
final class Rules {
    /** Total cost, moves included, and the moves. */
    record Outcome(double cost, long moves) {}

    private Rules() {}

    private static double held(final PricePath path, final int row, final int market) {
        return (double) path.costs()[row][market] * path.lengthNs(row);
    }

    private static double move(
            final PricePath path, final int row, final int market, final long delayNs) {
        return (double) path.costs()[row][market] * delayNs;
    }

    /** Stays where it was cheapest at the start. */
    static Outcome stay(final PricePath path) {
        final int market = path.cheapest(0);
        double cost = 0;
        for (int row = 0; row < path.rows() - 1; row++) {
            cost += held(path, row, market);
        }
        return new Outcome(cost, 0);
    }

    /** Always holds the cheapest. */
    static Outcome follow(final PricePath path, final long delayNs) {
        int market = path.cheapest(0);
        double cost = 0;
        int moves = 0;
        for (int row = 0; row < path.rows() - 1; row++) {
            final int cheapest = path.cheapest(row);
            if (path.costs()[row][cheapest] < path.costs()[row][market]) {
                market = cheapest;
                cost += move(path, row, market, delayNs);
                moves++;
            }
            cost += held(path, row, market);
        }
        return new Outcome(cost, moves);
    }

    /** The engine's rule, which sees only the past. */
    static Outcome regret(final PricePath path, final long delayNs) {
        int market = path.cheapest(0);
        double cost = 0;
        int moves = 0;
        try (Arena arena = new Arena(1 << 20)) {
            final PoolSwitch rule =
                    new PoolSwitch(
                            new Accumulators(arena, MemoryTag.FLEETS, path.markets()),
                            path.markets());
            for (int row = 0; row < path.rows() - 1; row++) {
                final long end = path.atNs()[row + 1];
                long now = path.atNs()[row];
                while (now < end) {
                    final int target = look(rule, path, row, market, delayNs, now);
                    if (target != PoolSwitch.NONE) {
                        rule.restart(0);
                        market = target;
                        cost += move(path, row, market, delayNs);
                        moves++;
                        continue;
                    }
                    final long next = Math.min(end, rule.nextNs());
                    cost += (double) path.costs()[row][market] * (next - now);
                    now = next;
                }
            }
        }
        return new Outcome(cost, moves);
    }

    private static int look(
            final PoolSwitch rule,
            final PricePath path,
            final int row,
            final int held,
            final long delayNs,
            final long now) {
        rule.begin(path.markets());
        for (int market = 0; market < path.markets(); market++) {
            rule.offer(market, market, path.costs()[row][market], delayNs, 0);
        }
        return rule.judge(0, held, now);
    }

    /** The least cost of all, knowing the whole path. */
    static Outcome optimum(final PricePath path, final long delayNs) {
        final int markets = path.markets();
        final OfflineOptimum optimum = new OfflineOptimum(new double[markets]);
        final double[] moves = new double[markets];
        final double[] held = new double[markets];
        for (int row = 0; row < path.rows() - 1; row++) {
            for (int market = 0; market < markets; market++) {
                moves[market] = move(path, row, market, delayNs);
                held[market] = held(path, row, market);
            }
            if (row > 0) {
                optimum.mayMove(moves);
            }
            optimum.hold(held);
        }
        return new Outcome(optimum.cost(), optimum.moves());
    }
}
