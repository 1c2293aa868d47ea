package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.Counters;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;

/**
 * Double entry in nano-currency: customers, pools (their balance is in the pool's record), the operator and the
 * subsidy. Every posting takes from one account what it gives to another, so that all balances sum to zero at every instant. Not
 * threadsafe.
 */
public final class Ledger {
    /** Customers that one engine can hold accounts for. */
    public static final int MAX_CUSTOMERS = 65_536;

    private static final int CUSTOMERS = 0;
    private static final int OPERATOR = 1;
    private static final int SUBSIDIES = 2;
    private static final int REVENUE = 3;
    private static final int COSTS = 4;
    private static final int TOTALS = 5;

    private static final int BALANCE = 0;
    private static final int CHARGED = BALANCE + Long.BYTES;
    private static final int PAID_FOR_MOVES = CHARGED + Long.BYTES;
    private static final int RECEIVED_FOR_MOVES = PAID_FOR_MOVES + Long.BYTES;
    private static final int COST = RECEIVED_FOR_MOVES + Long.BYTES;
    private static final int SUBSIDY = COST + Long.BYTES;
    private static final int SYMBOL = SUBSIDY + Long.BYTES;
    private static final int LENGTH = SYMBOL + Long.BYTES;

    private final PoolTable pools;
    private final Block accounts;
    private final SlotIndex index;
    private final Counters totals;

    public Ledger(final Arena arena, final PoolTable pools) {
        this.pools = pools;
        accounts = arena.allocate(MemoryTag.LEDGER, (long) MAX_CUSTOMERS * LENGTH);
        index = new SlotIndex(arena, MemoryTag.LEDGER, MAX_CUSTOMERS);
        totals = new Counters(arena, MemoryTag.LEDGER, TOTALS);
    }

    /** Opens an account for a customer's symbol if it has none; false if there is no room. */
    public boolean open(final int customer) {
        if (index.get(customer + 1L) >= 0) {
            return true;
        }
        final int account = customers();
        if (account == MAX_CUSTOMERS) {
            return false;
        }
        accounts.putInt(account * LENGTH + SYMBOL, customer);
        index.put(customer + 1L, account);
        totals.add(CUSTOMERS, 1);
        return true;
    }

    /**
     * What a task of the customer's has accrued: its charge, from the customer to the operator; its cost, which is noted;
     * and the share of both that the subsidy pays to the operator.
     */
    public void accrued(
            final int customer, final long charge, final long taskCost, final long subsidised) {
        final int at = at(customer);
        add(at + BALANCE, -charge);
        add(at + CHARGED, charge);
        add(at + COST, taskCost);
        add(at + SUBSIDY, subsidised);
        totals.add(OPERATOR, charge + subsidised);
        totals.add(SUBSIDIES, -subsidised);
        totals.add(REVENUE, charge);
    }

    /**
     * A move cost: what the challenger's customer pays goes to the displaced one's, and the subsidy adds what is lacking.
     */
    public void move(
            final int challenger, final int displaced, final long paid, final long subsidised) {
        final int from = at(challenger);
        add(from + BALANCE, -paid);
        add(from + CHARGED, paid);
        add(from + PAID_FOR_MOVES, paid);
        final int to = at(displaced);
        add(to + BALANCE, paid + subsidised);
        add(to + RECEIVED_FOR_MOVES, paid + subsidised);
        add(to + SUBSIDY, subsidised);
        totals.add(SUBSIDIES, -subsidised);
        totals.add(REVENUE, -subsidised);
    }

    private int at(final int customer) {
        return index.get(customer + 1L) * LENGTH;
    }

    private void add(final int at, final long amount) {
        accounts.putLong(at, accounts.getLong(at) + amount);
    }

    /** What an instance costs, from the operator to the pool. */
    public void instanceCost(final int pool, final long amount) {
        totals.add(OPERATOR, -amount);
        pools.balance(pool, pools.balance(pool) + amount);
        totals.add(COSTS, amount);
    }

    /** What customers have paid so far, less what they were paid for moves. */
    public long revenue() {
        return totals.get(REVENUE);
    }

    /** Paid to pools so far. */
    public long cost() {
        return totals.get(COSTS);
    }

    /** Paid from the subsidy so far. */
    public long subsidy() {
        return -totals.get(SUBSIDIES);
    }

    /** What stays with the operator: revenue + subsidy - cost. */
    public long margin() {
        return totals.get(OPERATOR);
    }

    /** Balance of the operator's account. */
    public long operatorBalance() {
        return totals.get(OPERATOR);
    }

    /** Balance of the subsidy's account. */
    public long subsidyBalance() {
        return totals.get(SUBSIDIES);
    }

    /** Customers with an account. */
    public int customers() {
        return totals.getInt(CUSTOMERS);
    }

    /** Symbol of the n-th customer. */
    public int customer(final int account) {
        return accounts.getInt(account * LENGTH + SYMBOL);
    }

    /** Balance of the n-th customer: what it received for moves less what it was charged. */
    public long customerBalance(final int account) {
        return accounts.getLong(account * LENGTH + BALANCE);
    }

    /** What the n-th customer was charged so far, for VRUs and for moves. */
    public long customerCharged(final int account) {
        return accounts.getLong(account * LENGTH + CHARGED);
    }

    /** What of it the n-th customer was charged because its tasks displaced others. */
    public long customerPaidForMoves(final int account) {
        return accounts.getLong(account * LENGTH + PAID_FOR_MOVES);
    }

    /** What the n-th customer was paid because its tasks were displaced. */
    public long customerReceivedForMoves(final int account) {
        return accounts.getLong(account * LENGTH + RECEIVED_FOR_MOVES);
    }

    /** Cost of the VRUs that the n-th customer's tasks held. */
    public long customerCost(final int account) {
        return accounts.getLong(account * LENGTH + COST);
    }

    /** What the subsidy has paid on account of the n-th customer's tasks. */
    public long customerSubsidy(final int account) {
        return accounts.getLong(account * LENGTH + SUBSIDY);
    }

    /** Sum of all balances: zero. */
    public long sum() {
        long sum = totals.get(OPERATOR) + totals.get(SUBSIDIES);
        for (int i = 0; i < customers(); i++) {
            sum += customerBalance(i);
        }
        for (int i = 0; i < pools.size(); i++) {
            sum += pools.balance(i);
        }
        return sum;
    }
}
