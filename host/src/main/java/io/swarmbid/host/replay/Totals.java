package io.swarmbid.host.replay;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.core.EngineCore;
import io.swarmbid.learning.Estimates;
import io.swarmbid.state.Ledger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the core's books say, in nano-currency, and how good its estimates were. Revenue + subsidy = cost + margin.
 *
 * @param revenue all charges, less what customers were paid for moves.
 * @param cost what the instances cost.
 * @param subsidy what the operator was paid for tasks that had used up their work or bid, and for moves that their
 *     challengers could not pay.
 * @param margin what is left to the operator.
 * @param ledgerSum sum over all accounts, 0 unless the books are wrong.
 * @param customersAccuracyPpm mean of min/max(estimate, actual) of the customers' figures for the work of the tasks that
 *     are done, 0 where none is.
 * @param learnedAccuracyPpm the same of the figures learned from the tasks done before.
 * @param accuracies the same two over time.
 * @param statements of the customers, by charge, then by name.
 * @param pricedOut the queued tasks that no pool is cheap enough for at the end, if there are any.
 */
public record Totals(
        long revenue,
        long cost,
        long subsidy,
        long margin,
        long ledgerSum,
        long customersAccuracyPpm,
        long learnedAccuracyPpm,
        List<AccuracySeries.Span> accuracies,
        List<Statement> statements,
        Optional<PricedOut> pricedOut) {
    /** Books in which nothing was ever entered. */
    public static final Totals NONE =
            new Totals(0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), Optional.empty());

    /**
     * Queued tasks that no pool is cheap enough for. Rates in nano-currency per hour and unit.
     *
     * @param tasks how many they are.
     * @param task the one that is nearest to what a pool asks.
     * @param offer of that task.
     * @param pool the cheapest for it; untrusted.
     * @param asked there.
     */
    public record PricedOut(long tasks, long task, long offer, String pool, long asked) {}

    /**
     * One customer's account.
     *
     * @param customer its name; untrusted.
     * @param charged for VRUs and for moves.
     * @param paidForMoves what of it was for moves.
     * @param receivedForMoves what it was paid because its tasks were displaced.
     * @param cost of the VRUs that its tasks held.
     * @param subsidy paid on account of its tasks.
     */
    public record Statement(
            String customer,
            long charged,
            long paidForMoves,
            long receivedForMoves,
            long cost,
            long subsidy) {}

    /** The books of the engine's core. */
    static Totals of(
            final EngineCore core, final SymbolTable symbols, final AccuracySeries accuracies) {
        final Ledger ledger = core.ledger();
        final Estimates estimates = core.estimates();
        final long judged = Math.max(1, estimates.judged());
        final List<Statement> statements = new ArrayList<>();
        for (int account = 0; account < ledger.customers(); account++) {
            statements.add(
                    new Statement(
                            symbols.text(ledger.customer(account)),
                            ledger.customerCharged(account),
                            ledger.customerPaidForMoves(account),
                            ledger.customerReceivedForMoves(account),
                            ledger.customerCost(account),
                            ledger.customerSubsidy(account)));
        }
        statements.sort(
                Comparator.comparingLong(Statement::charged)
                        .reversed()
                        .thenComparing(Statement::customer));
        return new Totals(
                ledger.revenue(),
                ledger.cost(),
                ledger.subsidy(),
                ledger.margin(),
                ledger.sum(),
                estimates.customersSumPpm() / judged,
                estimates.learnedSumPpm() / judged,
                accuracies.spans(),
                List.copyOf(statements),
                core.pricedOut()
                        .map(
                                out ->
                                        new PricedOut(
                                                out.tasks(),
                                                out.task(),
                                                out.offer(),
                                                symbols.text(out.poolName()),
                                                out.asked())));
    }
}
