package io.swarmbid.host.actuator;

/** The actuator asked for cannot work here; the message says why and what would help. */
public final class ActuatorUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param message the reason and the remedy, in one line
     */
    public ActuatorUnavailableException(final String message) {
        super(message);
    }
}
