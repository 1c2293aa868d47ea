package io.swarmbid.journal;

import io.swarmbid.config.Settings;
import io.swarmbid.reference.HistoryGenerator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A journal of the first half of a random history, with a few snapshots, and the digest of the state after each of its
 * records.
 */
final class JournalOfHistory {
    final Path directory;
    final Settings settings;
    final List<HistoryGenerator.Step> steps;

    private final Set<List<Long>> states = new HashSet<>();

    long lastDigest;

    private JournalOfHistory(
            final Path directory,
            final Settings settings,
            final List<HistoryGenerator.Step> steps) {
        this.directory = directory;
        this.settings = settings;
        this.steps = steps;
    }

    static JournalOfHistory write(
            final Path directory, final long seed, final int commands, final int snapshots) {
        final HistoryGenerator.History history = HistoryGenerator.history(seed, 2 * commands);
        final JournalOfHistory written =
                new JournalOfHistory(
                        directory, history.settings(), new ArrayList<>(history.steps()));
        final SplittableRandom random = new SplittableRandom(seed);
        try (JournaledCore core =
                new JournaledCore(
                        JournaledCore.config(directory), history.settings(), history.symbols())) {
            written.note(core);
            for (int i = 0; i < commands; i++) {
                core.apply(history.steps().get(i));
                written.note(core);
                if (random.nextInt(8) == 0) {
                    core.fire(history.steps().get(i).at());
                    written.note(core);
                }
                if (snapshots > 0 && (i + 1) % (commands / (snapshots + 1)) == 0) {
                    core.journal.snapshot();
                }
            }
        }
        return written;
    }

    private void note(final JournaledCore core) {
        lastDigest = core.digest();
        states.add(List.of(core.journal.journaledSequence(), lastDigest));
    }

    /** Whether the core was in a state with that digest when it was at that input. */
    boolean wasAt(final long sequence, final long digest) {
        return states.contains(List.of(sequence, digest));
    }

    /** How many are in the journal; the other steps can come after them. */
    int commands() {
        return steps.size() / 2;
    }
}
