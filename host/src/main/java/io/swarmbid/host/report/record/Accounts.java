package io.swarmbid.host.report.record;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Accounts by name, in bounded number: beyond the limit new names share one account. Not thread safe. */
final class Accounts {
    static final int MAX_NAMES = 10_000;
    static final int MAX_FOLLOWED = 512;
    private final Map<String, Account> byName = new LinkedHashMap<>();
    private final Set<String> followed = new HashSet<>();

    void settle(final String name, final Task task) {
        account(name).settle(task);
    }

    /** Follows what is held by the first names that hold anything. */
    void hold(final long at, final String name, final int kind, final double change) {
        if (followed.size() < MAX_FOLLOWED || followed.contains(name)) {
            followed.add(name);
            account(name).hold(at, kind, change);
        }
    }

    private Account account(final String name) {
        final boolean room = byName.size() < MAX_NAMES || byName.containsKey(name);
        return byName.computeIfAbsent(room ? name : Tally.REST, Account::new);
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
