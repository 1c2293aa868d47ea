package io.swarmbid.host.swf;

import io.swarmbid.config.Limits;
import io.swarmbid.host.log.Fault;
import io.swarmbid.host.log.FaultReason;
import io.swarmbid.host.log.FaultReport;
import io.swarmbid.host.log.LineReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads a price file: {@code timestamp,price_per_hour} under a header of any names, time in UTC, currency per hour.
 * Rows at fault are reported and passed over.
 */
final class PriceSeriesReader {
    private static final int TIME_CHARS = 19;
    private static final int LONGEST_QUOTE = 40;
    private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000L);
    private static final BigDecimal MAX_COST = BigDecimal.valueOf(Limits.MAX_COST);
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .optionalStart()
                    .appendOffset("+HH:MM", "Z")
                    .optionalEnd()
                    .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
                    .toFormatter(Locale.ROOT);

    private final String name;
    private final Path path;
    private final FaultReport faults;
    private long[] atNs = new long[1_024];
    private long[] costNano = new long[1_024];
    private int rows;
    private Instant start;

    private PriceSeriesReader(final String name, final Path path, final FaultReport faults) {
        this.name = name;
        this.path = path;
        this.faults = faults;
    }

    /**
     * Reads a file.
     *
     * @param name of the pool whose cost it is.
     * @return null where faults leave no row, and then there is a fault in the report.
     * @throws io.swarmbid.host.log.InvalidInputException if it cannot be read.
     */
    static PriceSeries read(final String name, final Path path, final FaultReport faults) {
        return new PriceSeriesReader(name, path, faults).read();
    }

    private PriceSeries read() {
        long lines = 0;
        try (LineReader reader = new LineReader(path)) {
            while (reader.next()) {
                lines++;
                final String text =
                        new String(reader.bytes(), 0, reader.length(), StandardCharsets.UTF_8);
                if (reader.lineNumber() == 1 && !isRow(text)) {
                    continue;
                }
                final Fault fault = row(text);
                if (fault != null) {
                    faults.add(path.toString(), reader.lineNumber(), fault);
                }
            }
        }
        if (rows == 0) {
            if (faults.total() == 0) {
                faults.add(
                        path.toString(),
                        Math.max(1, lines),
                        fault("the file has no price", "a price file has at least one row"));
            }
            return null;
        }
        return series();
    }

    private static boolean isRow(final String text) {
        return !text.isEmpty() && Character.isDigit(text.charAt(0));
    }

    private Fault row(final String text) {
        final int comma = text.indexOf(',');
        if (comma < 0 || text.indexOf(',', comma + 1) >= 0) {
            return fault(
                    "the row has not two columns",
                    "a row is a timestamp and a price, such as 2015-03-11 16:54:38+00:00,0.0324");
        }
        final Instant time = time(text.substring(0, comma).strip());
        if (time == null) {
            return fault(
                    "the timestamp is " + quoted(text.substring(0, comma)),
                    "a timestamp is like 2015-03-11 16:54:38+00:00");
        }
        final long cost = cost(text.substring(comma + 1).strip());
        if (cost < 0) {
            return fault(
                    "the price is " + quoted(text.substring(comma + 1)),
                    "a price is currency per hour from 0 to " + Limits.MAX_COST / 1_000_000_000L);
        }
        return add(time, cost);
    }

    private Fault add(final Instant time, final long cost) {
        if (rows == 0) {
            start = time;
        }
        final long seconds = time.getEpochSecond() - start.getEpochSecond();
        if (seconds > Limits.MAX_TIME_NS / 1_000_000_000L) {
            return fault("the timestamp is too far from the first", "a series spans 146 years");
        }
        final long at = seconds * 1_000_000_000L + time.getNano() - start.getNano();
        if (at < 0 || (rows > 0 && at < atNs[rows - 1])) {
            return new Fault(
                    FaultReason.TIME_BACKWARDS,
                    "the timestamp is before that of an earlier row",
                    "timestamps never decrease from row to row");
        }
        if (rows > 0 && at == atNs[rows - 1]) {
            costNano[rows - 1] = cost;
            return null;
        }
        if (rows == atNs.length) {
            atNs = Arrays.copyOf(atNs, rows * 2);
            costNano = Arrays.copyOf(costNano, rows * 2);
        }
        atNs[rows] = at;
        costNano[rows++] = cost;
        return null;
    }

    private PriceSeries series() {
        final long last = atNs[rows - 1];
        final long periodNs = rows == 1 ? Long.MAX_VALUE : last + (last - atNs[rows - 2]);
        int kept = 1;
        for (int i = 1; i < rows; i++) {
            if (costNano[i] != costNano[kept - 1]) {
                atNs[kept] = atNs[i];
                costNano[kept++] = costNano[i];
            }
        }
        return new PriceSeries(
                name, Arrays.copyOf(atNs, kept), Arrays.copyOf(costNano, kept), periodNs);
    }

    private static Instant time(final String text) {
        if (text.length() < TIME_CHARS) {
            return null;
        }
        final String iso = text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
        try {
            return OffsetDateTime.parse(iso, TIME).toInstant();
        } catch (final DateTimeException e) {
            return null;
        }
    }

    /** The price in nano-currency, floored, -1 if it is none. */
    private static long cost(final String text) {
        if (text.isEmpty() || text.length() > LONGEST_QUOTE) {
            return -1;
        }
        try {
            final BigDecimal price = new BigDecimal(text);
            if (price.signum() < 0 || price.compareTo(MAX_COST) > 0 || price.scale() > 1_000) {
                return -1;
            }
            final BigDecimal nano = price.multiply(NANO).setScale(0, RoundingMode.FLOOR);
            return nano.compareTo(MAX_COST) > 0 ? -1 : nano.longValueExact();
        } catch (final NumberFormatException e) {
            return -1;
        }
    }

    private static Fault fault(final String wrong, final String right) {
        return new Fault(FaultReason.MALFORMED, wrong, right);
    }

    private static String quoted(final String text) {
        final String shown =
                text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
