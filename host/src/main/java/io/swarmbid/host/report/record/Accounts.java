package io.swarmbid.host.report.record;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accounts by name, in bounded number: beyond the limit new names share one account. Not thread safe. */
final class Accounts {
    static final int MAX_NAMES = 10_000;
    private final Map<String, Account> byName = new LinkedHashMap<>();

    void settle(final String name, final Task task) {
        final boolean room = byName.size() < MAX_NAMES || byName.containsKey(name);
        byName.computeIfAbsent(room ? name : Tally.REST, Account::new).settle(task);
    }

    /** The highest charges first, then the most tasks, then by name. */
    List<Account> toList() {
        return byName.values().stream()
                .sorted(
                        Comparator.comparingLong(Account::charge)
                                .thenComparingLong(Account::tasks)
                                .reversed()
                                .thenComparing(Account::name))
                .toList();
    }
}
