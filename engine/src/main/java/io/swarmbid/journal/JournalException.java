package io.swarmbid.journal;

/** The journal cannot be opened, written or read. The message names the file and, where there is one, the remedy. */
public class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalException(final String message) {
        super(message);
    }

    public JournalException(final String message, final Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
