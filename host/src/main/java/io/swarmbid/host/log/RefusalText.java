package io.swarmbid.host.log;

import static io.swarmbid.host.log.CommandField.ACCELERATOR;
import static io.swarmbid.host.log.CommandField.BID;
import static io.swarmbid.host.log.CommandField.CLASS;
import static io.swarmbid.host.log.CommandField.CUSTOMER;
import static io.swarmbid.host.log.CommandField.FLEET;
import static io.swarmbid.host.log.CommandField.ID;
import static io.swarmbid.host.log.CommandField.INSTANCE;
import static io.swarmbid.host.log.CommandField.MAX;
import static io.swarmbid.host.log.CommandField.MEMORY;
import static io.swarmbid.host.log.CommandField.NAME;
import static io.swarmbid.host.log.CommandField.POOL;
import static io.swarmbid.host.log.CommandField.TASK;
import static io.swarmbid.host.log.CommandField.UTILISATION;
import static io.swarmbid.host.log.CommandField.VCPU;
import static io.swarmbid.host.log.CommandField.WORK;

import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.Speedup;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Limits;
import java.util.Arrays;

/** Says of a refused line which field the refusal is about, and its value. */
final class RefusalText {
    private static final CommandField[] IDS = {ID, TASK, POOL, FLEET};
    private static final CommandField[] INSTANCES = {INSTANCE, ID};
    private static final CommandField[] NAMES = {NAME, CUSTOMER, CLASS};
    private static final CommandField[] SHARES = {UTILISATION, VCPU, MEMORY, ACCELERATOR};

    private RefusalText() {}

    static Fault fault(
            final Refusal refusal,
            final CommandName name,
            final CommandLine line,
            final SymbolTable symbols) {
        return switch (refusal) {
            case ID -> outOfRange(firstOutside(IDS, line, 1, Limits.MAX_ID, name), line, refusal);
            case INSTANCE_ID ->
                    outOfRange(
                            firstOutside(INSTANCES, line, 1, Limits.MAX_TIME_NS, name),
                            line,
                            refusal);
            case UTILISATION ->
                    outOfRange(firstOutside(SHARES, line, 0, Limits.PPM, name), line, refusal);
            case SYMBOL -> symbol(line, symbols);
            case JOBS ->
                    new Fault(
                            FaultReason.OUT_OF_RANGE,
                            "jobs, period and target do not go together",
                            "it takes " + refusal.remedy());
            case SERIAL ->
                    new Fault(
                            FaultReason.OUT_OF_RANGE,
                            refusal.field() + " is out of range",
                            "it takes " + refusal.remedy());
            case TABLE ->
                    new Fault(
                            FaultReason.OUT_OF_RANGE, table(line), "it takes " + refusal.remedy());
            case VALUE_RATE ->
                    new Fault(
                            FaultReason.OUT_OF_RANGE,
                            "bid "
                                    + line.number(BID)
                                    + " is too high for work "
                                    + line.number(WORK)
                                    + " and its speed-up",
                            "it takes nano-currency from 0 to "
                                    + Speedup.largestBid(line.number(WORK), largestSpeedup(line))
                                    + " for those");
            default -> outOfRange(CommandField.byName(refusal.field()), line, refusal);
        };
    }

    private static String table(final CommandLine line) {
        if (line.tableCount == line.number(MAX)) {
            for (int i = 0; i < line.tableCount; i++) {
                final long entry = line.table[i];
                if (i == 0 ? entry != Limits.PPM : entry < 0 || entry > Integer.MAX_VALUE) {
                    return "entry "
                            + (i + 1)
                            + " of speedup.tablePpm, "
                            + entry
                            + ", is out of range";
                }
            }
        }
        return "speedup.tablePpm with "
                + line.tableCount
                + " entries does not fit max "
                + line.number(MAX);
    }

    private static int largestSpeedup(final CommandLine line) {
        return line.tableCount == 0
                ? Speedup.amdahlPpm((int) line.number(MAX), (int) line.serialPpm)
                : (int) Arrays.stream(line.table, 0, line.tableCount).max().orElseThrow();
    }

    private static Fault outOfRange(
            final CommandField field, final CommandLine line, final Refusal refusal) {
        return outOfRange(field, line, refusal.remedy());
    }

    static Fault outOfRange(final CommandField field, final CommandLine line, final String remedy) {
        final String value;
        if (field.type() != CommandField.Type.NUMBER) {
            value = "";
        } else if (line.text(field) != null) {
            value = " " + line.text(field);
        } else {
            value = " " + line.number(field);
        }
        return new Fault(
                FaultReason.OUT_OF_RANGE,
                field.label() + value + " is out of range",
                "it takes " + remedy);
    }

    private static CommandField firstOutside(
            final CommandField[] fields,
            final CommandLine line,
            final long min,
            final long max,
            final CommandName name) {
        for (final CommandField field : fields) {
            if (line.has(field) && (line.number(field) < min || line.number(field) > max)) {
                return field;
            }
        }
        throw new IllegalStateException("no field of " + name.label() + " is out of range");
    }

    private static Fault symbol(final CommandLine line, final SymbolTable symbols) {
        for (final CommandField field : NAMES) {
            if (line.has(field) && symbols.intern(line.text(field)) == SymbolTable.NONE) {
                final boolean known = line.text(field).length() <= SymbolTable.MAX_BYTES / 4;
                return new Fault(
                        FaultReason.OUT_OF_RANGE,
                        known
                                ? field.label() + " is one more string than there is room for"
                                : field.label() + " is too long",
                        "it takes "
                                + Refusal.SYMBOL.remedy()
                                + ", "
                                + SymbolTable.CAPACITY
                                + " different ones in all");
            }
        }
        throw new IllegalStateException("no string is refused");
    }
}
