package io.swarmbid.host.cli;

import java.io.PrintWriter;
import java.util.function.LongConsumer;

/** Shows on a terminal how far a long replay is; says nothing elsewhere. Not threadsafe. */
final class Progress implements LongConsumer {
    private static final long INTERVAL_NS = 200_000_000L;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final PrintWriter err;
    private final long lastInput;
    private final long startNs = System.nanoTime();
    private long shownNs = startNs;
    private boolean shown;

    Progress(final Terminal terminal, final PrintWriter err, final long lastInput) {
        this.terminal = terminal;
        this.err = err;
        this.lastInput = lastInput;
    }

    @Override
    public void accept(final long input) {
        final long nowNs = System.nanoTime();
        if (!terminal.errIsTerminal() || nowNs - shownNs < INTERVAL_NS) {
            return;
        }
        shownNs = nowNs;
        shown = true;
        final long percent = lastInput == 0 ? 100 : input * 100 / lastInput;
        err.print(CLEAR_LINE + "replaying  " + percent + " %  input " + input + " of " + lastInput);
        err.flush();
    }

    void clear() {
        if (shown) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
