package io.swarmbid.host.run;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Prints each line of the story, on a thread of its own: a reader that stalls does not stall the decisions. A line is
 * held back for a moment, so that one that another thread tells a little later, of an earlier time, comes before it.
 */
final class PlainDisplay implements Display {
    private static final long HELD_BACK_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final Line END = new Line(0, 0, 0, "");

    /** A line of the story; of two at one time the one that was told first comes first. */
    private record Line(long atNs, long number, long toldNs, String text)
            implements Comparable<Line> {
        private static final Comparator<Line> ORDER =
                Comparator.comparingLong(Line::atNs).thenComparingLong(Line::number);

        @Override
        public int compareTo(final Line other) {
            return ORDER.compare(this, other);
        }
    }

    private final BlockingQueue<Line> told = new LinkedBlockingQueue<>();
    private final PriorityQueue<Line> held = new PriorityQueue<>();
    private final PrintWriter out;
    private final Thread thread = new Thread(this::run, "swarmbid-display");
    private long count;
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
    public synchronized void tell(final long atNs, final String text) {
        told.add(new Line(atNs, count++, System.nanoTime(), line(atNs, text)));
    }

    private void run() {
        try {
            for (Line line = next(); line != END; line = next()) {
                if (line != null) {
                    held.add(line);
                }
                print(System.nanoTime() - HELD_BACK_NS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        while (!held.isEmpty()) {
            out.println(held.poll().text);
        }
        out.flush();
    }

    /** The next line that is told; null when a held one has to be printed before. */
    private Line next() throws InterruptedException {
        if (held.isEmpty()) {
            return told.take();
        }
        final long leftNs = held.peek().toldNs + HELD_BACK_NS - System.nanoTime();
        return told.poll(Math.max(0, leftNs), TimeUnit.NANOSECONDS);
    }

    /** Prints what was told up to then, and whatever is of an earlier time. */
    private void print(final long toldUntilNs) {
        boolean any = false;
        while (!held.isEmpty() && held.peek().toldNs - toldUntilNs <= 0) {
            out.println(held.poll().text);
            any = true;
        }
        if (any) {
            out.flush();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            told.add(END);
            if (thread.getState() != Thread.State.NEW) {
                Threads.join(thread);
            }
        }
    }
}
