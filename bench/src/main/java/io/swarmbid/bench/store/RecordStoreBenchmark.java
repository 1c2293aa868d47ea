package io.swarmbid.bench.store;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.hash.serialization.SizeMarshaller;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A record of 96 bytes by a 64-bit id, ids in random order: read two fields, replace the record, add to a field. In the
 * engine's own form (an index of slots over off-heap records), in a map on the heap, and in a persisted Chronicle Map
 * set up as the shared view sets up its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordStoreBenchmark {
    private static final int LENGTH = 96;
    private static final int FIRST = 0;
    private static final int LAST = LENGTH - Long.BYTES;

    /** Records that are there. */
    @Param({"10000", "1000000"})
    public int records;

    private Block source;
    private final StoreKey key = new StoreKey();
    private final StoreRecord record = new StoreRecord(LENGTH);
    private Arena arena;
    private SlotIndex index;
    private Block slots;
    private Map<Long, HeapRecord> heap;
    private ChronicleMap<StoreKey, StoreRecord> chronicle;
    private File file;
    private int[] order;
    private int turn;

    /** A record as an object. */
    private static final class HeapRecord {
        private final long[] fields = new long[LENGTH / Long.BYTES];
    }

    /** Fills all three. */
    @Setup
    public void fill() throws IOException {
        order = new SplittableRandom(42).ints(1 << 20, 1, records + 1).toArray();
        arena = new Arena(4L << 30);
        index = new SlotIndex(arena, MemoryTag.TASKS, records);
        slots = arena.allocate(MemoryTag.TASKS, (long) records * LENGTH);
        source = arena.allocate(MemoryTag.TASKS, LENGTH);
        heap = new HashMap<>(2 * records);
        file = Files.createTempFile("swarmbid-store", ".cm").toFile();
        chronicle =
                ChronicleMapBuilder.of(StoreKey.class, StoreRecord.class)
                        .entries(records)
                        .keyMarshaller(new StoreKey.Marshaller())
                        .keySizeMarshaller(SizeMarshaller.constant(Long.BYTES))
                        .constantKeySizeBySample(new StoreKey())
                        .valueMarshaller(new StoreRecord.Marshaller())
                        .valueSizeMarshaller(SizeMarshaller.constant(LENGTH))
                        .constantValueSizeBySample(new StoreRecord(LENGTH))
                        .putReturnsNull(true)
                        .skipCloseOnExitHook(true)
                        .checksumEntries(true)
                        .createPersistedTo(file);
        for (int id = 1; id <= records; id++) {
            index.put(id, id - 1);
            heap.put((long) id, new HeapRecord());
            chronicle.put(key.set(id), record);
        }
    }

    /** Frees everything. */
    @TearDown
    public void close() throws IOException {
        arena.close();
        chronicle.close();
        Files.delete(file.toPath());
    }

    private int next() {
        turn = turn + 1 & order.length - 1;
        return order[turn];
    }

    /** The engine's table: read two fields. */
    @Benchmark
    public long ownGet() {
        final int at = index.get(next()) * LENGTH;
        return slots.getLong(at + FIRST) + slots.getLong(at + LAST);
    }

    /** The engine's table: replace the record. */
    @Benchmark
    public void ownPut() {
        slots.putBytes(index.get(next()) * LENGTH, source, 0, LENGTH);
    }

    /** The engine's table: add to a field. */
    @Benchmark
    public void ownUpdate() {
        final int at = index.get(next()) * LENGTH + LAST;
        slots.putLong(at, slots.getLong(at) + 1);
    }

    /** A map on the heap: read two fields. */
    @Benchmark
    public long heapGet() {
        final long[] fields = heap.get((long) next()).fields;
        return fields[0] + fields[fields.length - 1];
    }

    /** A map on the heap: a new record in place of the old one. */
    @Benchmark
    public void heapPut() {
        heap.put((long) next(), new HeapRecord());
    }

    /** A map on the heap: add to a field. */
    @Benchmark
    public void heapUpdate() {
        final long[] fields = heap.get((long) next()).fields;
        fields[fields.length - 1]++;
    }

    /** Chronicle Map: copy the record under a read lock, read two fields. */
    @Benchmark
    public long chronicleGet() {
        chronicle.getUsing(key.set(next()), record);
        return record.buffer().getLong(FIRST) + record.buffer().getLong(LAST);
    }

    /** Chronicle Map: replace the record. */
    @Benchmark
    public void chroniclePut() {
        chronicle.put(key.set(next()), record);
    }

    /** Chronicle Map: read, add to a field and replace, under one lock. */
    @Benchmark
    public void chronicleUpdate() {
        try (ExternalMapQueryContext<StoreKey, StoreRecord, ?> query =
                chronicle.queryContext(key.set(next()))) {
            query.updateLock().lock();
            final MapEntry<StoreKey, StoreRecord> entry = query.entry();
            entry.value().getUsing(record);
            record.buffer().putLong(LAST, record.buffer().getLong(LAST) + 1);
            query.replaceValue(entry, query.wrapValueAsData(record));
        }
    }
}
