package io.swarmbid.peers.trace;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Commands of a market in which every task wants one VRU for equally long, drawn from a seed: first the market fills,
 * then come the commands that are timed, then all tasks go, so that the trace can be played again and again.
 *
 * <ul>
 *   <li>A third of the timed commands are rebids of a task that waits, as long as one does; the rest are bids and departures in
 *       balance around the live tasks that the shape asks for. Who goes is drawn among all live tasks.
 *   <li>Prices are uniform from 1,201 to 4,199 steps, never a pool's cost. A rebid goes to the next price up at which the task
 *       comes last by arrival: an order that is moved loses its place there, a task that rebids does not, and so it is the same.
 * </ul>
 *
 * Drawn so before any figure was seen.
 */
public final class MarketTrace {
    /** A new task with a price. */
    public static final byte BID = 0;

    /** A new price for a task that waits. */
    public static final byte REBID = 1;

    /** A task that waits goes. */
    public static final byte WITHDRAW = 2;

    /** A task that runs goes; the price is the cost of the VRU that it gives back. */
    public static final byte END = 3;

    /** Above every price. */
    public static final int PRICE_LIMIT = 5_000;

    private static final int LOWEST = 1_201;
    private static final int HIGHEST = 4_199;

    private final MarketShape shape;
    private final SplittableRandom random;
    private final PlainMarket market;
    private byte[] operations;
    private int[] tasks;
    private int[] prices;
    private int length;
    private final int timedFrom;
    private final int timedTo;
    private final int[] live;
    private int liveCount;
    private int lastTask;

    private MarketTrace(final MarketShape shape) {
        this.shape = shape;
        random = new SplittableRandom(shape.seed());
        market = new PlainMarket(shape);
        live = new int[2 * shape.tasks() + 1];
        final int most = 2 * shape.tasks() + 2 * shape.commands() + 16;
        operations = new byte[most];
        tasks = new int[most];
        prices = new int[most];
        while (liveCount < shape.tasks()) {
            bid();
        }
        timedFrom = length;
        while (length < timedFrom + shape.commands()) {
            step();
        }
        timedTo = length;
        drain();
        operations = Arrays.copyOf(operations, length);
        tasks = Arrays.copyOf(tasks, length);
        prices = Arrays.copyOf(prices, length);
    }

    /** Draws a trace. */
    public static MarketTrace draw(final MarketShape shape) {
        return new MarketTrace(shape);
    }

    private void step() {
        final boolean rebids = random.nextInt(3) == 0;
        final int chosen = random.nextInt(liveCount);
        if (rebids && market.waiting() > 0) {
            rebid();
        } else if (random.nextInt(2 * shape.tasks()) >= liveCount) {
            bid();
        } else {
            leave(chosen);
        }
    }

    private void bid() {
        final int task = ++lastTask;
        final int price = price();
        add(BID, task, price);
        market.bid(task, price);
        live[liveCount++] = task;
    }

    private void rebid() {
        int task;
        do {
            task = live[random.nextInt(liveCount)];
        } while (market.poolOf(task) != PlainMarket.WAITS);
        int price = price();
        while (price % 250 == 0 || !market.comesLast(task, price)) {
            price++;
        }
        if (price > HIGHEST) {
            price = HIGHEST + 1 + random.nextInt(PRICE_LIMIT - HIGHEST - 1);
            if (price % 250 == 0 || !market.comesLast(task, price)) {
                return;
            }
        }
        add(REBID, task, price);
        market.rebid(task, price);
    }

    private void leave(final int place) {
        final int task = live[place];
        live[place] = live[--liveCount];
        final int pool = market.poolOf(task);
        if (pool == PlainMarket.WAITS) {
            add(WITHDRAW, task, 0);
            market.withdraw(task);
        } else {
            add(END, task, shape.cost(pool));
            market.end(task);
        }
    }

    /** Those who wait go first, so that nobody starts any more. */
    private void drain() {
        for (int place = liveCount - 1; place >= 0; place--) {
            if (market.poolOf(live[place]) == PlainMarket.WAITS) {
                leave(place);
            }
        }
        while (liveCount > 0) {
            leave(liveCount - 1);
        }
    }

    private int price() {
        final int price = random.nextInt(LOWEST, HIGHEST + 1);
        return price % 250 == 0 ? price + 1 : price;
    }

    private void add(final byte operation, final int task, final int price) {
        operations[length] = operation;
        tasks[length] = task;
        prices[length] = price;
        length++;
    }

    /** What it was drawn from. */
    public MarketShape shape() {
        return shape;
    }

    /** All commands, those that fill and empty the market too. */
    public int length() {
        return length;
    }

    /** The first command that is timed. */
    public int timedFrom() {
        return timedFrom;
    }

    /** The first one after those that are timed. */
    public int timedTo() {
        return timedTo;
    }

    /** {@link #BID}, {@link #REBID}, {@link #WITHDRAW} or {@link #END}. */
    public byte operation(final int index) {
        return operations[index];
    }

    /** The task, from 1 in order of arrival. */
    public int task(final int index) {
        return tasks[index];
    }

    /** Price steps: the bid, or what the VRU costs that is given back. */
    public int price(final int index) {
        return prices[index];
    }

    /** How many of the timed commands are of this operation. */
    public int count(final byte operation) {
        int count = 0;
        for (int i = timedFrom; i < timedTo; i++) {
            count += operations[i] == operation ? 1 : 0;
        }
        return count;
    }

    /** The fills of the whole trace that are right. */
    public FillDigest fills() {
        return market.fills();
    }

    /** Price less cost, over all fills, in price steps. */
    public long surplus() {
        return market.surplus();
    }
}
