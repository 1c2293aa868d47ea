package io.swarmbid.pipeline;

import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.journal.Journal;
import io.swarmbid.journal.JournalException;
import io.swarmbid.journal.RecoveryReport;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/**
 * An allocation engine inside the host's JVM. Launch it, give every producing thread a client, close it.
 *
 * <p>Fail-stop: whatever the core or a handler throws stops the engine. Its {@link ErrorHandler} is told, clients are
 * refused with {@link Refusal#CLOSED}, and {@link #close()} throws what happened.
 *
 * <p>Threadsafe, unless it is an {@link InlineEngine}.
 */
public abstract sealed class SwarmEngine implements AutoCloseable
        permits ThreadedEngine, InlineEngine {
    static final long RING_FULL = Refusal.RING_FULL.code();
    static final long CLOSED = Refusal.CLOSED.code();

    final EngineContext context;
    final Lifecycle lifecycle;
    final LatencyRecorder latencyRecorder = new LatencyRecorder();
    final Queue<Watched> watched = new ConcurrentLinkedQueue<>();
    private final EngineCounters counters = new EngineCounters();
    private final AtomicBoolean failureReported = new AtomicBoolean();

    private final Journal journal;

    SwarmEngine(final EngineContext context, final EngineStart start) {
        this.context = context;
        journal = start.journal();
        counters.begin(start.lastSequence(), start.core().decisionCount());
        lifecycle = new Lifecycle(context.errorHandler());
    }

    /**
     * Starts an engine with threads of its own, in the state that its journal holds, if it keeps one.
     *
     * @throws IllegalArgumentException if the configuration does not hold together; the message names every fault.
     * @throws IllegalStateException if a {@link EngineConfig#warmUp warm-up} failed; nothing was started or recovered then.
     * @throws JournalException if the journal cannot be recovered; the message names file, place and remedy.
     */
    public static SwarmEngine launch(final EngineConfig config) {
        final EngineContext context = config.conclude();
        context.warmUp().run(context, ThreadedEngine::new);
        final EngineStart start = context.begin();
        try {
            final ThreadedEngine engine = new ThreadedEngine(context, start);
            engine.tellOfLaunch(start);
            engine.start();
            return engine;
        } catch (final Throwable e) {
            start.close();
            throw e;
        }
    }

    /**
     * An engine without threads, which its clients' calls run. Wait strategy, producers, hand-over and thread
     * factory have no meaning for it, nor has the journal's sync at intervals.
     *
     * @throws IllegalArgumentException if the configuration does not hold together; the message names every fault.
     * @throws IllegalStateException if a {@link EngineConfig#warmUp warm-up} failed; nothing was started or recovered then.
     * @throws JournalException if the journal cannot be recovered; the message names file, place and remedy.
     */
    public static InlineEngine inline(final EngineConfig config) {
        final EngineContext context = config.conclude();
        context.warmUp().run(context, InlineEngine::new);
        final EngineStart start = context.begin();
        try {
            final InlineEngine engine = new InlineEngine(context, start);
            engine.tellOfLaunch(start);
            return engine;
        } catch (final Throwable e) {
            start.close();
            throw e;
        }
    }

    final void tellOfLaunch(final EngineStart start) {
        for (final LaunchListener listener : context.launches()) {
            listener.onLaunch(this, start.core()::describe);
        }
    }

    /**
     * A new client. Each belongs to one thread.
     *
     * @throws IllegalStateException if {@link EngineConfig#producers} is {@link Producers#SINGLE} and there is one.
     */
    public abstract EngineClient client();

    /**
     * Has the watchdog, if there is one, look at something more from now on. Threadsafe.
     *
     * @param follower reads figures that any thread may read.
     */
    public final void watch(final Watched follower) {
        watched.add(follower);
    }

    /** The strings that commands and decisions name by number. Threadsafe. */
    public final SymbolTable symbols() {
        return context.symbols();
    }

    /** The settings that hold, fixed since the start. */
    public final Settings settings() {
        return context.settings();
    }

    /** What the engine has done so far. Any thread, at any time. */
    public final EngineCounters counters() {
        return counters;
    }

    /** How long decisions took so far. Any thread, at any time; it allocates, on the calling thread alone. */
    public final LatencySnapshot latency() {
        return latencyRecorder.snapshot();
    }

    /**
     * Adds the latencies, in nanoseconds as {@link #latency} measures them, that came since the last call of this method, or
     * the launch. Any thread, at any time; it may allocate, on the calling thread alone.
     *
     * @throws ArrayIndexOutOfBoundsException if one of them is longer than the histogram tracks: an hour is enough.
     */
    public final void drainLatency(final Histogram into) {
        latencyRecorder.drain(into);
    }

    /** What was recovered at the launch; empty if the engine keeps no journal. */
    public final Optional<RecoveryReport> recovery() {
        return Optional.ofNullable(journal).map(Journal::recovery);
    }

    /**
     * Writes a snapshot that covers at least what is journaled now, and waits until it is on the disk. The engine does not
     * wait for it, an inline one writes it itself. Any thread but the journal's own; of an inline engine its only one,
     * between commands or in {@code onBatchEnd}.
     *
     * @return the last input sequence that it covers.
     * @throws IllegalStateException if the engine keeps no journal, on the journal's own thread, and where an inline
     *     engine is in the midst of a command.
     * @throws JournalException if it cannot be written, or the engine is closed meanwhile; if it has failed, with {@link
     *     #failure} as the cause.
     */
    public final long snapshot() {
        if (journal == null) {
            throw new IllegalStateException(
                    "a snapshot belongs to a journal, and the engine keeps none");
        }
        requireBetweenEvents();
        return journal.snapshot(lifecycle::failure);
    }

    /** Makes sure that the state can be written on the calling thread, if that is what a snapshot does. */
    void requireBetweenEvents() {}

    final long journaledSequence() {
        return journal == null ? 0 : journal.journaledSequence();
    }

    /** Whether commands are taken. */
    public final boolean isOpen() {
        return lifecycle.isOpen();
    }

    /** Why the engine stopped by itself, null if it did not. */
    public final EngineFailedException failure() {
        return lifecycle.failure();
    }

    /**
     * The digest of the state after the closing tick.
     *
     * @throws IllegalStateException if the engine is not closed, or failed.
     */
    public final long stateDigest() {
        if (!lifecycle.isClosed()) {
            throw new IllegalStateException(
                    lifecycle.isFailed() ? "the engine failed" : "the engine is not closed yet");
        }
        return finalStateDigest();
    }

    /** Whether the engine has stopped for good: no thread of its own is left that could call the host. */
    public abstract boolean isTerminated();

    abstract long finalStateDigest();

    abstract void stop();

    /** Does all that is to be done now, on the calling thread; of an engine whose threads, if it has any, never run. */
    abstract void turn();

    /** Hands over the decisions that there are, on the calling thread; of an engine whose threads never run. */
    abstract void handOver();

    /**
     * Refuses further commands, applies those that were accepted, ends the log with a {@code tick}, hands over all
     * decisions and stops. Any thread, any number of times; on one of the engine's own threads, in a handler, it
     * does not wait for the end.
     *
     * @throws EngineFailedException the first time after the engine failed.
     */
    @Override
    public final void close() {
        stop();
        final EngineFailedException failure = lifecycle.failure();
        if (failure != null && failureReported.compareAndSet(false, true)) {
            throw failure;
        }
    }
}
