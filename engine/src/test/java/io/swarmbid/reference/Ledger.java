package io.swarmbid.reference;

import java.util.Map;
import java.util.TreeMap;

/** The accounts, nano-currency. Every posting takes from one and gives to another. */
final class Ledger {
    /** What one customer paid and was paid, and what its tasks cost. */
    static final class Account {
        long charged;
        long paidForMoves;
        long receivedForMoves;
        long cost;
        long subsidy;

        long balance() {
            return receivedForMoves - charged;
        }
    }

    /** Accounts with an entry, by the hash of the customer's name, as unsigned numbers. */
    final Map<Long, Account> customers = new TreeMap<>(Long::compareUnsigned);

    final Map<Long, Long> pools = new TreeMap<>();
    long operator;
    long subsidy;

    private Account account(final long customerHash) {
        return customers.computeIfAbsent(customerHash, hash -> new Account());
    }

    void charge(final long customerHash, final long amount) {
        if (amount != 0) {
            account(customerHash).charged += amount;
            operator = Math.addExact(operator, amount);
        }
    }

    void noteCost(final long customerHash, final long amount) {
        if (amount != 0) {
            account(customerHash).cost += amount;
        }
    }

    void payPool(final long pool, final long amount) {
        operator = Math.subtractExact(operator, amount);
        pools.merge(pool, amount, Math::addExact);
    }

    void subsidise(final long customerHash, final long amount) {
        if (amount != 0) {
            account(customerHash).subsidy += amount;
            subsidy = Math.subtractExact(subsidy, amount);
            operator = Math.addExact(operator, amount);
        }
    }

    /** The displaced customer gets the whole move cost, of which its challenger's pays a part. */
    void move(
            final long challengerHash,
            final long displacedHash,
            final long paid,
            final long moveCost) {
        if (paid > 0) {
            account(challengerHash).charged += paid;
            account(challengerHash).paidForMoves += paid;
        }
        account(displacedHash).receivedForMoves += moveCost;
        account(displacedHash).subsidy += moveCost - paid;
        subsidy = Math.subtractExact(subsidy, moveCost - paid);
    }

    long sum() {
        long sum = operator + subsidy;
        for (final Account account : customers.values()) {
            sum += account.balance();
        }
        for (final long balance : pools.values()) {
            sum += balance;
        }
        return sum;
    }
}
