package io.swarmbid.journal;

import static io.swarmbid.journal.RecordDescriptor.BODY_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.CHAIN_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.COVERED_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.DECISIONS_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.SEQUENCE_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.TIME_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.TYPE_OFFSET;
import static io.swarmbid.journal.SegmentDescriptor.HEADER_LENGTH;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Appends records to mapped segments. A record counts from the moment that its first word is written, which is after
 * everything else of it: so the death of the process, at any instruction, leaves whole records and at most one that does
 * not count. One thread; nothing allocates.
 */
final class JournalWriter {
    private final SegmentSupply supply;
    private final boolean forcesSegments;
    private final CRC32C checksum = new CRC32C();
    private final UnsafeBuffer nothing = new UnsafeBuffer(new byte[0]);
    private final UnsafeBuffer digest = new UnsafeBuffer(new byte[Long.BYTES]);
    private Segment segment;
    private UnsafeBuffer memory;
    private ByteBuffer covered;
    private int offset;
    private int forced;
    private int chain;
    private long sequence;
    private long timeNs;

    /**
     * @param segment in which the position lies.
     * @param forcesSegments whether a segment is forced to the disk before the next one is begun.
     */
    JournalWriter(
            final SegmentSupply supply,
            final Segment segment,
            final JournalPosition position,
            final boolean forcesSegments) {
        this.supply = supply;
        this.forcesSegments = forcesSegments;
        use(segment, position.offset());
        chain = position.chain();
        sequence = position.sequence();
        timeNs = position.timeNs();
    }

    private void use(final Segment next, final int at) {
        segment = next;
        memory = next.memory;
        covered = next.view();
        offset = at;
        forced = at;
        next.used(at);
        supply.using(next);
    }

    /** Begins the segment, if it holds no record yet. */
    void start(final long decisions) {
        if (offset == HEADER_LENGTH) {
            put(RecordDescriptor.START, decisions, nothing, 0, 0);
        }
    }

    /** Appends a command. */
    void command(
            final long inputSequence,
            final long atNs,
            final long decisions,
            final DirectBuffer source,
            final int from,
            final int length) {
        reserve(length, decisions);
        sequence = inputSequence;
        timeNs = atNs;
        put(RecordDescriptor.COMMAND, decisions, source, from, length);
    }

    /** Appends a string before the first command that names it; the buffer holds its number and its bytes. */
    void symbol(final long decisions, final DirectBuffer source, final int length) {
        reserve(length, decisions);
        put(RecordDescriptor.SYMBOL, decisions, source, 0, length);
    }

    /** Appends that the engine fires its timers up to a time. */
    void advance(final long toNs, final long decisions) {
        reserve(0, decisions);
        timeNs = toNs;
        put(RecordDescriptor.ADVANCE, decisions, nothing, 0, 0);
    }

    /** Appends that the engine was closed, with the digest of its state. */
    void closed(final long stateDigest, final long decisions) {
        reserve(Long.BYTES, decisions);
        digest.putLong(0, stateDigest);
        put(RecordDescriptor.CLOSED, decisions, digest, 0, Long.BYTES);
    }

    /** Forces what was appended since the last time to the disk. */
    void force() {
        if (offset > forced) {
            segment.force(forced, offset - forced);
            forced = offset;
        }
    }

    /** Room for a record and for the one that ends the segment; else the next segment begins. */
    private void reserve(final int bodyLength, final long decisions) {
        final int stride = RecordDescriptor.stride(BODY_OFFSET + bodyLength);
        if (offset + stride + BODY_OFFSET <= segment.length()) {
            return;
        }
        // Before the end of this one is written: without room for another, this one just ends.
        final Segment next = supply.take();
        put(RecordDescriptor.END, decisions, nothing, 0, 0);
        if (forcesSegments) {
            force();
        }
        final Segment full = segment;
        use(next, HEADER_LENGTH);
        supply.retire(full);
        put(RecordDescriptor.START, decisions, nothing, 0, 0);
    }

    private void put(
            final int type,
            final long decisions,
            final DirectBuffer source,
            final int from,
            final int bodyLength) {
        final int at = offset;
        final int length = BODY_OFFSET + bodyLength;
        memory.putInt(at + CHAIN_OFFSET, chain);
        memory.putInt(at + TYPE_OFFSET, type);
        memory.putLong(at + SEQUENCE_OFFSET, sequence);
        memory.putLong(at + TIME_OFFSET, timeNs);
        memory.putLong(at + DECISIONS_OFFSET, decisions);
        memory.putBytes(at + BODY_OFFSET, source, from, bodyLength);
        checksum.reset();
        covered.limit(at + length).position(at + COVERED_OFFSET);
        checksum.update(covered);
        chain = (int) checksum.getValue();
        memory.putLongRelease(at, RecordDescriptor.word(length, chain));
        // No byte of the next record before this word.
        VarHandle.storeStoreFence();
        offset = at + RecordDescriptor.stride(length);
        segment.used(offset);
    }

    /** The segment that is appended to. */
    Segment segment() {
        return segment;
    }

    /** The place behind the last record, as far as a writer knows it. */
    JournalPosition position(final long earliestNs, final int symbols) {
        return new JournalPosition(
                segment.number, offset, chain, sequence, timeNs, earliestNs, symbols);
    }
}
