package io.swarmbid.journal;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;

/** Applies the records of a journal to a core, and makes sure that it decides what was decided then. One thread. */
final class Replayer {
    private final AllocationCore core;
    private final SymbolTable symbols;
    private long commands;
    private boolean closed;

    Replayer(final AllocationCore core, final SymbolTable symbols) {
        this.core = core;
        this.symbols = symbols;
    }

    /** Gives a string the number that it had. */
    static void intern(final SymbolTable symbols, final int number, final String text) {
        final int given = symbols.intern(text);
        if (given != number) {
            throw new JournalException(
                    ("the string '%s' has number %d in the journal and %d in the engine's table:"
                                    + " launch with a new table, or with one that begins like that of"
                                    + " the launch before")
                            .formatted(text, number, given));
        }
    }

    /** Applies the record at which the reader is. */
    void apply(final JournalReader reader, final DecisionSink sink) {
        final long decisions = reader.decisions();
        if (decisions != RecordDescriptor.UNKNOWN && decisions != core.decisionCount()) {
            throw diverged(reader, decisions + " decisions, now " + core.decisionCount());
        }
        closed = reader.type() == RecordDescriptor.CLOSED;
        switch (reader.type()) {
            case RecordDescriptor.SYMBOL -> intern(symbols, reader.symbol(), reader.text());
            case RecordDescriptor.COMMAND -> {
                core.onCommand(
                        reader.sequence(),
                        reader.timeNs(),
                        reader.memory(),
                        reader.bodyOffset(),
                        reader.bodyLength(),
                        sink);
                commands++;
            }
            case RecordDescriptor.ADVANCE -> core.advanceThrough(reader.timeNs(), sink);
            case RecordDescriptor.CLOSED -> {
                if (reader.digest() != core.stateDigest()) {
                    throw diverged(
                            reader,
                            "state %016x, now %016x"
                                    .formatted(reader.digest(), core.stateDigest()));
                }
            }
            default -> {
                // The start of a segment says nothing to the core.
            }
        }
    }

    private static JournalException diverged(final JournalReader reader, final String what) {
        return new JournalException(
                "the journal was written by an engine that decided otherwise: up to input "
                        + reader.sequence()
                        + " it had made "
                        + what
                        + "; open it with the version that wrote it");
    }

    /** Commands applied. */
    long commands() {
        return commands;
    }

    /** Whether the last record was the end of an engine that was closed. */
    boolean isClosed() {
        return closed;
    }
}
