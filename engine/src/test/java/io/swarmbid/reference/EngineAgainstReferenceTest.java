package io.swarmbid.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.config.Setting;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * The fast core against the plain one: the same decisions, byte for byte, and the same state after every command of
 * random histories. {@code -Dswarmbid.histories} and {@code -Dswarmbid.commands} lengthen it.
 */
class EngineAgainstReferenceTest {
    private static final long HISTORIES = Long.getLong("swarmbid.histories", 300);
    private static final int COMMANDS = Integer.getInteger("swarmbid.commands", 500);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);

    @Test
    void shouldDecideLikeTheReferenceInRandomHistories() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            final int commands =
                    1 + (int) (Math.floorMod(seed * 0x9E3779B97F4A7C15L >>> 20, (long) COMMANDS));
            final HistoryGenerator.History history = HistoryGenerator.history(seed, commands);
            try {
                compare(history);
            } catch (final RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void compare(final HistoryGenerator.History history) {
        final List<String> expected = new ArrayList<>();
        final List<String> actual = new ArrayList<>();
        final DecisionSink expect =
                (buffer, offset, length) -> expected.add(DecisionText.of(buffer, offset));
        final DecisionSink act =
                (buffer, offset, length) -> actual.add(DecisionText.of(buffer, offset));
        try (ReferenceCore reference = new ReferenceCore(history.settings(), history.symbols());
                EngineCore engine = new EngineCore(history.settings(), history.symbols())) {
            for (final HistoryGenerator.Step step : history.steps()) {
                final UnsafeBuffer command = new UnsafeBuffer(step.command());
                final int length = step.command().length;
                expected.clear();
                actual.clear();
                reference.onCommand(step.sequence(), step.at(), command, 0, length, expect);
                engine.onCommand(step.sequence(), step.at(), command, 0, length, act);
                final String where =
                        "command "
                                + step.sequence()
                                + " at "
                                + step.at()
                                + " template "
                                + command.getShort(2);
                assertEquals(String.join("\n", expected), String.join("\n", actual), where);
                assertEquals(
                        reference.stateDigest(),
                        engine.stateDigest(),
                        "state digest after " + where);
                if (history.settings().get(Setting.TICK_INSTANCES) == 0) {
                    // Where ticks take turns, the reference has more that decide nothing.
                    assertEquals(
                            reference.nextTickNs(), engine.nextTickNs(), "tick after " + where);
                }
            }
            assertEquals(0, engine.ledger().sum(), "ledger");
        }
    }
}
