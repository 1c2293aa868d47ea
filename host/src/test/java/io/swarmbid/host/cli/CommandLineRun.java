package io.swarmbid.host.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

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

    List<String> errLines() {
        return err.lines().toList();
    }
}
