package io.swarmbid.pipeline;

/** What code of the host threw, or answered that cannot be, outside the handlers. Its cause is that. */
final class HostCodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String where;

    /**
     * @param where it was, as {@link EngineFailedException} says it.
     */
    HostCodeException(final String where, final Throwable cause) {
        super(where, cause, false, false);
        this.where = where;
    }

    String where() {
        return where;
    }
}
