package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.reference.HistoryGenerator;
import io.swarmbid.state.Ledger;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Random histories on the engine alone, watched by the invariant checker; the market balances the accounts. */
final class EngineHistoryTest {
    private static final long HISTORIES = Long.getLong("swarmbid.histories", 120);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int COMMANDS = 250;

    private static void play(final Market market, final HistoryGenerator.History history) {
        try {
            history.steps().forEach(market::send);
        } catch (final RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + history.seed(), e);
        }
    }

    @Test
    void shouldKeepTheInvariantsInRandomHistories() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            try (Market market = new Market(history.settings(), history.symbols())) {
                play(market, history);
            }
        }
    }

    @Test
    void shouldHaveChargedInAllWhatItSaidOfEachTask() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES / 3; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            try (Market market = new Market(history.settings(), history.symbols())) {
                play(market, history);
                while (!market.live.isEmpty()) {
                    for (final long task : new ArrayList<>(market.live)) {
                        market.send(market.writer.cancel(task));
                    }
                }
                final Ledger ledger = market.core.ledger();
                long charged = 0;
                long received = 0;
                for (int account = 0; account < ledger.customers(); account++) {
                    charged += ledger.customerCharged(account);
                    received += ledger.customerReceivedForMoves(account);
                }
                assertEquals(charged, market.charged, "seed " + seed);
                assertEquals(ledger.revenue(), charged - received, "seed " + seed);
            }
        }
    }

    @Test
    void shouldEndInTheSameStateHoweverTimeIsCut() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 20; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            try (Market whole = new Market(history.settings(), history.symbols());
                    Market cut = new Market(history.settings(), history.symbols())) {
                for (final HistoryGenerator.Step step : history.steps()) {
                    final long ahead = step.at() - cut.core.timeNs();
                    if (ahead > 0) {
                        cut.advanceTo(cut.core.timeNs() + (ahead - 1) / 3);
                    }
                    whole.send(step);
                    cut.send(step);
                }
                assertEquals(whole.core.stateDigest(), cut.core.stateDigest(), "seed " + seed);
            }
        }
    }

    @Test
    void shouldNotBeChangedByTheReadingOfItsDigest() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 20; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            try (Market read = new Market(history.settings(), history.symbols());
                    Market unread = new Market(history.settings(), history.symbols())) {
                for (final HistoryGenerator.Step step : history.steps()) {
                    read.send(step);
                    read.core.stateDigest();
                    unread.send(step);
                }
                assertEquals(read.core.stateDigest(), unread.core.stateDigest(), "seed " + seed);
            }
        }
    }
}
