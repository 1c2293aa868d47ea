package io.swarmbid.probes.procfs;

import io.swarmbid.probes.frame.CgroupField;
import io.swarmbid.probes.frame.CpuField;
import io.swarmbid.probes.frame.PressureField;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.ProcessField;
import io.swarmbid.probes.frame.RowWriter;
import io.swarmbid.probes.procfs.TextCursor.Outcome;
import java.nio.charset.StandardCharsets;

/** The parsers of kernel files in Java; the twins of {@code parse*.c}. Not threadsafe, no allocation per text. */
public final class Parsers {
    private static final int CPU_COLUMNS_MIN = 4;
    private static final int CPU_FIELDS = CpuField.values().length;
    private static final byte[] CPU = ascii("cpu");
    private static final byte[] SOME = ascii("some");
    private static final byte[] FULL = ascii("full");
    private static final byte[] POINT = ascii(".");
    private static final byte[][] AVERAGES = {
        ascii(" avg10="), ascii(" avg60="), ascii(" avg300=")
    };
    private static final byte[] PRESSURE_TOTAL = ascii(" total=");
    private static final byte[] READ_BYTES = ascii("rbytes=");
    private static final byte[] WRITE_BYTES = ascii("wbytes=");
    private static final byte[] READ = ascii("Read ");
    private static final byte[] WRITE = ascii("Write ");
    private static final byte[] TOTAL = ascii("Total ");
    private static final int IO_BITS =
            1 << CgroupField.READ_BYTES.ordinal() | 1 << CgroupField.WRITE_BYTES.ordinal();

    private final Units units;
    private final TextCursor text = new TextCursor();
    private final StatLine stat = new StatLine();

    /**
     * Parsers for a machine.
     *
     * @param units what the kernel's units are worth.
     */
    public Parsers(final Units units) {
        this.units = units;
    }

    /**
     * Parses the text of one read into a row that has been begun.
     *
     * @param parser for the format.
     * @param bytes that hold the text from 0 on.
     * @param length of the text.
     * @param row to fill; its subject names the CPU for {@link ProcParser#CPU}.
     */
    public void parse(
            final ProcParser parser, final byte[] bytes, final int length, final RowWriter row) {
        text.wrap(bytes, 0, length);
        switch (parser) {
            case HOST_CPU -> oneCpu(-1, row);
            case CPU -> oneCpu(row.subject(), row);
            case PRESSURE -> pressure(row);
            case PROCESS_STAT -> {
                stat.parse(bytes, length, row);
                stat.put(units, row);
            }
            case PROCESS_STATM -> {
                if (TextCursor.note(text.skipWord(), row)) {
                    text.field(row, ProcessField.RSS_BYTES.ordinal(), units.pageBytes());
                }
            }
            case CGROUP_CPU_USAGE -> text.field(row, CgroupField.CPU_NS.ordinal(), 1);
            case CGROUP_MEMORY -> text.field(row, CgroupField.MEMORY_BYTES.ordinal(), 1);
            case CGROUP_IO_V2 -> cgroupIoV2(row);
            case CGROUP_IO_V1 -> cgroupIoV1(row);
            default -> parser.keyed().parse(text, row);
        }
    }

    /** Whether a "cpu" line begins here; then its id is {@code cursor.value()}, or -1 for the total. */
    static long nextCpuLine(final TextCursor cursor) {
        if (!cursor.startsWith(CPU)) {
            return Long.MIN_VALUE;
        }
        cursor.skip(CPU.length);
        if (!cursor.isAtDigit()) {
            return -1;
        }
        return cursor.digits() == Outcome.GOOD ? cursor.value() : Long.MIN_VALUE;
    }

    void cpuLine(final TextCursor cursor, final RowWriter row) {
        for (int field = 0; field < CPU_FIELDS; field++) {
            cursor.skipBlanks();
            if (cursor.isAt('\n') && field >= CPU_COLUMNS_MIN) {
                return;
            }
            if (!cursor.field(row, field, units.tickNs())) {
                return;
            }
        }
    }

    private void oneCpu(final long wanted, final RowWriter row) {
        long id;
        while ((id = nextCpuLine(text)) != Long.MIN_VALUE) {
            if (id == wanted) {
                cpuLine(text, row);
                return;
            }
            text.nextLine();
        }
        row.fault(text.isAtEnd() ? ProbeState.TRUNCATED : ProbeState.ABSENT);
    }

    private void pressure(final RowWriter row) {
        final boolean some =
                TextCursor.note(text.expect(SOME), row)
                        && pressureLine(
                                row, PressureField.SOME_10S_PPM, PressureField.SOME_TOTAL_NS);
        if (!some) {
            return;
        }
        text.nextLine();
        if (!text.isAtEnd() && TextCursor.note(text.expect(FULL), row)) {
            pressureLine(row, PressureField.FULL_10S_PPM, PressureField.FULL_TOTAL_NS);
        }
    }

    private boolean pressureLine(
            final RowWriter row, final PressureField average, final PressureField total) {
        for (int index = 0; index < AVERAGES.length; index++) {
            if (!TextCursor.note(text.expect(AVERAGES[index]), row)
                    || !percent(row, average.ordinal() + index)) {
                return false;
            }
        }
        return TextCursor.note(text.expect(PRESSURE_TOTAL), row)
                && text.field(row, total.ordinal(), 1000);
    }

    private boolean percent(final RowWriter row, final int field) {
        Outcome outcome = text.digits();
        final long whole = text.value();
        if (!TextCursor.note(outcome, row)
                || outcome != Outcome.GOOD
                || !TextCursor.note(text.expect(POINT), row)) {
            return false;
        }
        final int decimals = text.position();
        outcome = text.digits();
        if (outcome == Outcome.GOOD && text.position() - decimals != 2) {
            outcome = Outcome.MALFORMED;
        }
        if (!TextCursor.note(outcome, row) || outcome != Outcome.GOOD) {
            return false;
        }
        if (whole > (Long.MAX_VALUE - text.value()) / 100) {
            row.fault(ProbeState.OVERFLOW);
            return false;
        }
        row.putScaled(field, whole * 100 + text.value(), 100);
        return true;
    }

    private void cgroupIoV2(final RowWriter row) {
        row.validity(row.validity() | IO_BITS);
        while (!text.isAtEnd()) {
            text.skipBlanks();
            boolean trusted = true;
            if (text.startsWith(READ_BYTES)) {
                text.skip(READ_BYTES.length);
                trusted = addNumber(row, CgroupField.READ_BYTES.ordinal());
            } else if (text.startsWith(WRITE_BYTES)) {
                text.skip(WRITE_BYTES.length);
                trusted = addNumber(row, CgroupField.WRITE_BYTES.ordinal());
            } else if (text.isAt('\n')) {
                text.skip(1);
            } else {
                trusted = TextCursor.note(text.skipWord(), row);
            }
            if (!trusted) {
                row.validity(row.validity() & ~IO_BITS);
                return;
            }
        }
    }

    private void cgroupIoV1(final RowWriter row) {
        row.validity(row.validity() | IO_BITS);
        for (; !text.isAtEnd(); text.nextLine()) {
            if (text.startsWith(TOTAL)) {
                continue;
            }
            boolean trusted = TextCursor.note(text.skipWord(), row);
            text.skipBlanks();
            if (trusted && text.startsWith(READ)) {
                text.skip(READ.length);
                trusted = addNumber(row, CgroupField.READ_BYTES.ordinal());
            } else if (trusted && text.startsWith(WRITE)) {
                text.skip(WRITE.length);
                trusted = addNumber(row, CgroupField.WRITE_BYTES.ordinal());
            }
            if (!trusted) {
                row.validity(row.validity() & ~IO_BITS);
                return;
            }
        }
    }

    private boolean addNumber(final RowWriter row, final int field) {
        final Outcome outcome = text.number();
        if (outcome == Outcome.GOOD) {
            row.add(field, text.value());
        } else {
            row.validity(row.validity() & ~(1 << field));
        }
        return TextCursor.note(outcome, row);
    }

    private static byte[] ascii(final String literal) {
        return literal.getBytes(StandardCharsets.US_ASCII);
    }
}
