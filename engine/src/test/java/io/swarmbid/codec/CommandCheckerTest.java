package io.swarmbid.codec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.reference.HistoryGenerator;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class CommandCheckerTest {
    private static boolean isCommand(final Settings settings, final byte[] bytes) {
        return new CommandChecker(settings).isCommand(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    @Test
    void shouldKnowEveryCommandOfRandomHistories() {
        for (long seed = 1; seed <= 20; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, 200);
            for (final HistoryGenerator.Step step : history.steps()) {
                assertTrue(
                        isCommand(history.settings(), step.command()),
                        "seed " + seed + " command " + step.sequence());
            }
        }
    }

    @Test
    void shouldFindAnOffsetAndStopAtTheLength() {
        final HistoryGenerator.History history = HistoryGenerator.history(1, 100);
        final CommandChecker checker = new CommandChecker(history.settings());
        for (final HistoryGenerator.Step step : history.steps()) {
            final byte[] command = step.command();
            final byte[] amid = new byte[command.length + 20];
            Arrays.fill(amid, (byte) 0xFF);
            System.arraycopy(command, 0, amid, 10, command.length);
            final UnsafeBuffer buffer = new UnsafeBuffer(amid);
            assertTrue(checker.isCommand(buffer, 10, command.length));
            assertFalse(checker.isCommand(buffer, 10, command.length + 1));
            for (int length = 0; length < command.length; length++) {
                assertFalse(
                        isCommand(history.settings(), Arrays.copyOf(command, length)),
                        "cut to " + length);
            }
        }
    }

    /** What the checker lets through, the core takes: it may refuse it, and never throws. */
    @Test
    void shouldLetThroughOnlyWhatTheCoreTakes() {
        int through = 0;
        final SplittableRandom random = new SplittableRandom(1);
        for (long seed = 1; seed <= 30; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, 150);
            final CommandChecker checker = new CommandChecker(history.settings());
            try (EngineCore core = new EngineCore(history.settings(), history.symbols())) {
                for (final HistoryGenerator.Step step : history.steps()) {
                    final byte[] bytes = step.command().clone();
                    if (random.nextInt(3) > 0) {
                        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
                    if (checker.isCommand(buffer, 0, bytes.length)) {
                        core.onCommand(
                                step.sequence(),
                                Math.max(step.at(), core.timeNs()),
                                buffer,
                                0,
                                bytes.length,
                                DecisionSink.NONE);
                        through++;
                    }
                }
                assertTrue(core.ledger().sum() == 0, "seed " + seed);
            }
        }
        assertTrue(through > 1_000, "only " + through + " went through");
    }
}
