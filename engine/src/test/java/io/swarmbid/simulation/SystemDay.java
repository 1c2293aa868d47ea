package io.swarmbid.simulation;

import io.swarmbid.codec.SymbolTable;
import java.nio.file.Path;

/** One simulated day. */
final class SystemDay {
    private SystemDay() {}

    /**
     * Runs the day of a seed.
     *
     * @param root empty directory for journals.
     * @return what happened.
     * @throws AssertionError or whatever stopped the engine, if an invariant broke.
     */
    static Tally run(final long seed, final Path root) {
        final Conditions conditions = new Conditions(seed);
        final Agenda agenda = new Agenda();
        final Tally tally = new Tally();
        final SymbolTable symbols = new SymbolTable();
        Customers.NAMES.forEach(symbols::intern);
        final UnreliableHost host = new UnreliableHost(conditions, agenda, tally);
        try (Lockstep lockstep = new Lockstep(conditions.settings, symbols, tally);
                Installation installation =
                        new Installation(
                                conditions, agenda, lockstep, host, tally, Customers.NAMES, root)) {
            new Disturbances(conditions, agenda, installation, host, tally).begin();
            new Customers(conditions, agenda, installation, host).begin();
            new Telemetry(conditions, agenda, installation, host, tally).begin();
            final Runnable timers =
                    () -> {
                        if (conditions.polls) {
                            installation.fireTimers();
                        }
                    };
            boolean goesOn = true;
            while (goesOn) {
                goesOn = agenda.takeNext(Conditions.DAY, timers) && installation.isUp();
            }
            lockstep.end(installation.end());
        }
        return tally;
    }
}
