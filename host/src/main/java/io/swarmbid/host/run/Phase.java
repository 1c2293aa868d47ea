package io.swarmbid.host.run;

/** Where a task is in its life. */
enum Phase {
    /** Its time to bid has not come. */
    COMING("to come"),
    /** It has bid and holds nothing; it may be paused. */
    WAITING("waits"),
    /** It holds units. */
    RUNNING("running"),
    /** Its process ended with status 0. */
    DONE("done"),
    /** Its process ended otherwise, or could not be started. */
    FAILED("failed"),
    /** It was turned away or cancelled. */
    REJECTED("turned away");

    private final String text;

    Phase(final String text) {
        this.text = text;
    }

    boolean isOver() {
        return ordinal() >= DONE.ordinal();
    }

    @Override
    public String toString() {
        return text;
    }
}
