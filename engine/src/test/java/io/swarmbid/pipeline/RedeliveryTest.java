package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.decision.DecisionSink;
import io.swarmbid.journal.JournalConfig;
import io.swarmbid.journal.JournalException;
import io.swarmbid.journal.RecoveryMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Decisions that are to be handed over again where some of what they are made from is gone. The journal has several segments,
 * a snapshot after 1,000 commands and one after 3,000, and one decision, a refusal, for each command.
 */
final class RedeliveryTest {
    private static final int FIRST_SNAPSHOT = 1_000;
    private static final int LAST_SNAPSHOT = 3_000;
    private static final int COMMANDS = 3_500;

    @TempDir private Path directory;
    private Path journal;

    @BeforeEach
    void journal() {
        journal = directory.resolve("j");
        try (InlineEngine engine = launch(options -> {}, DecisionSink.NONE)) {
            for (int command = 1; command <= COMMANDS; command++) {
                engine.client().cancel(command);
                if (command == FIRST_SNAPSHOT || command == LAST_SNAPSHOT) {
                    engine.snapshot();
                }
            }
            assertEquals(COMMANDS, engine.counters().decisions());
        }
    }

    private InlineEngine launch(final Consumer<JournalConfig> options, final DecisionSink handler) {
        return SwarmEngine.inline(
                new EngineConfig()
                        .journal(
                                journal,
                                config -> {
                                    config.segmentBytes(1 << 16);
                                    options.accept(config);
                                })
                        .onDecision(handler));
    }

    private String fault(final Consumer<JournalConfig> options) {
        return assertThrows(JournalException.class, () -> launch(options, DecisionSink.NONE))
                .getMessage();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A byte of the second segment, all of which is covered by the last snapshot and none by the first. */
    private void damage() throws IOException {
        final Path segment = journal.resolve("0000000002.journal");
        final byte[] bytes = Files.readAllBytes(segment);
        bytes[30_000] ^= 1;
        Files.write(segment, bytes);
    }

    @Test
    void shouldNotGiveUpWholeStateForDecisionsThatCannotBeHandedOverAgain() throws IOException {
        damage();
        final List<String> before = files();
        final String fault =
                fault(
                        options ->
                                options.redeliverAfter(LAST_SNAPSHOT - 5)
                                        .recovery(RecoveryMode.TO_LAST_GOOD));
        assertTrue(fault.contains("0000000002.journal"), fault);
        assertTrue(fault.contains("launch with redeliverAfter(" + LAST_SNAPSHOT + ")"), fault);
        assertTrue(fault.contains("after input " + LAST_SNAPSHOT + ", is whole"), fault);
        assertEquals(before, files());

        final List<Integer> again = new ArrayList<>();
        try (InlineEngine engine =
                launch(
                        options -> options.redeliverAfter(LAST_SNAPSHOT),
                        (buffer, offset, length) -> again.add(length))) {
            assertEquals(COMMANDS + 1, engine.recovery().orElseThrow().lastSequence());
            assertEquals(COMMANDS - LAST_SNAPSHOT, again.size());
        }
    }

    @Test
    void shouldGoBackBehindTheDamageWhenTheSnapshotIsMovedAway() throws IOException {
        damage();
        final List<String> snapshots =
                files().stream().filter(name -> name.endsWith(".snapshot")).toList();
        assertEquals(2, snapshots.size());
        Files.move(journal.resolve(snapshots.get(1)), directory.resolve("moved"));
        try (InlineEngine engine =
                launch(
                        options -> options.redeliverAfter(0).recovery(RecoveryMode.TO_LAST_GOOD),
                        DecisionSink.NONE)) {
            final long last = engine.recovery().orElseThrow().lastSequence();
            assertTrue(FIRST_SNAPSHOT < last && last < LAST_SNAPSHOT, "recovered up to " + last);
            assertEquals(1, engine.recovery().orElseThrow().losses().size());
        }
    }

    @Test
    void shouldSayHowToGoOnWhereTheFirstSegmentIsGone() throws IOException {
        Files.delete(journal.resolve("0000000001.journal"));
        for (final RecoveryMode mode : RecoveryMode.values()) {
            final String fault = fault(options -> options.redeliverAfter(0).recovery(mode));
            assertTrue(fault.contains("files before 0000000002.journal are not there"), fault);
            assertTrue(fault.contains("redeliverAfter(" + LAST_SNAPSHOT + ")"), fault);
        }
        launch(options -> options.redeliverAfter(LAST_SNAPSHOT), DecisionSink.NONE).close();
    }

    @Test
    void shouldLeaveTheDirectoryFreeWhenAHandlerThrowsAnError() {
        final DecisionSink handler =
                (buffer, offset, length) -> {
                    throw new AssertionError("handler");
                };
        assertThrows(
                AssertionError.class, () -> launch(options -> options.redeliverAfter(0), handler));
        launch(options -> {}, DecisionSink.NONE).close();
    }
}
