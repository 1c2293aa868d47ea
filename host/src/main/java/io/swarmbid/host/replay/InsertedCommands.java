package io.swarmbid.host.replay;

import io.swarmbid.host.log.CommandSource;
import org.agrona.DirectBuffer;

/**
 * A source with further inputs inserted after one of its own: each comes before the first later input that is not
 * earlier. They take the next input sequences, so that those of later inputs move up. Not threadsafe.
 */
final class InsertedCommands implements CommandSource {
    private final CommandSource source;
    private final CommandSource insertions;
    private final long afterSequence;
    private boolean sourceHas;
    private boolean insertionsHave;
    private boolean started;
    private boolean isInsertion;
    private long lastSequence;
    private long inserted;

    /**
     * Two sources, neither of which has begun.
     *
     * @param insertions in the order of their time.
     * @param afterSequence input sequence of {@code source} after which the first of them may come.
     */
    InsertedCommands(
            final CommandSource source, final CommandSource insertions, final long afterSequence) {
        this.source = source;
        this.insertions = insertions;
        this.afterSequence = afterSequence;
    }

    @Override
    public boolean next() {
        if (!started) {
            started = true;
            sourceHas = source.next();
            insertionsHave = insertions.next();
        } else if (isInsertion) {
            insertionsHave = insertions.next();
            inserted++;
        } else if (sourceHas) {
            lastSequence = Math.max(lastSequence, source.sequence());
            sourceHas = source.next();
        }
        isInsertion = insertionsHave && isTurn();
        return isInsertion || sourceHas;
    }

    /** Whether the next insertion comes now. */
    private boolean isTurn() {
        if (!sourceHas) {
            return true;
        }
        if (source.sequence() != 0) {
            return source.sequence() > afterSequence && insertions.atNs() <= source.atNs();
        }
        return lastSequence >= afterSequence && insertions.atNs() < source.atNs();
    }

    private CommandSource current() {
        return isInsertion ? insertions : source;
    }

    @Override
    public boolean hasInput() {
        return insertionsHave || source.hasInput();
    }

    /** The sequence counts insertions among the inputs. */
    @Override
    public long sequence() {
        if (isInsertion) {
            return Math.max(lastSequence, afterSequence) + inserted + 1;
        }
        return source.sequence() == 0 ? 0 : source.sequence() + inserted;
    }

    @Override
    public long atNs() {
        return current().atNs();
    }

    @Override
    public DirectBuffer buffer() {
        return current().buffer();
    }

    @Override
    public int length() {
        return current().length();
    }

    @Override
    public long actualWorkNs() {
        return current().actualWorkNs();
    }

    @Override
    public void close() {
        try {
            source.close();
        } finally {
            insertions.close();
        }
    }
}
