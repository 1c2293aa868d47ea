package io.swarmbid.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.decision.DecisionSink;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Random histories on the reference alone. */
class ReferenceHistoryTest {
    private static final long HISTORIES = Long.getLong("swarmbid.histories", 100);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int COMMANDS = 250;

    @Test
    void shouldKeepTheInvariantsInRandomHistories() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            try {
                check(HistoryGenerator.history(seed, COMMANDS));
            } catch (final RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void check(final HistoryGenerator.History history) {
        try (ReferenceCore core = new ReferenceCore(history.settings(), history.symbols())) {
            final InvariantChecker checker =
                    new InvariantChecker(history.settings(), core::ledgerSum);
            for (final HistoryGenerator.Step step : history.steps()) {
                checker.before(step);
                play(core, step, checker);
                checker.after();
            }
        }
    }

    private static void play(
            final ReferenceCore core, final HistoryGenerator.Step step, final DecisionSink sink) {
        core.onCommand(
                step.sequence(),
                step.at(),
                new UnsafeBuffer(step.command()),
                0,
                step.command().length,
                sink);
    }

    @Test
    void shouldEndInTheSameStateWhenTimeIsCutIntoPieces() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 20; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            try (ReferenceCore whole = new ReferenceCore(history.settings(), history.symbols());
                    ReferenceCore cut = new ReferenceCore(history.settings(), history.symbols())) {
                for (final HistoryGenerator.Step step : history.steps()) {
                    play(whole, step, DecisionSink.NONE);
                    final long ahead = step.at() - cut.timeNs();
                    if (ahead > 0) {
                        cut.advanceTo(cut.timeNs() + (ahead - 1) / 3, DecisionSink.NONE);
                    }
                    play(cut, step, DecisionSink.NONE);
                    assertEquals(whole.stateDigest(), cut.stateDigest(), "seed " + seed);
                }
            }
        }
    }
}
