package io.swarmbid.simulation;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.InlineEngine;
import io.swarmbid.pipeline.SwarmEngine;

/** One simulated day. */
final class SystemDay {
    private SystemDay() {}

    /**
     * Runs the day of a seed.
     *
     * @return what happened.
     * @throws AssertionError or whatever stopped the engine, if an invariant broke.
     */
    static Tally run(final long seed) {
        final Conditions conditions = new Conditions(seed);
        final Agenda agenda = new Agenda();
        final Tally tally = new Tally();
        final SymbolTable symbols = new SymbolTable();
        final UnreliableHost host = new UnreliableHost(conditions, agenda, tally);
        try (Lockstep lockstep = new Lockstep(conditions.settings, symbols, tally)) {
            final InlineEngine engine =
                    SwarmEngine.inline(
                            new EngineConfig()
                                    .settings(conditions.settings)
                                    .symbols(symbols)
                                    .clock(agenda)
                                    .onCommand(lockstep)
                                    .onDecision(lockstep)
                                    .onDecision(host));
            try (engine) {
                final EngineClient client = engine.client();
                host.use(client);
                new Disturbances(conditions, agenda, client, host, tally).begin();
                new Customers(conditions, agenda, client, host).begin();
                new Telemetry(conditions, agenda, client, host, tally).begin();
                final Runnable timers = () -> fireTimers(engine, conditions, lockstep);
                boolean goesOn = true;
                while (goesOn) {
                    goesOn = agenda.takeNext(Conditions.DAY, timers) && engine.isOpen();
                }
            }
            lockstep.end(engine.stateDigest());
        }
        return tally;
    }

    private static void fireTimers(
            final InlineEngine engine, final Conditions conditions, final Lockstep lockstep) {
        if (conditions.polls) {
            lockstep.beforeTimers();
            engine.poll();
        }
    }
}
