package io.swarmbid.journal;

import static io.swarmbid.journal.RecordDescriptor.ADVANCE;
import static io.swarmbid.journal.RecordDescriptor.BODY_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.CHAIN_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.CHECKSUM_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.CLOSED;
import static io.swarmbid.journal.RecordDescriptor.COMMAND;
import static io.swarmbid.journal.RecordDescriptor.DECISIONS_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.END;
import static io.swarmbid.journal.RecordDescriptor.LENGTH_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.SEQUENCE_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.START;
import static io.swarmbid.journal.RecordDescriptor.SYMBOL;
import static io.swarmbid.journal.RecordDescriptor.TIME_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.TYPE_OFFSET;
import static io.swarmbid.journal.SegmentDescriptor.HEADER_LENGTH;

import io.swarmbid.codec.CommandChecker;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Walks the records of a journal in their order, through its segments, and lets none pass that is not exactly what must
 * come next. It can follow a journal that an engine is still writing. One thread.
 */
final class JournalReader implements AutoCloseable {
    private final JournalDirectory directory;
    private final Settings settings;
    private final CommandChecker checker;
    private SegmentView view;
    private boolean wrongLength;
    private long journalId;
    private long segment;
    private int offset;
    private int chain;
    private long sequence;
    private long timeNs;
    private long earliestNs;
    private int symbols;
    private int type;
    private int record;

    JournalReader(final JournalDirectory directory, final Settings settings) {
        this.directory = directory;
        this.settings = settings;
        checker = new CommandChecker(settings);
    }

    /**
     * Goes to a place; nothing is checked yet.
     *
     * @param journal id that its segments must have; 0 if any will do.
     */
    void seek(final JournalPosition position, final long journal) {
        close();
        journalId = journal;
        segment = position.segment();
        offset = position.offset();
        chain = position.chain();
        sequence = position.sequence();
        timeNs = position.timeNs();
        earliestNs = position.earliestNs();
        symbols = position.symbols();
    }

    /** The place behind the last record. */
    JournalPosition position() {
        return new JournalPosition(segment, offset, chain, sequence, timeNs, earliestNs, symbols);
    }

    /** The id in the segments; 0 before the first one was opened. */
    long journalId() {
        return journalId;
    }

    private JournalDamagedException damage(final int at, final String what) {
        return new JournalDamagedException(directory.segment(segment), at, sequence, what);
    }

    private void open() {
        if (Files.notExists(directory.segment(segment), LinkOption.NOFOLLOW_LINKS)) {
            throw damage(0, "the segment is missing");
        }
        final SegmentView opened = new SegmentView(directory.segment(segment), sequence);
        try {
            check(opened);
        } catch (final JournalException e) {
            opened.close();
            throw e;
        }
        view = opened;
    }

    private void check(final SegmentView opened) {
        final String fault = SegmentHeader.fault(opened.memory);
        if (fault != null) {
            throw damage(0, fault);
        }
        final SegmentHeader header = SegmentHeader.decode(opened.memory, opened.path);
        if (header.number() != segment || journalId != 0 && header.journalId() != journalId) {
            throw damage(
                    0,
                    "the segment is of another journal or place: its number is " + header.number());
        }
        SettingsText.requireSame(header.settings(), settings, opened.path);
        journalId = header.journalId();
        wrongLength = header.fileLength() != opened.memory.capacity();
    }

    /**
     * Reads the next record.
     *
     * @return whether there is one; what it says can then be asked for.
     * @throws JournalDamagedException if what is there cannot be what comes next; the place remains.
     */
    boolean next() {
        if (view == null) {
            open();
        }
        if (offset < SegmentDescriptor.HEADER_LENGTH || offset > view.memory.capacity()) {
            throw damage(0, "what a snapshot says comes next is at byte " + offset + " of it");
        }
        final int room = view.memory.capacity() - offset;
        if (room < BODY_OFFSET) {
            throw damage(offset, "the file ends here, without the record that ends a segment");
        }
        if (view.isEmptyAt(offset)) {
            if (wrongLength) {
                throw damage(offset, wrongLength());
            }
            return false;
        }
        final String fault = view.faultAt(offset);
        if (fault != null) {
            throw damage(offset, fault);
        }
        check(view.memory);
        take(view.memory);
        if (type == END) {
            nextSegment();
            return next();
        }
        return true;
    }

    private String wrongLength() {
        return "the file was cut or grew: it has " + view.memory.capacity() + " bytes";
    }

    private void check(final DirectBuffer memory) {
        final int found = memory.getInt(offset + TYPE_OFFSET);
        if (memory.getInt(offset + CHAIN_OFFSET) != chain) {
            throw damage(offset, "what came before this record is not what is there");
        }
        final long step = memory.getLong(offset + SEQUENCE_OFFSET) - sequence;
        if (found < START
                || found > END
                || step != (found == COMMAND ? 1 : 0)
                || memory.getLong(offset + TIME_OFFSET) < timeNs
                || (found == START) != (offset == HEADER_LENGTH)) {
            throw damage(offset, "a record of type " + found + " cannot be here");
        }
        checkBody(memory, found);
    }

    private void checkBody(final DirectBuffer memory, final int found) {
        final int body = offset + BODY_OFFSET;
        final int length = memory.getInt(offset + LENGTH_OFFSET) - BODY_OFFSET;
        if (found == COMMAND && !checker.isCommand(memory, body, length)) {
            throw damage(offset, "the record matches its checksum and is no well-formed command");
        }
        final boolean isGood =
                switch (found) {
                    case COMMAND -> true;
                    case SYMBOL ->
                            length >= Integer.BYTES
                                    && length <= Integer.BYTES + SymbolTable.MAX_BYTES
                                    && memory.getInt(body) == symbols;
                    case CLOSED -> length == Long.BYTES;
                    default -> length == 0;
                };
        if (!isGood || memory.getLong(offset + TIME_OFFSET) > Limits.MAX_TIME_NS) {
            throw damage(offset, "a record of type " + found + " cannot say this");
        }
    }

    private void take(final DirectBuffer memory) {
        record = offset;
        type = memory.getInt(offset + TYPE_OFFSET);
        chain = memory.getInt(offset + CHECKSUM_OFFSET);
        sequence = memory.getLong(offset + SEQUENCE_OFFSET);
        timeNs = memory.getLong(offset + TIME_OFFSET);
        offset += RecordDescriptor.stride(memory.getInt(offset + LENGTH_OFFSET));
        if (type == SYMBOL) {
            symbols++;
        } else if (type == ADVANCE) {
            earliestNs = timeNs + 1;
        } else if (type == COMMAND) {
            earliestNs = timeNs;
        }
    }

    private void nextSegment() {
        if (wrongLength) {
            throw damage(offset, wrongLength());
        }
        close();
        segment++;
        offset = HEADER_LENGTH;
        open();
    }

    /**
     * Makes sure that nothing follows where {@link #next} found nothing.
     *
     * @param longestRecord bytes that an engine can have left unfinished.
     * @return bytes of an unfinished record.
     * @throws JournalDamagedException if something follows that did not come from one.
     */
    int checkEnd(final int longestRecord) {
        final int unfinished = view.endOfData(offset) - offset;
        if (unfinished > longestRecord) {
            throw damage(offset, "a record is missing here, and others follow it");
        }
        final List<Long> numbers = directory.segments();
        final long last = numbers.get(numbers.size() - 1);
        if (last > segment + 1) {
            throw damage(offset, "the journal ends here, but there is a segment " + last);
        }
        if (last == segment + 1) {
            checkUnused(last);
        }
        return unfinished;
    }

    private void checkUnused(final long number) {
        try (SegmentView next = new SegmentView(directory.segment(number), sequence)) {
            final String fault = next.faultAsUnused(number, journalId);
            if (fault != null) {
                throw damage(offset, "the journal ends here, but segment " + number + ": " + fault);
            }
        }
    }

    /** The type of the record, see {@link RecordDescriptor}. */
    int type() {
        return type;
    }

    /** Input sequence of the last command, this one included. */
    long sequence() {
        return sequence;
    }

    /** Nanoseconds. */
    long timeNs() {
        return timeNs;
    }

    /** Decisions before the record, or {@link RecordDescriptor#UNKNOWN}. */
    long decisions() {
        return view.memory.getLong(record + DECISIONS_OFFSET);
    }

    DirectBuffer memory() {
        return view.memory;
    }

    /** Where in its segment the record lies. */
    int recordOffset() {
        return record;
    }

    int bodyOffset() {
        return record + BODY_OFFSET;
    }

    int bodyLength() {
        return view.memory.getInt(record + LENGTH_OFFSET) - BODY_OFFSET;
    }

    /** Of a {@link RecordDescriptor#SYMBOL}: its number. */
    int symbol() {
        return view.memory.getInt(bodyOffset());
    }

    /** Of a {@link RecordDescriptor#SYMBOL}: the string. */
    String text() {
        final byte[] bytes = new byte[bodyLength() - Integer.BYTES];
        view.memory.getBytes(bodyOffset() + Integer.BYTES, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Of a {@link RecordDescriptor#CLOSED}: the digest of the state. */
    long digest() {
        if (type != CLOSED) {
            throw new IllegalStateException("no digest in a record of type " + type);
        }
        return view.memory.getLong(bodyOffset());
    }

    @Override
    public void close() {
        if (view != null) {
            view.close();
            view = null;
        }
    }
}
