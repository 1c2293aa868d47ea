package io.swarmbid.host.replay;

import io.swarmbid.core.EngineCore;
import io.swarmbid.learning.Estimates;
import io.swarmbid.state.Ledger;

/**
 * What the core's books say, in nano-currency, and how good its estimates were. Revenue + subsidy = cost + margin.
 *
 * @param revenue all charges.
 * @param cost what the instances cost.
 * @param subsidy what the operator was paid for tasks that had used up their work or bid.
 * @param margin what is left to the operator.
 * @param ledgerSum sum over all accounts, 0 unless the books are wrong.
 * @param customersAccuracyPpm mean of min/max(estimate, actual) of the customers' figures for the work of the tasks that
 *     are done, 0 where none is.
 * @param learnedAccuracyPpm the same of the figures learned from the tasks done before.
 */
public record Totals(
        long revenue,
        long cost,
        long subsidy,
        long margin,
        long ledgerSum,
        long customersAccuracyPpm,
        long learnedAccuracyPpm) {
    /** Books in which nothing was ever entered. */
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0);

    /** The books of the engine's core. */
    static Totals of(final EngineCore core) {
        final Ledger ledger = core.ledger();
        final Estimates estimates = core.estimates();
        final long judged = Math.max(1, estimates.judged());
        return new Totals(
                ledger.revenue(),
                ledger.cost(),
                ledger.subsidy(),
                ledger.margin(),
                ledger.sum(),
                estimates.customersSumPpm() / judged,
                estimates.learnedSumPpm() / judged);
    }
}
