package io.swarmbid.view;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.hash.ChecksumEntry;
import net.openhft.chronicle.hash.ChronicleFileLockException;
import net.openhft.chronicle.hash.locks.InterProcessLock;
import net.openhft.chronicle.hash.serialization.SizeMarshaller;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;

/**
 * One persisted Chronicle Map from a number to bytes of a fixed length, with a checksum for each entry. Not threadsafe;
 * other processes may have it open at the same time.
 *
 * <p>No wait for a lock is without end: a process that was killed inside a map leaves its lock held for ever.
 */
final class ViewMap implements AutoCloseable {
    private final ViewKey key = new ViewKey();
    private final String name;
    private final ChronicleMap<ViewKey, ViewRecord> map;
    private final long lockTimeoutMs;
    private AtomicLong corrupt;

    private ViewMap(
            final String name,
            final ChronicleMap<ViewKey, ViewRecord> map,
            final long lockTimeoutMs) {
        this.name = name;
        this.map = map;
        this.lockTimeoutMs = lockTimeoutMs;
    }

    /**
     * A new map, or one that is there with these sizes.
     *
     * @param file that is missing or empty, or holds such a map.
     * @param capacity most entries.
     * @param valueLength of every value, in bytes.
     * @throws IOException if the file cannot be made or holds something else.
     */
    static ViewMap create(
            final Path file, final int capacity, final int valueLength, final long lockTimeoutMs)
            throws IOException {
        return of(
                file,
                lockTimeoutMs,
                builder(file, capacity, valueLength).createPersistedTo(file.toFile()));
    }

    /**
     * A map that is there, after a writer or reader died inside it: locks are cleared, entries that do not match their
     * checksum removed. Nobody else may have it open.
     *
     * @param removed counts what was found corrupt.
     * @throws MapInUseException if somebody has it open.
     * @throws IOException if the file cannot be read or is beyond repair.
     */
    static ViewMap recover(
            final Path file,
            final int capacity,
            final int valueLength,
            final long lockTimeoutMs,
            final AtomicLong removed)
            throws IOException {
        try {
            return of(
                    file,
                    lockTimeoutMs,
                    builder(file, capacity, valueLength)
                            .recoverPersistedTo(
                                    file.toFile(), false, corruption -> removed.incrementAndGet()));
        } catch (final ChronicleFileLockException e) {
            throw new MapInUseException(e);
        }
    }

    private static ViewMap of(
            final Path file,
            final long lockTimeoutMs,
            final ChronicleMap<ViewKey, ViewRecord> map) {
        return new ViewMap(String.valueOf(file.getFileName()), map, lockTimeoutMs);
    }

    private static ChronicleMapBuilder<ViewKey, ViewRecord> builder(
            final Path file, final int capacity, final int valueLength) {
        return ChronicleMapBuilder.of(ViewKey.class, ViewRecord.class)
                .name(String.valueOf(file.getFileName()))
                .entries(capacity)
                .maxBloatFactor(2)
                .keyMarshaller(new ViewKey.Marshaller())
                .keySizeMarshaller(SizeMarshaller.constant(ViewKey.LENGTH))
                .constantKeySizeBySample(new ViewKey())
                .valueMarshaller(new ViewRecord.Marshaller())
                .valueSizeMarshaller(SizeMarshaller.constant(valueLength))
                .constantValueSizeBySample(new ViewRecord().length(valueLength))
                .putReturnsNull(true)
                .removeReturnsNull(true)
                .skipCloseOnExitHook(true)
                .checksumEntries(true);
    }

    /**
     * Puts or replaces an entry.
     *
     * @throws LockStuckException if a lock was not to be had in time.
     */
    void put(final long at, final ViewRecord value) {
        try (ExternalMapQueryContext<ViewKey, ViewRecord, ?> query =
                map.queryContext(key.set(at))) {
            take(query.writeLock());
            final MapEntry<ViewKey, ViewRecord> entry = query.entry();
            if (entry != null) {
                query.replaceValue(entry, query.wrapValueAsData(value));
            } else {
                query.insert(query.absentEntry(), query.wrapValueAsData(value));
            }
        }
    }

    /**
     * Removes an entry, if it is there.
     *
     * @throws LockStuckException if a lock was not to be had in time.
     */
    void remove(final long at) {
        try (ExternalMapQueryContext<ViewKey, ViewRecord, ?> query =
                map.queryContext(key.set(at))) {
            take(query.writeLock());
            final MapEntry<ViewKey, ViewRecord> entry = query.entry();
            if (entry != null) {
                query.remove(entry);
            }
        }
    }

    /**
     * Takes a lock. An interrupt neither ends the wait nor is lost: nobody who lives holds a lock for long.
     *
     * @throws LockStuckException if it was not to be had in time.
     */
    private void take(final InterProcessLock lock) {
        if (lock.tryLock()) {
            return;
        }
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lockTimeoutMs);
        boolean wasInterrupted = false;
        boolean isTaken = false;
        long leftNs = untilNs - System.nanoTime();
        while (!isTaken && leftNs > 0) {
            try {
                isTaken = lock.tryLock(leftNs, TimeUnit.NANOSECONDS);
            } catch (final InterruptedException e) {
                wasInterrupted = true;
            }
            leftNs = untilNs - System.nanoTime();
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (!isTaken) {
            throw new LockStuckException(name, lockTimeoutMs);
        }
    }

    /** From now on an entry that does not match its checksum is not there, and is counted. */
    void verify(final AtomicLong count) {
        corrupt = count;
    }

    /**
     * Copies an entry, whole, under a read lock.
     *
     * @return whether it is there.
     * @throws LockStuckException if a lock was not to be had in time.
     */
    boolean get(final long at, final ViewRecord value) {
        try (ExternalMapQueryContext<ViewKey, ViewRecord, ?> query =
                map.queryContext(key.set(at))) {
            // A checksum is not looked at while others may update it.
            take(corrupt == null ? query.readLock() : query.updateLock());
            final MapEntry<ViewKey, ViewRecord> entry = query.entry();
            if (entry == null) {
                return false;
            }
            if (corrupt != null && !((ChecksumEntry) entry).checkSum()) {
                corrupt.incrementAndGet();
                return false;
            }
            entry.value().getUsing(value);
            return true;
        }
    }

    /** Entries. */
    long size() {
        return map.longSize();
    }

    @Override
    public void close() {
        map.close();
    }
}
