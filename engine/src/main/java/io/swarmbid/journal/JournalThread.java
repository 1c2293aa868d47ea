package io.swarmbid.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What is slow about a journal, on a thread of its own: the next segment, syncs at intervals, snapshots. It sleeps unless
 * there is something to do.
 */
final class JournalThread implements Runnable {
    private static final long RETRY_NS = 1_000_000_000;

    private record Request(long upTo, CompletableFuture<Long> done) {}

    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private final SegmentSupply supply;
    private final Snapshots snapshots;
    private final Consumer<Throwable> onFailure;
    private final Consumer<JournalTrouble> onTrouble;
    private final long syncIntervalNs;
    private long retryNs = System.nanoTime();
    private int snapshotsFailed;
    private volatile Thread thread;
    private volatile Throwable failure;
    private volatile boolean stopped;

    /**
     * @param syncIntervalNs 0: no syncs.
     * @param onFailure is told what stopped the thread.
     * @param onTrouble is told what could not be written, without which the engine can go on.
     */
    JournalThread(
            final SegmentSupply supply,
            final Snapshots snapshots,
            final long syncIntervalNs,
            final Consumer<Throwable> onFailure,
            final Consumer<JournalTrouble> onTrouble) {
        this.supply = supply;
        this.snapshots = snapshots;
        this.syncIntervalNs = syncIntervalNs;
        this.onFailure = onFailure;
        this.onTrouble = onTrouble;
    }

    void start(final Thread made) {
        thread = made;
        supply.helper(made);
        made.start();
    }

    /**
     * Asks for a snapshot that covers at least an input that is journaled. Any thread, without waiting. It is cancelled if
     * the journal is closed first, and fails with what this thread failed.
     */
    CompletableFuture<Long> request(final long upTo) {
        final CompletableFuture<Long> done = new CompletableFuture<>();
        requests.add(new Request(upTo, done));
        LockSupport.unpark(thread);
        if (stopped) {
            refuse();
        }
        return done;
    }

    /** Whether this is the thread. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void run() {
        try {
            long nextSyncNs = System.nanoTime() + syncIntervalNs;
            while (!stopped) {
                final boolean isReady = prepare();
                supply.release();
                if (syncIntervalNs > 0 && System.nanoTime() - nextSyncNs >= 0) {
                    supply.force();
                    nextSyncNs = System.nanoTime() + syncIntervalNs;
                }
                snapshot();
                if (requests.isEmpty() && !stopped) {
                    sleep(isReady, nextSyncNs);
                }
            }
        } catch (final Throwable e) {
            failure = e;
            stopped = true;
            onFailure.accept(e);
        } finally {
            refuse();
            snapshots.close();
        }
    }

    /** Whether the next segment is ready; where not, the host is told, once each second. */
    private boolean prepare() {
        if (System.nanoTime() - retryNs < 0) {
            return false;
        }
        final JournalException fault = supply.prepare();
        if (fault == null) {
            return true;
        }
        retryNs = System.nanoTime() + RETRY_NS;
        onTrouble.accept(
                new JournalTrouble(
                        JournalTrouble.Subject.NEXT_SEGMENT,
                        supply.failedAttempts(),
                        supply.left(),
                        fault));
        return false;
    }

    private void snapshot() {
        if (requests.isEmpty()) {
            return;
        }
        final List<Request> all = new ArrayList<>();
        long upTo = 0;
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            all.add(request);
            upTo = Math.max(upTo, request.upTo);
        }
        try {
            final long covered = snapshots.write(upTo, supply.journalId());
            snapshotsFailed = 0;
            all.forEach(request -> request.done.complete(covered));
        } catch (final NotWrittenException e) {
            snapshotsFailed++;
            all.forEach(request -> request.done.completeExceptionally(e));
            onTrouble.accept(
                    new JournalTrouble(
                            JournalTrouble.Subject.SNAPSHOT, snapshotsFailed, supply.left(), e));
        } catch (final Throwable e) {
            all.forEach(request -> request.done.completeExceptionally(e));
            throw e;
        }
    }

    private void sleep(final boolean isReady, final long nextSyncNs) {
        final long nowNs = System.nanoTime();
        final long syncNs = syncIntervalNs > 0 ? nextSyncNs - nowNs : Long.MAX_VALUE;
        final long leftNs = Math.min(syncNs, isReady ? Long.MAX_VALUE : retryNs - nowNs);
        // Nothing here is ended by an interrupt of this thread, and while its flag is set it could
        // not sleep.
        Thread.interrupted();
        if (leftNs == Long.MAX_VALUE) {
            LockSupport.park();
        } else if (leftNs > 0) {
            LockSupport.parkNanos(leftNs);
        }
    }

    private void refuse() {
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            if (failure == null) {
                request.done.cancel(false);
            } else {
                request.done.completeExceptionally(failure);
            }
        }
    }

    /** Stops the thread and waits for it. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
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
