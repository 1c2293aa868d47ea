package io.swarmbid.host.fuzz;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.host.log.CommandSource;
import org.agrona.DirectBuffer;

/** A core with small tables that takes whatever a reader lets through; its accounts must balance in the end. */
final class SmallMarket implements AutoCloseable {
    static final Settings SETTINGS =
            Settings.defaults()
                    .with(Setting.MAX_TASKS, 16)
                    .with(Setting.MAX_INSTANCES, 4)
                    .with(Setting.MAX_VRUS_PER_INSTANCE, 16)
                    .with(Setting.MAX_UNITS, 16);

    /** Shared: a table has room for all strings that inputs of a few kilobytes bring in a long time. */
    static final SymbolTable SYMBOLS = new SymbolTable();

    private final EngineCore core = new EngineCore(SETTINGS, SYMBOLS);

    void apply(final long sequence, final long atNs, final DirectBuffer command, final int length) {
        core.onCommand(sequence, atNs, command, 0, length, DecisionSink.NONE);
    }

    /** Applies all commands of a source. */
    void apply(final CommandSource source) {
        while (source.next()) {
            apply(source.sequence(), source.atNs(), source.buffer(), source.length());
        }
    }

    long nowNs() {
        return core.timeNs();
    }

    long digest() {
        return core.stateDigest();
    }

    @Override
    public void close() {
        final long sum = core.ledger().sum();
        core.close();
        if (sum != 0) {
            throw new AssertionError("the accounts sum to " + sum);
        }
    }
}
