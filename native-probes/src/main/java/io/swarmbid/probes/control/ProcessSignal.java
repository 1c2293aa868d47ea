package io.swarmbid.probes.control;

/** The signals that a host sends; numbers as on every Linux but MIPS and Alpha. */
public enum ProcessSignal {
    /** Ask to end. */
    TERM(15),
    /** End. */
    KILL(9),
    /** Stop running until CONT. */
    STOP(19),
    /** Go on. */
    CONT(18),
    /** Whatever the program takes it for; it ends one that does not expect it. */
    USR1(10),
    /** As USR1. */
    USR2(12);

    private final int number;

    ProcessSignal(final int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
