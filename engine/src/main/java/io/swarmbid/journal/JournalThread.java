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
    private record Request(long upTo, CompletableFuture<Long> done) {}

    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private final SegmentSupply supply;
    private final Snapshots snapshots;
    private final Consumer<Throwable> onFailure;
    private final long syncIntervalNs;
    private volatile Thread thread;
    private volatile boolean stopped;

    /**
     * @param syncIntervalNs 0: no syncs.
     * @param onFailure is told what stopped the thread.
     */
    JournalThread(
            final SegmentSupply supply,
            final Snapshots snapshots,
            final long syncIntervalNs,
            final Consumer<Throwable> onFailure) {
        this.supply = supply;
        this.snapshots = snapshots;
        this.syncIntervalNs = syncIntervalNs;
        this.onFailure = onFailure;
    }

    void start(final Thread made) {
        thread = made;
        supply.helper(made);
        made.start();
    }

    /** Asks for a snapshot that covers at least an input that is journaled. Any thread, without waiting. */
    CompletableFuture<Long> request(final long upTo) {
        final CompletableFuture<Long> done = new CompletableFuture<>();
        requests.add(new Request(upTo, done));
        LockSupport.unpark(thread);
        if (stopped) {
            refuse();
        }
        return done;
    }

    @Override
    public void run() {
        try {
            long nextSyncNs = System.nanoTime() + syncIntervalNs;
            while (!stopped) {
                supply.prepare();
                supply.release(syncIntervalNs > 0);
                if (syncIntervalNs > 0 && System.nanoTime() - nextSyncNs >= 0) {
                    supply.force();
                    nextSyncNs = System.nanoTime() + syncIntervalNs;
                }
                snapshot();
                if (requests.isEmpty() && !stopped) {
                    sleep(nextSyncNs);
                }
            }
        } catch (final Throwable e) {
            stopped = true;
            onFailure.accept(e);
        } finally {
            refuse();
            snapshots.close();
        }
    }

    private void snapshot() {
        final List<Request> all = new ArrayList<>();
        long upTo = 0;
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            all.add(request);
            upTo = Math.max(upTo, request.upTo);
        }
        if (all.isEmpty()) {
            return;
        }
        try {
            final long covered = snapshots.write(upTo);
            all.forEach(request -> request.done.complete(covered));
        } catch (final Throwable e) {
            all.forEach(request -> request.done.completeExceptionally(e));
            throw e;
        }
    }

    private void sleep(final long nextSyncNs) {
        if (syncIntervalNs > 0) {
            LockSupport.parkNanos(Math.max(1, nextSyncNs - System.nanoTime()));
        } else {
            LockSupport.park();
        }
    }

    private void refuse() {
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            request.done.completeExceptionally(
                    new JournalException("the engine was closed before the snapshot"));
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
