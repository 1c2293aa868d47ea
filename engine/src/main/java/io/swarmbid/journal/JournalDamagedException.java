package io.swarmbid.journal;

import java.nio.file.Path;

/** A file of the journal is not as it was written. Nothing has been changed. */
public final class JournalDamagedException extends JournalException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;
    private final long lastGoodSequence;

    JournalDamagedException(
            final Path file, final long offset, final long lastGoodSequence, final String what) {
        super(
                file
                        + ", offset "
                        + offset
                        + ", after input "
                        + lastGoodSequence
                        + ": "
                        + what
                        + "; restore the file, or recover to the last good record with recovery(TO_LAST_GOOD)");
        this.file = file;
        this.offset = offset;
        this.lastGoodSequence = lastGoodSequence;
    }

    /** The file, null after deserialisation. */
    public Path file() {
        return file;
    }

    /** The byte at which what cannot be read begins. */
    public long offset() {
        return offset;
    }

    /** Input sequence of the last command before it; 0 if there is none or it is not known. */
    public long lastGoodSequence() {
        return lastGoodSequence;
    }
}
