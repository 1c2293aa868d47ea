package io.swarmbid.host.actuator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The few words of shell that every task starts behind. They move the starting process into its
 * control groups and then become the command: same pid, nothing of the shell left. To move a
 * process later would cost milliseconds and let its first instructions run free.
 *
 * <p>The command is passed as arguments and never parsed again. A session of its own keeps the
 * terminal's Ctrl-C away from the tasks (the run ends them in order), and holds orphaned children
 * together where there is no control group to do so.
 */
final class Launch {
    /** The variable by which a task's processes are recognised after a crash. */
    static final String RUN_VARIABLE = "SWARMBID_RUN";

    /**
     * Exit status when a control group would not take the process; 126 and 127 are the shell's own.
     */
    static final int EXIT_NOT_PLACED = 125;

    private static final String SCRIPT =
            "while [ \"$1\" != -- ]; do echo $$ > \"$1\" || exit "
                    + EXIT_NOT_PLACED
                    + "; shift; done; shift; exec \"$@\"";

    private static final List<Path> SETSID =
            List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private Launch() {}

    /**
     * The words before a command.
     *
     * @param membership the {@code cgroup.procs} files that the process enters; may be empty
     */
    static List<String> words(final List<Path> membership) {
        final List<String> words =
                new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "swarmbid-task"));
        membership.forEach(file -> words.add(file.toString()));
        words.add("--");
        SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(setsid -> words.add(setsid.toString()));
        return List.copyOf(words);
    }

    static Map<String, String> environment(final RunName run) {
        return Map.of(RUN_VARIABLE, run.toString());
    }
}
