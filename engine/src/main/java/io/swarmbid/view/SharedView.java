package io.swarmbid.view;

import io.swarmbid.core.StateVisitor;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.files.ProcessLock;
import io.swarmbid.pipeline.CommandTap;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.pipeline.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import org.agrona.DirectBuffer;

/**
 * Publishes an engine's state to other processes while it runs. The engine never waits for it: the thread that hands
 * over decisions brings a model up to date, which allocates nothing, and a thread of the view's own writes the maps.
 *
 * <pre>{@code
 * EngineConfig config = new EngineConfig().onDecision(handler);
 * try (SharedView view = SharedView.attach(config, new ViewConfig(directory));
 *         SwarmEngine engine = SwarmEngine.launch(config)) {
 *     ...
 * }
 * }</pre>
 *
 * <p>In this order the engine is closed first, and the view then publishes its last state. Threadsafe.
 */
public final class SharedView implements AutoCloseable {
    /** Times in a row that maps may turn out to be of no use at once. */
    private static final int ATTEMPTS = 3;

    private static final long LONGEST_CLOSE_NS = 15_000_000_000L;

    private final ViewCounters counters = new ViewCounters();
    private final ViewPosition position = new ViewPosition();
    private final ViewConfig config;
    private final ViewFiles files;
    private ViewModel model;
    private ModelTables tables;
    private SwarmEngine engine;
    private ProcessLock writerLock;
    private Thread thread;
    private boolean isWatched;
    private final CountDownLatch openOrFailed = new CountDownLatch(1);
    private volatile boolean isClosing;
    private volatile Throwable failure;

    private SharedView(final ViewConfig config) {
        this.config = config;
        files = new ViewFiles(config.directory());
    }

    /**
     * Has the engine that is launched with this configuration publish its state. That launch throws an
     * {@link IllegalStateException} if the directory cannot be used or another engine publishes there, or the
     * configuration has launched one before.
     */
    public static SharedView attach(final EngineConfig engine, final ViewConfig view) {
        final SharedView shared = new SharedView(view);
        final CommandTap tap = shared::onCommand;
        final DecisionSink sink = shared::onDecision;
        engine.onLaunch(shared::launch).onCommand(tap).onDecision(sink);
        return shared;
    }

    /**
     * Loads what views need, on the calling thread: 0.2 s the first time. It cannot be loaded while the JVM shuts down, so a
     * host that ends its engine in a shutdown hook calls this before it adds the hook.
     */
    public static void load() {
        BackgroundResourceReleaser.isOnBackgroundResourceReleaserThread();
    }

    /** Where the view below a directory lies. */
    public static Path directory(final Path parent) {
        return new ViewFiles(parent).directory();
    }

    /**
     * Whether an engine lives that publishes a view below a directory.
     *
     * @throws IOException if that cannot be told.
     */
    public static boolean isPublished(final Path parent) throws IOException {
        final ViewFiles files = new ViewFiles(parent);
        return Files.isDirectory(files.directory(), LinkOption.NOFOLLOW_LINKS)
                && files.isBeingWritten();
    }

    /**
     * Removes the view below a directory, if there is one.
     *
     * @throws ViewException if an engine publishes it, or it is not this user's.
     * @throws IOException if it cannot be removed, for example because it holds what no view does.
     */
    public static void remove(final Path parent) throws IOException {
        new ViewFiles(parent).remove();
    }

    private synchronized void launch(
            final SwarmEngine launched, final Consumer<StateVisitor> state) {
        if (engine != null) {
            throw new IllegalStateException(
                    "the view in " + files.directory() + " already is another engine's");
        }
        try {
            files.make();
            writerLock = files.lockForWriting();
        } catch (final ViewException e) {
            throw new IllegalStateException("no view can be published: " + e.getMessage(), e);
        } catch (final IOException e) {
            final ViewException told = ViewException.unusable(files.directory(), e);
            throw new IllegalStateException(told.getMessage(), told);
        }
        if (writerLock == null) {
            throw new IllegalStateException("another engine publishes into " + files.directory());
        }
        try {
            start(launched, state);
        } catch (final RuntimeException | Error e) {
            model = null;
            if (tables != null) {
                tables.close();
            }
            try {
                writerLock.close();
            } catch (final IOException unlocking) {
                e.addSuppressed(unlocking);
            }
            throw e;
        }
    }

    private void start(final SwarmEngine launched, final Consumer<StateVisitor> state) {
        engine = launched;
        tables = new ModelTables(launched.settings());
        final ViewModel made = new ViewModel(tables, position);
        launched.recovery().ifPresent(from -> made.prime(from, state));
        final ViewPublisher publisher =
                new ViewPublisher(tables, position, files, writerLock, config, counters, launched);
        final Thread work = config.threadFactory().newThread(() -> run(publisher));
        work.setName("swarmbid-view");
        model = made;
        work.start();
        thread = work;
    }

    /** What a journal hands over again comes before the launch, and is in the state that the model begins with. */
    private boolean isFollowed() {
        return failure == null && model != null;
    }

    private void onCommand(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (isFollowed()) {
            try {
                model.onCommand(sequence, timeNs, buffer, offset, length);
            } catch (final RuntimeException e) {
                fail(ViewException.stopped(files.directory(), e));
            }
        }
    }

    private void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        if (isFollowed()) {
            try {
                model.onDecision(buffer, offset, length);
            } catch (final RuntimeException e) {
                fail(ViewException.stopped(files.directory(), e));
            }
        }
    }

    private void run(final ViewPublisher publisher) {
        try (publisher) {
            Throwable broken = null;
            int failures = 0;
            while (true) {
                final long passes = counters.passes();
                Thread.interrupted();
                try {
                    if (broken == null) {
                        publisher.open();
                    } else {
                        publisher.rebuild(broken);
                    }
                    beWatched();
                    openOrFailed.countDown();
                    follow(publisher);
                    return;
                } catch (final IOException | RuntimeException | InternalError e) {
                    // An InternalError is a page of a mapped file that could not be had; an
                    // interrupt closes a file.
                    if (e instanceof ViewException
                            || e instanceof IOException && !Thread.interrupted()) {
                        throw e;
                    }
                    failures = counters.passes() > passes ? 1 : failures + 1;
                    if (failures == ATTEMPTS) {
                        throw e;
                    }
                    broken = e;
                }
            }
        } catch (final Throwable e) {
            fail(
                    e instanceof ViewException || isLockInPlace()
                            ? ViewException.stopped(files.directory(), e)
                            : ViewException.removed(files.directory(), e));
        }
        if (failure != null) {
            release();
        }
    }

    /** A view that is published no more is nobody's, and readers are told so. */
    private void release() {
        try {
            writerLock.close();
        } catch (final IOException e) {
            failure.addSuppressed(e);
        }
    }

    private boolean isLockInPlace() {
        try {
            return writerLock.isInPlace();
        } catch (final IOException e) {
            // Whatever the failure is of, it is not known to be this.
            return true;
        }
    }

    /** From when the maps are open, which takes its time. */
    private void beWatched() {
        if (!isWatched) {
            isWatched = true;
            engine.watch(
                    new Watched(
                            "view",
                            () -> engine.counters().commands() - counters.inputs(),
                            counters::passes,
                            config.lagBound()));
        }
    }

    private void follow(final ViewPublisher publisher) throws IOException {
        while (!isClosing && failure == null) {
            // Only a close ends it, and with an interrupt it would not sleep any more.
            Thread.interrupted();
            publisher.lookNowAndThen();
            if (publisher.publish() == 0) {
                LockSupport.parkNanos(config.intervalNs());
            }
        }
        if (failure == null) {
            publisher.finish();
        }
    }

    private void fail(final Throwable cause) {
        failure = cause;
        openOrFailed.countDown();
        config.listener().onFailure(cause);
    }

    /**
     * Waits until other processes can read the view. Making the maps loads classes and writes files, which takes hundreds of
     * milliseconds of CPU in a young process: a host whose first commands must not compete with that waits before it sends
     * them. Any thread, after the engine was launched.
     *
     * @param timeoutNs the longest wait, nanoseconds.
     * @return whether the view is open; false too if it has failed.
     * @throws InterruptedException if the thread is interrupted.
     */
    public boolean awaitOpen(final long timeoutNs) throws InterruptedException {
        return openOrFailed.await(timeoutNs, TimeUnit.NANOSECONDS) && failure == null;
    }

    /** How far the view is. Any thread. */
    public ViewCounters counters() {
        return counters;
    }

    /** Why nothing is published any more; null while all is well. */
    public Throwable failure() {
        return failure;
    }

    /**
     * Publishes the last state, says in it that the engine is gone, and stops; waits for that 15 s at most. Any thread but
     * the view's own, any number of times. The engine should be closed before: else its later state is not published.
     */
    @Override
    public synchronized void close() {
        if (thread == null || isClosing) {
            return;
        }
        isClosing = true;
        LockSupport.unpark(thread);
        join();
        if (thread.isAlive()) {
            // It holds on to the files and the model; both are freed with the process.
            fail(new IllegalStateException("the view thread has not ended, the disk may hang"));
            return;
        }
        if (engine.isTerminated()) {
            tables.close();
        } else {
            // The model is still being fed: its memory is the collector's to free.
            fail(new IllegalStateException("the view was closed before its engine"));
        }
        try {
            writerLock.close();
        } catch (final IOException e) {
            fail(e);
        }
    }

    private void join() {
        final long untilNs = System.nanoTime() + LONGEST_CLOSE_NS;
        boolean interrupted = false;
        for (long leftNs = LONGEST_CLOSE_NS;
                thread.isAlive() && leftNs > 0;
                leftNs = untilNs - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, leftNs);
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
