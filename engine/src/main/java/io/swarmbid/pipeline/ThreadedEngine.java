package io.swarmbid.pipeline;

import io.swarmbid.journal.Journal;
import io.swarmbid.journal.JournalException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;

/** An engine with a thread of its own, and where decisions have theirs, a second one. */
final class ThreadedEngine extends SwarmEngine {
    /** Times that the watchdog looks within its patience. */
    private static final int LOOKS = 4;

    private final AtomicBoolean hasClient = new AtomicBoolean();
    private final Waiter engineWaiter;
    private final Waiter decisionWaiter;
    private final IngestRing ring;
    private final Delivery delivery;
    private final DecisionRing decisions;
    private final EngineDuty duty;
    private final Journal journal;
    private final Thread engineThread;
    private final Thread decisionThread;
    private final Thread watchdogThread;
    private volatile Thread journalThread;

    ThreadedEngine(final EngineContext context, final EngineStart start) {
        super(context, start);
        journal = start.journal();
        engineWaiter = new Waiter(context.waitStrategy(), context.parkNs());
        decisionWaiter = new Waiter(context.waitStrategy(), context.parkNs());
        ring =
                new IngestRing(
                        context.settings(),
                        context.producers(),
                        context.clock(),
                        engineWaiter,
                        lifecycle,
                        start.lastSequence());
        delivery = new Delivery(context, counters(), latencyRecorder);
        decisions =
                context.handOver() == HandOver.DECISION_THREAD
                        ? new DecisionRing(context, counters(), lifecycle, decisionWaiter)
                        : null;
        final Outlet outlet = decisions == null ? new DirectOutlet(delivery) : decisions;
        duty = new EngineDuty(context, start, ring, outlet, counters(), lifecycle);
        engineThread = newThread(this::runEngine, "swarmbid-engine");
        decisionThread =
                decisions == null ? null : newThread(this::runDecisions, "swarmbid-decisions");
        watchdogThread =
                context.watchdog() == null
                        ? null
                        : newThread(this::runWatchdog, "swarmbid-watchdog");
    }

    private Thread newThread(final Runnable work, final String name) {
        final Thread thread = context.threadFactory().newThread(work);
        if (thread == null) {
            throw new IllegalArgumentException("the thread factory gave no thread for " + name);
        }
        thread.setName(name);
        return thread;
    }

    private void watchOwn() {
        final EngineCounters counters = counters();
        watch(
                new Watched(
                        Alarm.ENGINE,
                        ring::waiting,
                        () -> counters.commands() + counters.timerEvents(),
                        Long.MAX_VALUE));
        if (decisions != null) {
            watch(
                    new Watched(
                            Alarm.DECISIONS,
                            () -> counters.decisions() - counters.handedOver(),
                            counters::handedOver,
                            context.watchdog().decisionBound()));
        }
        if (journal != null) {
            watchJournal();
        }
    }

    private void watchJournal() {
        watch(
                new Watched(
                        Alarm.JOURNAL,
                        journal::failedAttempts,
                        journal::preparedSegments,
                        Long.MAX_VALUE));
    }

    private void runWatchdog() {
        final WatchdogConfig config = context.watchdog();
        final Watchdog watchdog =
                new Watchdog(config.handler(), config.patienceNs(), System::nanoTime);
        try {
            while (engineThread.isAlive() || isAlive(decisionThread)) {
                for (Watched next = watched.poll(); next != null; next = watched.poll()) {
                    watchdog.add(next);
                }
                watchdog.look();
                LockSupport.parkNanos(config.patienceNs() / LOOKS);
            }
        } catch (final Throwable e) {
            lifecycle.fail(0, "the watchdog's handler", e);
            engineWaiter.wake();
        }
    }

    void start() {
        if (watchdogThread != null) {
            watchOwn();
        }
        if (journal != null) {
            journal.start(
                    this::newJournalThread,
                    this::failJournal,
                    context.errorHandler()::onJournalTrouble);
        }
        if (decisionThread != null) {
            decisionThread.start();
        }
        engineThread.start();
        if (watchdogThread != null) {
            watchdogThread.start();
        }
    }

    private Thread newJournalThread(final Runnable work) {
        journalThread = newThread(work, "swarmbid-journal");
        return journalThread;
    }

    private void failJournal(final Throwable cause) {
        lifecycle.fail(journal.journaledSequence(), "the journal", cause);
        engineWaiter.wake();
    }

    private void runEngine() {
        try {
            while (!lifecycle.isFailed()) {
                if (duty.drain() > 0) {
                    engineWaiter.reset();
                } else if (lifecycle.isClosing()) {
                    if (duty.isDrained()) {
                        duty.finish();
                        break;
                    }
                } else {
                    idle();
                }
            }
        } catch (final EngineStopped e) {
            // The decision thread failed, and has said so.
        } catch (final JournalException e) {
            lifecycle.fail(duty.inputSequence(), "the journal", e);
        } catch (final HostCodeException e) {
            lifecycle.fail(duty.inputSequence(), e.where(), e.getCause());
        } catch (final Throwable e) {
            final String where = delivery.threwInHostCode() ? "a handler" : "the core";
            lifecycle.fail(duty.inputSequence(), decisions == null ? where : "the core", e);
        } finally {
            end();
            lifecycle.endClose();
        }
    }

    private void end() {
        try {
            duty.end();
        } catch (final JournalException e) {
            lifecycle.fail(duty.inputSequence(), "the journal", e);
        } catch (final RuntimeException e) {
            lifecycle.fail(duty.inputSequence(), "its closing", e);
        }
    }

    private void idle() {
        final long leftNs = engineWaiter.clockIsDue() ? duty.fireDue() : Long.MAX_VALUE;
        if (leftNs > 0) {
            engineWaiter.idle(leftNs);
        }
    }

    private void runDecisions() {
        try {
            while (true) {
                final boolean last = decisions.isEnded();
                if (deliver() > 0) {
                    decisionWaiter.reset();
                } else if (last) {
                    break;
                } else {
                    decisionWaiter.idle(Long.MAX_VALUE);
                }
            }
        } catch (final HostCodeException e) {
            lifecycle.fail(delivery.inputSequence(), e.where(), e.getCause());
            engineWaiter.wake();
        } catch (final Throwable e) {
            lifecycle.fail(delivery.inputSequence(), "a handler", e);
            engineWaiter.wake();
        }
    }

    private int deliver() {
        final int entries = decisions.poll(delivery);
        if (entries > 0) {
            delivery.batchEnd();
        }
        return entries;
    }

    private boolean isOwnThread() {
        final Thread current = Thread.currentThread();
        return current == engineThread
                || current == decisionThread
                || current == watchdogThread
                || current == journalThread;
    }

    @Override
    public EngineClient client() {
        if (context.producers() == Producers.SINGLE && !hasClient.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "producers is SINGLE and the engine has given its client; MULTI allows more");
        }
        return new EngineClient(
                context.settings(),
                symbols(),
                this::offer,
                this::offerAwaiting,
                this::journaledSequence);
    }

    private long offer(final DirectBuffer source, final int length) {
        final long result = ring.offer(source, length);
        if (result == RING_FULL) {
            counters().onRefusedRingFull();
        }
        return result;
    }

    private long offerAwaiting(final DirectBuffer source, final int length) {
        long result = ring.offer(source, length);
        for (int attempt = 0; result == RING_FULL && !isOwnThread(); attempt++) {
            context.waitStrategy().pause(attempt, context.parkNs());
            result = ring.offer(source, length);
        }
        return result;
    }

    @Override
    public boolean isTerminated() {
        return !engineThread.isAlive() && !isAlive(decisionThread) && !isAlive(watchdogThread);
    }

    private static boolean isAlive(final Thread thread) {
        return thread != null && thread.isAlive();
    }

    @Override
    long finalStateDigest() {
        return duty.stateDigest();
    }

    @Override
    void stop() {
        lifecycle.beginClose(ring);
        engineWaiter.wake();
        if (!isOwnThread()) {
            join(engineThread);
            join(decisionThread);
            LockSupport.unpark(watchdogThread);
            join(watchdogThread);
        }
    }

    @Override
    void turn() {
        do {
            while (duty.drain() > 0) {
                engineWaiter.reset();
            }
        } while (duty.fireDue() == 0);
        handOver();
    }

    @Override
    void handOver() {
        if (decisions != null && deliver() > 0) {
            decisionWaiter.reset();
        }
    }

    private static void join(final Thread thread) {
        boolean interrupted = false;
        while (isAlive(thread)) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
