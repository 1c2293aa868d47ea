package io.swarmbid.host.cli;

import io.swarmbid.core.TaskStanding;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.replay.Playback;
import io.swarmbid.host.replay.ReplayInput;
import io.swarmbid.host.replay.TaskHistory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: why a task has what it has, read off the state itself. */
@Command(
        name = "explain",
        description =
                "Says why a task has what it has: what binds it, what it would take, who would lose, and"
                        + " what happened to it.")
final class ExplainCommand implements Callable<Integer> {
    private static final long TO_THE_END = Long.MAX_VALUE;
    private static final int IDS_LISTED = 12;

    @Spec private CommandSpec spec;

    @Mixin private final InputOptions input = new InputOptions();

    @Parameters(index = "1", paramLabel = "TASK", description = "Id of the task.")
    private long task;

    @Option(
            names = "--at",
            paramLabel = "SEQ",
            description = "Judge the state right after that input. Default: at the end.")
    private long at = TO_THE_END;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            split = ",",
            description = "Change a setting from the start.")
    private final List<String> sets = new ArrayList<>();

    private final Terminal terminal;

    ExplainCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        final ReplayInput checked = input.check(sets);
        refuseOutside(checked, at);
        final TaskHistory history = new TaskHistory(task);
        final Progress progress =
                new Progress(terminal, spec.commandLine().getErr(), checked.lastInput());
        try (Playback playback = Playback.of(checked, input.scriptedAsRecorded(), null, history)) {
            if (at == TO_THE_END) {
                playback.runToEnd(progress);
            } else {
                playback.runTo(at);
            }
            progress.clear();
            if (history.request() == null) {
                throw unknown(checked, history);
            }
            final Optional<TaskStanding> standing = playback.core().standing(task);
            final PrintWriter out = spec.commandLine().getOut();
            new ExplainText(out, playback, history, at == TO_THE_END).print(standing);
            out.flush();
        } finally {
            progress.clear();
        }
        return ExitStatus.DONE;
    }

    /** Refuses an input sequence that the input does not have. */
    static void refuseOutside(final ReplayInput checked, final long sequence) {
        if (sequence != TO_THE_END && (sequence < 0 || sequence > checked.lastInput())) {
            throw new InvalidInputException(
                    "--at "
                            + sequence
                            + " is no input of "
                            + checked.file()
                            + "; it takes 0 to "
                            + checked.lastInput());
        }
    }

    private InvalidInputException unknown(final ReplayInput checked, final TaskHistory history) {
        final TreeSet<Long> ids = history.seen();
        final String where = at == TO_THE_END ? "" : " up to input " + at;
        if (ids.isEmpty()) {
            return new InvalidInputException(
                    "task " + task + " is unknown: no task comes in " + checked.file() + where);
        }
        final String listed =
                ids.size() <= IDS_LISTED
                        ? ids.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        : ids.size() + " of them, from " + ids.first() + " to " + ids.last();
        final String refused = ids.contains(task) ? " (it was refused)" : "";
        return new InvalidInputException(
                "task "
                        + task
                        + " is unknown in "
                        + checked.file()
                        + where
                        + refused
                        + "; the tasks are "
                        + listed);
    }
}
