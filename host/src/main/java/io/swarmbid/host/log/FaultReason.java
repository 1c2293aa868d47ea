package io.swarmbid.host.log;

/** The kinds of fault that a line of recorded input can have; skipped lines are counted by them. */
public enum FaultReason {
    TOO_LONG("tooLong"),
    NOT_UTF8("notUtf8"),
    NOT_JSON("notJson"),
    NOT_ONE_OBJECT("notOneObject"),
    REPEATED_FIELD("repeatedField"),
    UNKNOWN_COMMAND("unknownCommand"),
    UNKNOWN_FIELD("unknownField"),
    MISSING_FIELD("missingField"),
    WRONG_TYPE("wrongType"),
    OUT_OF_RANGE("outOfRange"),
    TIME_BACKWARDS("timeBackwards"),
    /** A line of a batch workload or a price file that has not the columns it should have. */
    MALFORMED("malformed");

    private final String label;

    FaultReason(final String label) {
        this.label = label;
    }

    /** The key in {@code skippedLines} of {@code summary.json}. */
    public String label() {
        return label;
    }
}
