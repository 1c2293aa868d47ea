package io.swarmbid.host.run;

import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.log.Printable;
import io.swarmbid.host.log.UnwritableException;
import io.swarmbid.view.SharedView;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** The verb {@code run}: checks, runs, shows, and says what it came to. */
public final class RunVerb {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private RunVerb() {}

    /**
     * Runs to the end.
     *
     * @param isTerminal whether a person watches {@code out}.
     * @param summary prints what the run came to.
     * @return the exit status; what went wrong has been said.
     * @throws InvalidInputException if what was asked for cannot be used; nothing was started then.
     */
    public static int run(
            final RunOptions options,
            final boolean isTerminal,
            final PrintWriter out,
            final PrintWriter err,
            final Consumer<RunOutcome> summary) {
        final RunPlan plan = RunPlan.check(options);
        final LiveRun run =
                new LiveRun(
                        plan,
                        options,
                        views -> isTerminal ? new LiveDisplay(views, out) : new PlainDisplay(out));
        SharedView.load();
        final Interruption interruption = Interruption.of(run);
        int status = FAILED;
        try {
            summary.accept(run.execute());
            status = DONE;
        } catch (final InvalidInputException e) {
            throw e;
        } catch (final IOException | RuntimeException e) {
            err.println(
                    "swarmbid: "
                            + UnwritableException.in(e)
                                    .map(Throwable::getMessage)
                                    .orElseGet(() -> "the engine failed: " + reason(e)));
        } finally {
            out.flush();
            err.flush();
            interruption.finished(status);
        }
        return status;
    }

    /** Whether standard output is a terminal. */
    public static boolean isTerminal() {
        return TerminalSize.isTerminal();
    }

    private static String reason(final Throwable failed) {
        final Throwable cause =
                failed instanceof IllegalStateException && failed.getCause() != null
                        ? failed.getCause()
                        : failed;
        final StackTraceElement[] trace = cause.getStackTrace();
        final String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return Printable.of(text.replaceAll("\\s*\\R\\s*", " "))
                + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
