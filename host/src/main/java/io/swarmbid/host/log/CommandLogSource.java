package io.swarmbid.host.log;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Settings;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** The commands of a log file; the input sequence of each is the number of its line. Not threadsafe. */
public final class CommandLogSource implements CommandSource {
    /** Told of each line that is at fault; the line is then passed over. */
    @FunctionalInterface
    public interface FaultHandler {
        void onFault(long lineNumber, Fault fault);
    }

    private final LineReader reader;
    private final FaultHandler faults;
    private final CommandLine line = new CommandLine();
    private final CommandParser parser = new CommandParser(line);
    private final CommandLineEncoder encoder;
    private final ExpandableArrayBuffer buffer;
    private long lastAtNs;
    private long lastAtLine;
    private int length;

    /**
     * Opens a log.
     *
     * @throws InvalidInputException if the file cannot be opened.
     */
    public CommandLogSource(
            final Path path,
            final Settings settings,
            final SymbolTable symbols,
            final FaultHandler faults) {
        this(new LineReader(path), settings, symbols, faults);
    }

    /** Reads a log from lines. */
    public CommandLogSource(
            final LineReader reader,
            final Settings settings,
            final SymbolTable symbols,
            final FaultHandler faults) {
        this.faults = faults;
        this.reader = reader;
        encoder = new CommandLineEncoder(line, settings, symbols);
        buffer = new ExpandableArrayBuffer(CommandEncoder.maxEncodedLength(settings));
    }

    @Override
    public boolean next() {
        while (reader.next()) {
            final Fault fault = read();
            if (fault == null) {
                return true;
            }
            faults.onFault(reader.lineNumber(), fault);
        }
        return false;
    }

    private Fault read() {
        if (reader.tooLong()) {
            return new Fault(
                    FaultReason.TOO_LONG,
                    "the line is too long",
                    "a line has at most " + LineReader.MAX_LINE_BYTES + " bytes");
        }
        final Fault malformed = parser.parse(reader.bytes(), reader.length());
        if (malformed != null && malformed.reason() != FaultReason.WRONG_TYPE) {
            return malformed;
        }
        final CommandName name = CommandName.byName(line.text(CommandField.CMD));
        final Fault fields = name == null ? unknownCommand(malformed) : fields(name);
        if (fields != null) {
            return fields;
        }
        if (malformed != null) {
            return malformed;
        }
        final Fault time = time();
        if (time != null) {
            return time;
        }
        length = encoder.encode(name, buffer);
        if (length == 0) {
            return encoder.fault();
        }
        lastAtNs = atNs();
        lastAtLine = reader.lineNumber();
        return null;
    }

    private Fault unknownCommand(final Fault malformed) {
        if (!line.has(CommandField.CMD)) {
            return new Fault(
                    FaultReason.MISSING_FIELD,
                    "cmd is missing",
                    "it is one of " + CommandName.list());
        }
        if (line.text(CommandField.CMD) == null) {
            return malformed;
        }
        return new Fault(
                FaultReason.UNKNOWN_COMMAND,
                "unknown command " + CommandParser.quoted(line.text(CommandField.CMD)),
                "the commands are " + CommandName.list());
    }

    private Fault fields(final CommandName name) {
        if (parser.unknownField() != null) {
            return unknownField(name, parser.unknownField());
        }
        final long alien = line.presentBits() & ~name.knownBits();
        if (alien != 0) {
            return unknownField(name, CommandParser.quoted(first(alien).label()));
        }
        final long missing = name.requiredBits() & ~line.presentBits();
        if (missing != 0) {
            return new Fault(
                    FaultReason.MISSING_FIELD,
                    first(missing).label() + " is missing",
                    name.describeFields());
        }
        return null;
    }

    private static CommandField first(final long bits) {
        return CommandField.values()[Long.numberOfTrailingZeros(bits)];
    }

    private static Fault unknownField(final CommandName name, final String quotedField) {
        return new Fault(
                FaultReason.UNKNOWN_FIELD, "unknown field " + quotedField, name.describeFields());
    }

    private Fault time() {
        final long at = atNs();
        if (at < 0 || at > Limits.MAX_TIME_NS) {
            return RefusalText.outOfRange(
                    CommandField.AT, line, "nanoseconds from 0 to " + Limits.MAX_TIME_NS);
        }
        if (at < lastAtNs) {
            return new Fault(
                    FaultReason.TIME_BACKWARDS,
                    "at " + at + " is before " + lastAtNs + " of line " + lastAtLine,
                    "at never decreases from line to line");
        }
        return null;
    }

    @Override
    public boolean hasInput() {
        return true;
    }

    @Override
    public long sequence() {
        return reader.lineNumber();
    }

    @Override
    public long atNs() {
        return line.number(CommandField.AT);
    }

    @Override
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long actualWorkNs() {
        return line.number(CommandField.ACTUAL_WORK, NO_ACTUAL_WORK);
    }

    @Override
    public void close() {
        reader.close();
    }
}
