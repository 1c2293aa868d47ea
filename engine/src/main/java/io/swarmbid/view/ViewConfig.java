package io.swarmbid.view;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/** How a host wants its shared view. Not threadsafe. */
public final class ViewConfig {
    private final Path directory;
    private ViewListener listener = ViewListener.NONE;
    private ThreadFactory threadFactory = ViewConfig::daemon;
    private long intervalNs = 5_000_000;
    private long lagBound = 65_536;
    private long lockTimeoutMs = 2_000;

    /**
     * A view in the directory {@code view} below this one, for the owner of the process alone.
     *
     * @param parent made if it is missing.
     */
    public ViewConfig(final Path parent) {
        directory = Objects.requireNonNull(parent, "parent");
    }

    /** Is told how the view fares. Default {@link ViewListener#NONE}. */
    public ViewConfig listener(final ViewListener told) {
        listener = Objects.requireNonNull(told, "listener");
        return this;
    }

    /** Makes the view thread. Default: a daemon. */
    public ViewConfig threadFactory(final ThreadFactory factory) {
        threadFactory = Objects.requireNonNull(factory, "threadFactory");
        return this;
    }

    /**
     * Nanoseconds that the view thread sleeps between two looks at what changed. Default 5 ms.
     *
     * @throws IllegalArgumentException unless it is 1 to 1,000,000,000.
     */
    public ViewConfig intervalNs(final long nanoseconds) {
        intervalNs = within("intervalNs", nanoseconds, 1_000_000_000);
        return this;
    }

    /**
     * Commands that the view may be behind the engine before that is counted and told. Default 65,536.
     *
     * @throws IllegalArgumentException unless it is 1 or more.
     */
    public ViewConfig lagBound(final long commands) {
        lagBound = within("lagBound", commands, Long.MAX_VALUE);
        return this;
    }

    /**
     * Milliseconds after which a lock in a map counts as left by a process that died. Default 2,000.
     *
     * @throws IllegalArgumentException unless it is 1 to 3,600,000.
     */
    public ViewConfig lockTimeoutMs(final long milliseconds) {
        lockTimeoutMs = within("lockTimeoutMs", milliseconds, 3_600_000);
        return this;
    }

    private static long within(final String name, final long value, final long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    name + "=" + value + " is out of range; it takes 1 to " + most);
        }
        return value;
    }

    Path directory() {
        return directory;
    }

    ViewListener listener() {
        return listener;
    }

    ThreadFactory threadFactory() {
        return threadFactory;
    }

    long intervalNs() {
        return intervalNs;
    }

    long lagBound() {
        return lagBound;
    }

    long lockTimeoutMs() {
        return lockTimeoutMs;
    }

    private static Thread daemon(final Runnable work) {
        final Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
