package io.swarmbid.pipeline;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.journal.Journal;
import io.swarmbid.journal.JournalOptions;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import org.agrona.DirectBuffer;

/** What {@link EngineConfig#conclude} found good. Immutable. */
record EngineContext(
        Settings settings,
        SymbolTable symbols,
        int decisionRingSize,
        WaitStrategy waitStrategy,
        long parkNs,
        Producers producers,
        HandOver handOver,
        CheckedClock clock,
        List<DecisionSink> sinks,
        List<DecisionHandler> handlers,
        List<LaunchListener> launches,
        CommandTap tap,
        WatchdogConfig watchdog,
        ErrorHandler errorHandler,
        ThreadFactory threadFactory,
        JournalOptions journal,
        WarmUp warmUp,
        BiFunction<Settings, SymbolTable, AllocationCore> cores) {

    AllocationCore newCore() {
        return cores.apply(settings, symbols);
    }

    /** The core with which to begin, and its journal. */
    EngineStart begin() {
        // The warm-up, if there was one, took its time before the launch.
        if (clock.own() != null) {
            clock.own().goOnFrom(0);
        }
        if (journal == null) {
            return new EngineStart(newCore(), null);
        }
        final Journal opened =
                Journal.open(journal, settings, symbols, this::newCore, this::redeliver);
        final EngineStart start = new EngineStart(opened.core(), opened);
        try {
            handlers.forEach(DecisionHandler::onBatchEnd);
        } catch (final Throwable e) {
            start.close();
            throw e;
        }
        if (clock.own() != null) {
            clock.own().goOnFrom(opened.earliestNs());
        }
        return start;
    }

    private void redeliver(final DirectBuffer buffer, final int offset, final int length) {
        for (final DecisionSink sink : sinks) {
            sink.onDecision(buffer, offset, length);
        }
    }
}
