package io.swarmbid.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.reference.HistoryGenerator;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power is lost, again and again, while a journal is written at each sync level: what was promised is there, and the state
 * is always one that there has been. The long form: {@code -Dswarmbid.losses=10000}.
 */
@Timeout(3_600)
final class LostPowerTest {
    private static final int LOSSES = Integer.getInteger("swarmbid.losses", 120);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int LIVES = 4;
    private static final int COMMANDS = 1_200;

    @TempDir private Path directory;

    private int losses;
    private int told;
    private long dropped;

    /** One machine that loses its power several times. */
    private final class Machine {
        final SplittableRandom random;
        final HistoryGenerator.History history;
        final SyncLevel level;
        final boolean deletes;
        final String name;
        Set<List<Long>> states = new HashSet<>();
        long covered;
        long reached;
        Path path;

        Machine(final long seed) {
            random = new SplittableRandom(seed);
            history = HistoryGenerator.history(seed, COMMANDS);
            level = SyncLevel.values()[random.nextInt(SyncLevel.values().length)];
            deletes = random.nextBoolean();
            name = "seed " + seed + ", " + level;
            path = directory.resolve("seed-" + seed + "-life-0");
        }

        private JournaledCore open(
                final SymbolTable symbols, final RecoveryMode mode, final SimulatedDisk disk) {
            return new JournaledCore(
                    JournaledCore.config(path).sync(level).recovery(mode).deleteCovered(deletes),
                    history.settings(),
                    symbols,
                    disk);
        }

        /** What the machine finds when it has power again. */
        private JournaledCore recover(final SimulatedDisk disk) {
            JournaledCore core = null;
            try {
                core = open(new SymbolTable(), RecoveryMode.STRICT, disk);
            } catch (final JournalException e) {
                assertTrue(e.getMessage().contains(path.toString()), name + ": " + e.getMessage());
                told++;
            }
            if (core == null) {
                core = open(new SymbolTable(), RecoveryMode.TO_LAST_GOOD, disk);
                assertFalse(core.journal.recovery().losses().isEmpty(), name);
            }
            final long sequence = core.journal.recovery().lastSequence();
            assertTrue(
                    sequence >= covered, name + ": " + sequence + " of " + covered + " promised");
            assertTrue(
                    states.contains(List.of(sequence, core.digest())),
                    name + ": no state that there was, after input " + sequence);
            dropped += reached - sequence;
            return core;
        }

        void live(final int life) {
            final SimulatedDisk disk = new SimulatedDisk(path);
            final JournaledCore core;
            if (life == 0) {
                core = open(history.symbols(), RecoveryMode.STRICT, disk);
            } else {
                core = recover(disk);
            }
            try (core) {
                covered = core.journal.journaledSequence();
                states = new HashSet<>();
                note(core);
                final int until =
                        (int) Math.min(COMMANDS - 8, covered + random.nextInt(COMMANDS / LIVES));
                for (int i = (int) covered; i < until; i++) {
                    core.apply(history.steps().get(i));
                    note(core);
                    disturb(core, history.steps().get(i).at(), disk);
                }
                path = directory.resolve(path.getFileName() + "-" + (life + 1));
                dieAmid(core, until, disk);
            }
        }

        /** Power is lost when some commands of a batch are in the journal, and none of them is decided upon. */
        private void dieAmid(final JournaledCore core, final int from, final SimulatedDisk disk) {
            final int batch = core.journal.forcesBatches() ? random.nextInt(6) : 0;
            final long[] timesNs = new long[batch];
            for (int i = 0; i < batch; i++) {
                timesNs[i] =
                        core.append(
                                history.steps().get(from + i),
                                from + i + 1,
                                i == 0
                                        ? core.journal.core().decisionCount()
                                        : RecordDescriptor.UNKNOWN);
            }
            disk.losePower(random, path);
            // They may be found, and then count.
            for (int i = 0; i < batch; i++) {
                core.decide(history.steps().get(from + i), from + i + 1, timesNs[i]);
                states.add(List.of(from + i + 1L, core.digest()));
            }
        }

        private void note(final JournaledCore core) {
            reached = core.journal.journaledSequence();
            states.add(List.of(reached, core.digest()));
            if (level == SyncLevel.BATCH) {
                covered = reached;
            }
        }

        private void disturb(final JournaledCore core, final long nowNs, final SimulatedDisk disk) {
            if (random.nextInt(8) == 0) {
                core.fire(nowNs);
                note(core);
            }
            if (random.nextInt(20) == 0) {
                disk.writeBack(random);
            }
            if (level == SyncLevel.INTERVAL && random.nextInt(20) == 0) {
                core.journal.forceAll();
                covered = core.journal.journaledSequence();
            }
            if (random.nextInt(100) == 0) {
                covered = core.journal.snapshot();
            }
        }
    }

    @Test
    void shouldKeepWhatWasPromisedAndNeverMakeUpAState() {
        for (long seed = FIRST_SEED; losses < LOSSES; seed++) {
            final Machine machine = new Machine(seed);
            for (int life = 0; life < LIVES; life++) {
                final Path before = machine.path;
                machine.live(life);
                losses++;
                JournaledCore.delete(before);
            }
            JournaledCore.delete(machine.path);
        }
        System.out.println(
                losses + " times without power, told: " + told + ", commands lost: " + dropped);
        assertTrue(told > 0 && dropped > 0, "it did no harm");
        assertEquals(0, losses % LIVES);
    }
}
