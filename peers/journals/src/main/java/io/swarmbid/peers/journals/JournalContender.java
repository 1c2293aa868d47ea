package io.swarmbid.peers.journals;

import io.swarmbid.peers.trace.AppendRun;
import io.swarmbid.peers.trace.AppendTarget;
import io.swarmbid.peers.trace.CommandFile;
import java.nio.file.Path;
import java.util.List;

/** A JVM that appends the commands of a file to one journal and prints the outcome. */
public final class JournalContender {
    /** The journals. */
    static final List<String> FORMS = List.of("queue", "archive");

    private JournalContender() {}

    /** Arguments: form, file of commands, empty directory, rounds, nanoseconds between two. */
    public static void main(final String[] args) throws Exception {
        final AppendRun run =
                new AppendRun(
                        CommandFile.read(Path.of(args[1])),
                        Integer.parseInt(args[3]),
                        Long.parseLong(args[4]));
        try (AppendTarget target = target(args[0], Path.of(args[2]))) {
            System.out.println(run.run(args[0], target).line());
        }
    }

    static AppendTarget target(final String form, final Path directory) {
        return switch (form) {
            case "queue" -> new QueueTarget(directory);
            case "archive" -> new ArchiveTarget(directory);
            default -> throw new IllegalArgumentException(form + " is none of " + FORMS);
        };
    }
}
