package io.swarmbid.host.run;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Prints each line of the story, on a thread of its own: a reader that stalls does not stall the decisions. */
final class PlainDisplay implements Display {
    private static final String END = new String("end");

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final PrintWriter out;
    private final Thread thread = new Thread(this::run, "swarmbid-display");
    private boolean closed;

    PlainDisplay(final PrintWriter out) {
        this.out = out;
        thread.setDaemon(true);
    }

    /** A line of the story with its time in front. */
    static String line(final long atNs, final String text) {
        return String.format(Locale.ROOT, "%7.3f s  %s", atNs / 1e9, text);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void tell(final long atNs, final String text) {
        lines.add(line(atNs, text));
    }

    private void run() {
        try {
            for (String line = lines.take(); !isEnd(line); line = lines.take()) {
                out.println(line);
                if (lines.isEmpty()) {
                    out.flush();
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }

    private static boolean isEnd(final String line) {
        return line == END;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            lines.add(END);
            if (thread.getState() != Thread.State.NEW) {
                Threads.join(thread);
            }
        }
    }
}
