package io.swarmbid.host.run;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Draws the run four times a second in place, on a thread of its own, with the latest lines of the story under the
 * table.
 */
final class LiveDisplay implements Display {
    private static final long PERIOD_NS = 250_000_000L;
    private static final int LINES_KEPT = 200;
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CLEAR_TO_END = "\u001b[J";

    private final Deque<String> story = new ArrayDeque<>();
    private final Supplier<RunView> views;
    private final PrintWriter out;
    private final TerminalSize size = new TerminalSize();
    private final Thread thread = new Thread(this::run, "swarmbid-display");
    private volatile boolean closing;
    private int linesDrawn;

    LiveDisplay(final Supplier<RunView> views, final PrintWriter out) {
        this.views = views;
        this.out = out;
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void tell(final long atNs, final String text) {
        synchronized (story) {
            story.addLast(PlainDisplay.line(atNs, text));
            if (story.size() > LINES_KEPT) {
                story.removeFirst();
            }
        }
    }

    private void run() {
        out.print(HIDE_CURSOR);
        try {
            while (!closing) {
                draw();
                LockSupport.parkNanos(PERIOD_NS);
            }
            draw();
        } finally {
            out.print(SHOW_CURSOR);
            out.flush();
        }
    }

    private void draw() {
        size.refresh();
        final List<String> lines;
        synchronized (story) {
            lines = List.copyOf(story);
        }
        final LiveTable table = new LiveTable(size.columns(), size.rows() - 1, size.isUnicode());
        final List<String> drawn = table.render(views.get(), lines);
        final StringBuilder frame = new StringBuilder();
        if (linesDrawn > 0) {
            frame.append("\u001b[").append(linesDrawn).append('A');
        }
        frame.append('\r');
        for (final String line : drawn) {
            frame.append(line).append("\u001b[K\n");
        }
        frame.append(CLEAR_TO_END);
        linesDrawn = drawn.size();
        out.print(frame);
        out.flush();
    }

    @Override
    public void close() {
        if (!closing) {
            closing = true;
            LockSupport.unpark(thread);
            if (thread.getState() != Thread.State.NEW) {
                Threads.join(thread);
            }
        }
    }
}
