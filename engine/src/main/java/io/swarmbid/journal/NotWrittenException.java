package io.swarmbid.journal;

/** A file that is wanted ahead of its need could not be written. What was there before is as it was. */
final class NotWrittenException extends JournalException {
    private static final long serialVersionUID = 1L;

    NotWrittenException(final String message) {
        super(message);
    }

    NotWrittenException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
