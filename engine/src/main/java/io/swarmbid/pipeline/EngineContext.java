package io.swarmbid.pipeline;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/** What {@link EngineConfig#conclude} found good. Immutable. */
record EngineContext(
        Settings settings,
        SymbolTable symbols,
        int decisionRingSize,
        WaitStrategy waitStrategy,
        long parkNs,
        Producers producers,
        HandOver handOver,
        LongSupplier clock,
        List<DecisionSink> sinks,
        List<DecisionHandler> handlers,
        CommandTap tap,
        ErrorHandler errorHandler,
        ThreadFactory threadFactory,
        BiFunction<Settings, SymbolTable, AllocationCore> cores) {

    AllocationCore newCore() {
        return cores.apply(settings, symbols);
    }
}
