package io.swarmbid.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.journal.JournalRecords;
import io.swarmbid.journal.RecoveryReport;
import io.swarmbid.journal.SyncLevel;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.InlineEngine;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines under full load are killed at random moments. Of each, no acknowledged command may be missing, the recovered
 * state must be that of an engine that was never interrupted, and no decision that had left may be another one now. The
 * full form: {@code -Dswarmbid.kills=200}.
 */
@Timeout(7_200)
final class KillTest {
    private static final int KILLS = Integer.getInteger("swarmbid.kills", 3);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);

    /** Kills of one journal, each engine going on where the one before was killed. */
    private static final int KILLS_IN_A_ROW = 4;

    private static final int LONGEST_LIFE_MS = Integer.getInteger("swarmbid.lifeMs", 1_000);

    @TempDir private Path directory;

    private long acknowledged;
    private long journaledBeyond;

    @Test
    void shouldLoseNoAcknowledgedCommandWhenItIsKilled() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            final long seed = FIRST_SEED + kill / KILLS_IN_A_ROW;
            final Path journal = directory.resolve("journal-" + seed);
            final SplittableRandom random = new SplittableRandom(FIRST_SEED * 7_919 + kill);
            final SyncLevel sync = SyncLevel.values()[kill % 3];
            final long snapshotEvery = random.nextBoolean() ? 10_000 : 0;
            final String what = "kill " + kill + " of seed " + FIRST_SEED + ", " + sync;
            final Path witness = directory.resolve("witness-" + kill);
            kill(journal, witness, seed, sync, snapshotEvery, random.nextInt(LONGEST_LIFE_MS));
            judge(journal, witness, seed, what);
            Files.delete(witness);
            if (kill % KILLS_IN_A_ROW == KILLS_IN_A_ROW - 1) {
                delete(journal);
            }
        }
        System.out.printf(
                "%d kills: %d commands acknowledged, %d more in the journals, none lost%n",
                KILLS, acknowledged, journaledBeyond);
        assertTrue(acknowledged > 0, "nothing was sent");
    }

    private static void kill(
            final Path journal,
            final Path witness,
            final long seed,
            final SyncLevel sync,
            final long snapshotEvery,
            final int afterMs)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(KillTest::isForAnyEngine)
                .forEach(command::add);
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(VictimEngine.class.getName());
        command.addAll(
                List.of(
                        journal.toString(),
                        witness.toString(),
                        Long.toString(seed),
                        sync.name(),
                        Long.toString(snapshotEvery)));
        final Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            final String ready = out.readLine();
            assertTrue(ready != null && ready.startsWith("ready"), "it said " + ready);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(afterMs));
            process.destroyForcibly();
            assertEquals(128 + 9, process.waitFor(), "it ended by itself");
        }
    }

    /** What jvm.options asks for, the flag included without which an older JVM would stumble over the others. */
    private static boolean isForAnyEngine(final String argument) {
        return argument.startsWith("--")
                || argument.startsWith("-Dchronicle.")
                || argument.equals("-XX:+IgnoreUnrecognizedVMOptions");
    }

    private void judge(
            final Path journal, final Path witnessed, final long seed, final String what) {
        final SymbolTable symbols = new SymbolTable();
        final List<String> others = new ArrayList<>();
        final long digest;
        final RecoveryReport report;
        try (Witness witness = new Witness(witnessed)) {
            final DecisionSink sink =
                    (buffer, offset, length) -> {
                        if (!witness.agrees(buffer, offset, length)) {
                            others.add("decision " + buffer.getLong(offset + 8));
                        }
                    };
            // Everything once more, without a snapshot: what had left must be what leaves now.
            final EngineConfig config =
                    new EngineConfig()
                            .settings(Load.settings())
                            .symbols(symbols)
                            .journal(copy(journal), options -> options.redeliverAfter(0))
                            .onDecision(sink);
            final InlineEngine whole = SwarmEngine.inline(config);
            report = whole.recovery().orElseThrow();
            assertTrue(report.losses().isEmpty(), what);
            assertTrue(
                    report.lastSequence() >= witness.acknowledged(),
                    what + ": acknowledged " + witness.acknowledged() + ", recovered " + report);
            assertTrue(
                    report.decisions() >= witness.lastDecision(),
                    what
                            + ": decision "
                            + witness.lastDecision()
                            + " had left, recovered "
                            + report);
            assertEquals(List.of(), others, what);
            acknowledged += witness.acknowledged();
            journaledBeyond += report.lastSequence() - witness.acknowledged();
            whole.close();
        }
        digest = uninterrupted(journal, seed, report);
        assertEquals(digest, recoveredDigest(journal), what);
    }

    /** The state of a core that is given the commands as they were made, at the times that the journal gives them. */
    private static long uninterrupted(
            final Path journal, final long seed, final RecoveryReport report) {
        final SymbolTable symbols = new SymbolTable();
        final Load load = new Load(seed);
        final UnsafeBuffer made = new UnsafeBuffer(new byte[4_096]);
        final long[] last = new long[1];
        try (EngineCore core = new EngineCore(Load.settings(), symbols)) {
            JournalRecords.read(
                    journal,
                    Load.settings(),
                    new JournalRecords.Visitor() {
                        @Override
                        public void onCommand(
                                final long sequence,
                                final long timeNs,
                                final DirectBuffer buffer,
                                final int offset,
                                final int length) {
                            final byte[] expected =
                                    new byte[(int) load.encode(made, sequence, symbols)];
                            made.getBytes(0, expected);
                            final byte[] found = new byte[length];
                            buffer.getBytes(offset, found);
                            assertArrayEquals(expected, found, "input " + sequence);
                            core.onCommand(
                                    sequence, timeNs, made, 0, expected.length, DecisionSink.NONE);
                            last[0] = sequence;
                        }

                        @Override
                        public void onAdvance(final long timeNs) {
                            core.advanceThrough(timeNs, DecisionSink.NONE);
                        }
                    });
            assertEquals(report.lastSequence(), last[0]);
            assertEquals(report.decisions(), core.decisionCount());
            return core.stateDigest();
        }
    }

    /** The state to which the journal is recovered from its newest snapshot, before anything else happens. */
    private long recoveredDigest(final Path journal) {
        return JournalRecords.recoveredDigest(copy(journal), Load.settings());
    }

    private Path copy(final Path from) {
        final Path to = directory.resolve("copy");
        try {
            if (Files.exists(to)) {
                delete(to);
            }
            Files.createDirectory(to);
            try (var files = Files.list(from)) {
                for (final Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
            return to;
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void delete(final Path path) throws IOException {
        try (var files = Files.walk(path)) {
            for (final Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
