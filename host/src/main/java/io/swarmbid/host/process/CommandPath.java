package io.swarmbid.host.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks that a command can be started, so that a mistake is told in words and not by an exit
 * status.
 */
final class CommandPath {
    private CommandPath() {}

    /**
     * Looks a command up as execvp(3) would.
     *
     * @param command a path, or a name to look up
     * @param directory that a relative path starts from
     * @param searchPath directories with colons between, as in PATH; may be null
     * @throws IOException when nothing executable is there
     */
    static void check(final String command, final Path directory, final String searchPath)
            throws IOException {
        if (command.indexOf('/') >= 0) {
            if (!executable(directory.resolve(command))) {
                throw new IOException("no executable file is at " + directory.resolve(command));
            }
            return;
        }
        for (final String entry : (searchPath == null ? "" : searchPath).split(":")) {
            if (executable(directory.resolve(entry).resolve(command))) {
                return;
            }
        }
        throw new IOException("no command " + command + " on the PATH " + searchPath);
    }

    private static boolean executable(final Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
