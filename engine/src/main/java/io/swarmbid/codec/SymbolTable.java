package io.swarmbid.codec;

import io.swarmbid.memory.XxHash64;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Strings of the edge (pool names, customers, classes), each interned once to a small id. Ids are dense from 0, which
 * is the empty string. Threadsafe: a string's entry is visible to every thread that was given its id through the ring.
 */
public final class SymbolTable {
    /** Most symbols that one engine knows. */
    public static final int CAPACITY = 1 << 20;

    /** Longest symbol in UTF-8 bytes. */
    public static final int MAX_BYTES = 256;

    /** Returned where a symbol is too long or no Unicode text, or the table is full. */
    public static final int NONE = -1;

    private record Entry(String text, long hash) {}

    private final ConcurrentHashMap<String, Integer> ids = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(CAPACITY);
    private volatile int size;

    public SymbolTable() {
        intern("");
    }

    /**
     * The id of a string, new if it was not seen before.
     *
     * @return the id, or {@link #NONE} if the string is over {@link #MAX_BYTES}, holds half of a surrogate pair, or the table
     *     is full.
     */
    public int intern(final String text) {
        final Integer known = ids.get(text);
        return known != null ? known : add(text);
    }

    private synchronized int add(final String text) {
        final Integer known = ids.get(text);
        if (known != null) {
            return known;
        }
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES || size == CAPACITY || !isWellFormed(text)) {
            return NONE;
        }
        final int id = size;
        entries.set(id, new Entry(text, XxHash64.hash(bytes, 0, bytes.length, 0)));
        size = id + 1;
        ids.put(text, id);
        return id;
    }

    /** Whether it survives the way through UTF-8: half of a surrogate pair, as cutting a string leaves it, does not. */
    private static boolean isWellFormed(final String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Strings so far, the empty one included: every id below has its string. */
    public int size() {
        return size;
    }

    /** The string of an id that {@link #intern} gave. */
    public String text(final int id) {
        return entries.get(id).text;
    }

    /** XXH64 of the UTF-8 bytes of the string of an id; 0 for an id that {@link #intern} never gave. */
    public long hash(final int id) {
        final Entry entry = entries.get(id);
        return entry == null ? 0 : entry.hash;
    }
}
