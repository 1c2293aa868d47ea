package io.swarmbid.view;

/** A map cannot be recovered while somebody has it open. */
final class MapInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MapInUseException(final Throwable cause) {
        super(cause);
    }
}
