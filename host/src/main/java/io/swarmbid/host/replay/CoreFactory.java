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
     */
    record CoreWithBooks(AllocationCore core, Supplier<Totals> totals) {}

    /** Makes the engine's own core. */
    CoreFactory ENGINE =
            (settings, symbols) -> {
                final EngineCore core = new EngineCore(settings, symbols);
                return new CoreWithBooks(core, () -> Totals.of(core, symbols));
            };

    /** A new core in its first state. */
    CoreWithBooks create(Settings settings, SymbolTable symbols);
}
