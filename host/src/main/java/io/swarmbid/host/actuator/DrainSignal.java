package io.swarmbid.host.actuator;

/** A signal by which a process may ask to be told that others have won some of what it has. */
public enum DrainSignal {
    /** For a meaning of the program's own. */
    USR1,
    /** As {@link #USR1}. */
    USR2,
    /** Ask to end. */
    TERM
}
