package io.swarmbid.reference;

import java.util.Map;
import java.util.TreeMap;

/** The accounts, nano-currency. Every posting takes from one and gives to another. */
final class Ledger {
    /** Balances by the hash of the customer's name, as unsigned numbers. */
    final Map<Long, Long> customers = new TreeMap<>(Long::compareUnsigned);

    final Map<Long, Long> pools = new TreeMap<>();
    long operator;
    long subsidy;

    void charge(final long customerHash, final long amount) {
        if (amount != 0) {
            customers.merge(customerHash, -amount, Math::addExact);
            operator = Math.addExact(operator, amount);
        }
    }

    void payPool(final long pool, final long amount) {
        operator = Math.subtractExact(operator, amount);
        pools.merge(pool, amount, Math::addExact);
    }

    void subsidise(final long amount) {
        subsidy = Math.subtractExact(subsidy, amount);
        operator = Math.addExact(operator, amount);
    }

    long sum() {
        long sum = operator + subsidy;
        for (final long balance : customers.values()) {
            sum += balance;
        }
        for (final long balance : pools.values()) {
            sum += balance;
        }
        return sum;
    }
}
