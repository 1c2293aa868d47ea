package io.swarmbid.host.replay;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.core.EngineCore;
import java.util.function.Supplier;

/** Makes the core that a replay runs. */
@FunctionalInterface
public interface CoreFactory {
    /**
     * A core and the way to its books.
     *
     * @param core the core, to be closed by whoever asked for it.
     * @param totals reads the books as they stand at the core's last event.
     * @param watch to be called between events, for what the books say over time.
     */
    record CoreWithBooks(AllocationCore core, Supplier<Totals> totals, Runnable watch) {}

    /** Makes the engine's own core. */
    CoreFactory ENGINE =
            (settings, symbols) -> {
                final EngineCore core = new EngineCore(settings, symbols);
                final AccuracySeries accuracies = new AccuracySeries();
                return new CoreWithBooks(
                        core,
                        () -> Totals.of(core, symbols, accuracies),
                        () -> accuracies.note(core.timeNs(), core.estimates()));
            };

    /** A new core in its first state. */
    CoreWithBooks create(Settings settings, SymbolTable symbols);
}
