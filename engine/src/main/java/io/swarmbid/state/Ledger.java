package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Double entry in nano-currency: customers, pools (their balance is in the pool's record), the operator and the
 * subsidy. Every posting takes from one account what it gives to another, so that all balances sum to zero at every instant. Not
 * threadsafe.
 */
public final class Ledger {
    /** Customers that one engine can hold accounts for. */
    public static final int MAX_CUSTOMERS = 65_536;

    private static final int SYMBOL = Long.BYTES;
    private static final int LENGTH = 16;

    private final PoolTable pools;
    private final UnsafeBuffer accounts;
    private final SlotIndex index;
    private int customers;
    private long operator;
    private long subsidy;
    private long revenue;
    private long cost;

    public Ledger(final Arena arena, final PoolTable pools) {
        this.pools = pools;
        accounts = arena.allocate(MemoryTag.LEDGER, (long) MAX_CUSTOMERS * LENGTH);
        index = new SlotIndex(arena, MemoryTag.LEDGER, MAX_CUSTOMERS);
    }

    /** Opens an account for a customer's symbol if it has none; false if there is no room. */
    public boolean open(final int customer) {
        if (index.get(customer + 1L) >= 0) {
            return true;
        }
        if (customers == MAX_CUSTOMERS) {
            return false;
        }
        accounts.putInt(customers * LENGTH + SYMBOL, customer);
        index.put(customer + 1L, customers++);
        return true;
    }

    /** A charge, from the customer to the operator. */
    public void charge(final int customer, final long amount) {
        final int at = index.get(customer + 1L) * LENGTH;
        accounts.putLong(at, accounts.getLong(at) - amount);
        operator += amount;
        revenue += amount;
    }

    /** What an instance costs, from the operator to the pool. */
    public void instanceCost(final int pool, final long amount) {
        operator -= amount;
        pools.balance(pool, pools.balance(pool) + amount);
        cost += amount;
    }

    /** What an exhausted task costs, from the subsidy to the operator. */
    public void subsidise(final long amount) {
        subsidy -= amount;
        operator += amount;
    }

    /** Charged to customers so far. */
    public long revenue() {
        return revenue;
    }

    /** Paid to pools so far. */
    public long cost() {
        return cost;
    }

    /** Paid from the subsidy so far. */
    public long subsidy() {
        return -subsidy;
    }

    /** What stays with the operator: revenue + subsidy - cost. */
    public long margin() {
        return operator;
    }

    /** Balance of the operator's account. */
    public long operatorBalance() {
        return operator;
    }

    /** Balance of the subsidy's account. */
    public long subsidyBalance() {
        return subsidy;
    }

    /** Customers with an account. */
    public int customers() {
        return customers;
    }

    /** Symbol of the n-th customer. */
    public int customer(final int account) {
        return accounts.getInt(account * LENGTH + SYMBOL);
    }

    /** Balance of the n-th customer. */
    public long customerBalance(final int account) {
        return accounts.getLong(account * LENGTH);
    }

    /** Sum of all balances: zero. */
    public long sum() {
        long sum = operator + subsidy;
        for (int i = 0; i < customers; i++) {
            sum += customerBalance(i);
        }
        for (int i = 0; i < pools.size(); i++) {
            sum += pools.balance(i);
        }
        return sum;
    }
}
