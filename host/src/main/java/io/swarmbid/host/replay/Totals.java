package io.swarmbid.host.replay;

import io.swarmbid.state.Ledger;

/**
 * What the core's books say, in nano-currency. Revenue + subsidy = cost + margin.
 *
 * @param revenue all charges.
 * @param cost what the instances cost.
 * @param subsidy what the operator was paid for tasks that had used up their work or bid.
 * @param margin what is left to the operator.
 * @param ledgerSum sum over all accounts, 0 unless the books are wrong.
 */
public record Totals(long revenue, long cost, long subsidy, long margin, long ledgerSum) {
    /** Books in which nothing was ever entered. */
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    /** The books of the engine's core. */
    static Totals of(final Ledger ledger) {
        return new Totals(
                ledger.revenue(), ledger.cost(), ledger.subsidy(), ledger.margin(), ledger.sum());
    }
}
