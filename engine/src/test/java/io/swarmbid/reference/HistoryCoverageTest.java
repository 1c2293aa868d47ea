package io.swarmbid.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.Speedup;
import io.swarmbid.codec.sbe.CompleteReason;
import io.swarmbid.codec.sbe.Finding;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.QueueReason;
import io.swarmbid.codec.sbe.RefuseCode;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Random histories prove nothing about what never happens in them: all of it does. */
final class HistoryCoverageTest {
    private static final int HISTORIES = 600;
    private static final int COMMANDS = 250;
    private static final Pattern WORDS =
            Pattern.compile(
                    "([a-z]+)( task=(\\d+))?( at=\\d+)?( units=\\d+)?( pool=\\d+)? ([A-Z_]+).*");

    private final Set<String> seen = new TreeSet<>();

    private static Set<String> everything() {
        final Set<String> all = new TreeSet<>();
        add(all, "refuse ", RefuseCode.values());
        add(all, "queue ", QueueReason.values());
        add(all, "reject ", RejectReason.values());
        add(all, "revoke ", RevokeReason.values());
        add(all, "complete ", CompleteReason.values());
        add(all, "flag ", Finding.values());
        add(all, "swarm ", SwarmReason.values());
        all.add("a task moves between instances");
        all.add("the swarm replaces an instance");
        all.add("a speed-up is learned");
        return all;
    }

    private static void add(final Set<String> all, final String verb, final Enum<?>[] reasons) {
        for (final Enum<?> reason : reasons) {
            if (!"NULL_VAL".equals(reason.name())) {
                all.add(verb + reason.name());
            }
        }
    }

    @Test
    void shouldHaveEverythingHappenInRandomHistories() {
        final Set<String> missing = everything();
        for (long seed = 1; seed <= HISTORIES && !missing.isEmpty(); seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            try (ReferenceCore core = new ReferenceCore(history.settings(), history.symbols())) {
                history.steps().forEach(step -> note(core, step));
            }
            missing.removeAll(seen);
        }
        assertEquals(Set.of(), missing, "never in " + HISTORIES + " histories");
    }

    private void note(final ReferenceCore core, final HistoryGenerator.Step step) {
        final UnsafeBuffer command = new UnsafeBuffer(step.command());
        final List<String> lines = new ArrayList<>();
        core.onCommand(
                step.sequence(),
                step.at(),
                command,
                0,
                step.command().length,
                (buffer, offset, length) -> lines.add(DecisionText.of(buffer, offset)));
        final Set<String> rearranged = new TreeSet<>();
        for (final String line : lines) {
            note(line, rearranged);
        }
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        if (header.wrap(command, 0).templateId() == TaskCommandDecoder.TEMPLATE_ID) {
            final var task = new TaskCommandDecoder().wrapAndApplyHeader(command, 0, header);
            if (isLearned(task, core.world.tasks.get(task.task()), step.sequence())) {
                seen.add("a speed-up is learned");
            }
        }
    }

    private void note(final String line, final Set<String> rearranged) {
        final Matcher match = WORDS.matcher(line);
        if (line.startsWith("refuse ")) {
            seen.add("refuse " + line.split(" ")[1]);
        } else if (line.startsWith("admit ")) {
            if (rearranged.contains(line.split(" ")[1])) {
                seen.add("a task moves between instances");
            }
        } else if (match.matches()) {
            final boolean ofTask = match.group(2) != null;
            seen.add((ofTask ? match.group(1) : "swarm") + " " + match.group(7));
            if (line.startsWith("revoke ") && line.contains(" units=0 REARRANGED ")) {
                rearranged.add(line.split(" ")[1]);
            }
            if (line.startsWith("drain ")
                    && line.contains(" CHEAPER_POOL ")
                    && !line.contains(" fleet=")) {
                seen.add("the swarm replaces an instance");
            }
        }
    }

    private static boolean isLearned(
            final TaskCommandDecoder command, final TaskState task, final long sequence) {
        if (task == null || sequence == 0 || task.arrival != sequence) {
            return false;
        }
        final List<Long> table = new ArrayList<>();
        for (final TaskCommandDecoder.SpeedupDecoder each : command.speedup()) {
            table.add((long) each.ppm());
        }
        boolean differs = false;
        for (int n = 1; n <= task.max; n++) {
            final long declared =
                    table.isEmpty() ? Speedup.amdahlPpm(n, command.serialPpm()) : table.get(n - 1);
            differs |= task.speedup[n] != declared;
        }
        return differs;
    }
}
