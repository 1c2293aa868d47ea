package io.swarmbid.host.report.record;

/**
 * How often each thing was decided and why.
 *
 * @param decisions by decision.
 * @param refusals by code.
 * @param queued by reason.
 * @param rejected by reason.
 * @param revoked by reason.
 * @param completed by reason.
 * @param findings of {@code flag}, by finding.
 * @param swarm by decision and reason: activate, ready, drain, interrupt, deactivate.
 * @param commands by command.
 */
public record Tallies(
        Tally decisions,
        Tally refusals,
        Tally queued,
        Tally rejected,
        Tally revoked,
        Tally completed,
        Tally findings,
        Tally swarm,
        Tally commands) {
    static Tallies empty() {
        return new Tallies(
                new Tally(),
                new Tally(),
                new Tally(),
                new Tally(),
                new Tally(),
                new Tally(),
                new Tally(),
                new Tally(),
                new Tally());
    }

    /** Revokes by which a better bid or a better arrangement took units: OUTBID and REARRANGED. */
    public long moves() {
        return revoked.count("OUTBID") + revoked.count("REARRANGED");
    }
}
