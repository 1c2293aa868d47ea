package io.swarmbid.host.report.record;

/**
 * The reason of a change, as its decision gave it. Numbers that it did not give are {@link Long#MIN_VALUE}, texts
 * empty.
 *
 * @param reason why it waits, or why it lost units; empty for a grant.
 * @param revoked for a task that lost all: the reason of the revoke.
 * @param kind the kind of VRU that is short.
 * @param deficit how many VRUs are short.
 * @param priceToBeat the whole-task bid that would win, nano.
 * @param rival the task that would lose to it.
 * @param margin of all units held, nano per hour.
 * @param slope of the last segment held, nano per unit-hour.
 */
public record Why(
        String reason,
        String revoked,
        String kind,
        long deficit,
        long priceToBeat,
        long rival,
        long margin,
        long slope) {
    /** The reason of one that has won what it waits for: others drain that. */
    public static final String WON = "WON";

    private static final long NONE = JsonLines.ABSENT;

    static final Why SUBMITTED = new Why("", "", "", NONE, NONE, NONE, NONE, NONE);

    static Why held(final String reason, final long margin, final long slope) {
        return new Why(reason, "", "", NONE, NONE, NONE, margin, slope);
    }

    static Why waiting(final DecisionReader decision, final String revoked) {
        final boolean hasWon = decision.instance != NONE;
        return new Why(
                hasWon ? WON : decision.reason,
                revoked,
                decision.kind,
                decision.deficit,
                hasWon ? NONE : decision.priceToBeat,
                decision.rival,
                NONE,
                NONE);
    }
}
