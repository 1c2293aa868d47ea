package io.swarmbid.peers.trace;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A market in its plainest form: equal bids of one VRU by price, then arrival; free VRUs by cost. Nobody is displaced.
 * With equal durations the order of margins is the order of prices, so an auction of VRUs and an order book must agree.
 */
final class PlainMarket {
    /** In place of a pool: the task waits. */
    static final int WAITS = -1;

    private final MarketShape shape;
    private final int[] free;
    private final TreeMap<Integer, ArrayDeque<Integer>> waiting = new TreeMap<>();
    private final Map<Integer, Integer> bids = new HashMap<>();
    private final Map<Integer, Integer> pools = new HashMap<>();
    private final FillDigest fills = new FillDigest();
    private long surplus;
    private int waitingCount;

    PlainMarket(final MarketShape shape) {
        this.shape = shape;
        free = new int[shape.pools()];
        Arrays.fill(free, shape.poolVrus());
    }

    /** The pool in which a live task has its VRU, or {@link #WAITS}. */
    int poolOf(final int task) {
        return pools.get(task);
    }

    int waiting() {
        return waitingCount;
    }

    FillDigest fills() {
        return fills;
    }

    long surplus() {
        return surplus;
    }

    /** Whether a task that rebids to this price comes last there by arrival too, as an order that is moved does. */
    boolean comesLast(final int task, final int price) {
        final ArrayDeque<Integer> level = waiting.get(price);
        return level == null || level.peekLast() < task;
    }

    /** A new task; those that came later have higher numbers. */
    void bid(final int task, final int price) {
        for (int pool = 0; pool < free.length; pool++) {
            if (free[pool] > 0 && shape.cost(pool) < price) {
                free[pool]--;
                bids.put(task, price);
                fill(task, pool);
                return;
            }
        }
        bids.put(task, price);
        pools.put(task, WAITS);
        waiting.computeIfAbsent(price, none -> new ArrayDeque<>()).addLast(task);
        waitingCount++;
    }

    /** Another price for a task that waits. */
    void rebid(final int task, final int price) {
        withdraw(task);
        bid(task, price);
    }

    /** A task that waits goes. */
    void withdraw(final int task) {
        final int price = bids.remove(task);
        pools.remove(task);
        final ArrayDeque<Integer> level = waiting.get(price);
        level.remove(task);
        waitingCount--;
        if (level.isEmpty()) {
            waiting.remove(price);
        }
    }

    /** A task that runs goes, and its VRU is for the best that waits. */
    void end(final int task) {
        bids.remove(task);
        final int pool = pools.remove(task);
        if (waiting.isEmpty() || waiting.lastKey() <= shape.cost(pool)) {
            free[pool]++;
            return;
        }
        final int price = waiting.lastKey();
        final ArrayDeque<Integer> level = waiting.get(price);
        final int next = level.removeFirst();
        waitingCount--;
        if (level.isEmpty()) {
            waiting.remove(price);
        }
        fill(next, pool);
    }

    private void fill(final int task, final int pool) {
        pools.put(task, pool);
        fills.add(task, shape.cost(pool));
        surplus += bids.get(task) - shape.cost(pool);
    }
}
