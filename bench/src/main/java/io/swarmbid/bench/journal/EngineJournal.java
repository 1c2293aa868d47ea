package io.swarmbid.bench.journal;

import io.swarmbid.bench.Market;
import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.journal.Journal;
import io.swarmbid.journal.JournalConfig;
import io.swarmbid.journal.SyncLevel;
import io.swarmbid.peers.trace.AppendRun;
import io.swarmbid.peers.trace.AppendTarget;
import io.swarmbid.peers.trace.CommandFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/** The engine's own journal, with its thread, as something to append to. */
public final class EngineJournal implements AppendTarget {
    /** What is not known of a command that is journaled before those before it were applied. */
    private static final long UNKNOWN = -1;

    private final UnsafeBuffer source = new UnsafeBuffer(0, 0);
    private final Path directory;
    private final Journal journal;
    private ByteBuffer wrapped;

    /** A journal that is never synced, in a directory that is empty. */
    EngineJournal(final Path directory) {
        this.directory = directory;
        journal = open();
        journal.start(Thread::new, Throwable::printStackTrace, trouble -> {});
    }

    private Journal open() {
        final Settings settings = Market.settings();
        final SymbolTable symbols = new SymbolTable();
        return Journal.open(
                new JournalConfig(directory)
                        .sync(SyncLevel.NONE)
                        .conclude(CommandEncoder.maxEncodedLength(settings), new ArrayList<>()),
                settings,
                symbols,
                () -> new EngineCore(settings, symbols),
                DecisionSink.NONE);
    }

    @Override
    public void append(
            final long sequence,
            final long timeNs,
            final ByteBuffer commands,
            final int offset,
            final int length) {
        if (wrapped != commands) {
            wrapped = commands;
            source.wrap(commands);
        }
        journal.command(sequence, timeNs, UNKNOWN, source, offset, length);
    }

    /** An append is in the page cache when it returns. */
    @Override
    public void settle() {}

    /** By a recovery, which checks each record and applies it. */
    @Override
    public long readBack(final CommandFile commands) {
        close();
        try (Journal again = open()) {
            again.core().close();
            return again.recovery().lastSequence();
        }
    }

    @Override
    public void close() {
        journal.close();
        journal.core().close();
    }

    /** Arguments as those of a peer: form, file of commands, empty directory, rounds, nanoseconds between two. */
    public static void main(final String[] args) throws Exception {
        final AppendRun run =
                new AppendRun(
                        CommandFile.read(Path.of(args[1])),
                        Integer.parseInt(args[3]),
                        Long.parseLong(args[4]));
        System.out.println(run.run(args[0], new EngineJournal(Path.of(args[2]))).line());
    }
}
