package io.swarmbid.host.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A command line that was run: exit status and what it said. */
record CommandLineRun(int status, String out, String err) {
    static CommandLineRun of(final String... args) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int status =
                Main.run(
                        Terminal.NONE,
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        args);
        return new CommandLineRun(status, out.toString(), err.toString());
    }

    /** Writes a log, and replays it. */
    static CommandLineRun replay(final Path file, final byte[] log, final String... more)
            throws IOException {
        Files.write(file, log);
        return of(
                Stream.concat(Stream.of("replay", file.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
