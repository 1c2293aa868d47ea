package io.swarmbid.host.swf;

import io.swarmbid.config.Limits;
import io.swarmbid.host.log.Fault;
import io.swarmbid.host.log.FaultReason;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/** One job line of a workload, the fields that matter here. Times in seconds, memory in KiB per processor. */
final class SwfJob {
    private static final int FIELDS = 18;
    private static final long MOST_SECONDS = Limits.MAX_TIME_NS / 1_000_000_000L;
    private static final int LONGEST_QUOTE = 40;
    private static final String[] NAMES = {
        "job number",
        "submit time",
        "wait time",
        "run time",
        "allocated processors",
        "average CPU time",
        "used memory",
        "requested processors",
        "requested time",
        "requested memory",
        "status",
        "user",
        "group",
        "executable",
        "queue",
        "partition",
        "preceding job",
        "think time"
    };

    private final long[] fields = new long[FIELDS];

    /** Whether a line is a comment or blank. */
    static boolean isComment(final byte[] bytes, final int length) {
        for (int at = 0; at < length; at++) {
            if (bytes[at] != ' ' && bytes[at] != '\t') {
                return bytes[at] == ';';
            }
        }
        return true;
    }

    /**
     * Reads a line.
     *
     * @return what is wrong, null if nothing is.
     */
    Fault parse(final byte[] bytes, final int length) {
        final StringTokenizer tokens =
                new StringTokenizer(
                        new String(bytes, 0, length, StandardCharsets.ISO_8859_1), " \t");
        final int count = tokens.countTokens();
        if (count != FIELDS) {
            return new Fault(
                    FaultReason.MALFORMED,
                    "the line has " + count + " fields",
                    "a job has " + FIELDS + ", separated by blanks; a comment begins with ';'");
        }
        for (int field = 0; field < FIELDS; field++) {
            final String token = tokens.nextToken();
            try {
                fields[field] = Long.parseLong(token);
            } catch (final NumberFormatException e) {
                if (isUsed(field + 1) || !isDecimal(token)) {
                    return wrong(
                            field + 1,
                            "'" + shown(token) + "'",
                            "a whole number, -1 where it is unknown");
                }
            }
        }
        return null;
    }

    private static boolean isUsed(final int number) {
        return switch (number) {
            case 1, 2, 4, 5, 8, 9, 10, 12, 15 -> true;
            default -> false;
        };
    }

    private static boolean isDecimal(final String token) {
        return token.matches("[-+]?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]+)?") && !token.isEmpty();
    }

    private static String shown(final String token) {
        final String cut =
                token.length() > LONGEST_QUOTE ? token.substring(0, LONGEST_QUOTE) + "..." : token;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** A fault of the field with that number, from 1. */
    static Fault wrong(final int number, final String value, final String right) {
        return new Fault(
                FaultReason.MALFORMED,
                "field " + number + " (" + NAMES[number - 1] + ") is " + value,
                "it takes " + right);
    }

    /** The field with that number, from 1. */
    long field(final int number) {
        return fields[number - 1];
    }

    long id() {
        return field(1);
    }

    long submitSeconds() {
        return field(2);
    }

    long runSeconds() {
        return field(4);
    }

    /** Requested processors where known, else the allocated ones. */
    long processors() {
        return field(8) > 0 ? field(8) : field(5);
    }

    /** Requested time where known, else the run time. */
    long estimateSeconds() {
        return field(9) > 0 ? field(9) : runSeconds();
    }

    /** 0 where unknown. */
    long memoryKib() {
        return Math.max(0, field(10));
    }

    String user() {
        return Long.toString(field(12));
    }

    String userAndQueue() {
        return field(12) + ":" + field(15);
    }

    /** Whether there is anything to run. */
    boolean isTask() {
        return runSeconds() > 0 && processors() > 0;
    }

    /** Whether its work is out of range because of more processors than a task takes, not because of its times. */
    boolean isTooWide(final int maxUnits) {
        final long longest = Math.max(runSeconds(), estimateSeconds());
        return isTask()
                && processors() > maxUnits
                && longest <= MOST_SECONDS
                && longest > MOST_SECONDS / processors();
    }

    /** What is out of range whatever the pools are, null if nothing is or if the job is too wide. */
    Fault check(final int maxUnits) {
        if (submitSeconds() < 0 || submitSeconds() > MOST_SECONDS) {
            return wrong(2, Long.toString(field(2)), "seconds from 0 to " + MOST_SECONDS);
        }
        if (!isTask()) {
            return null;
        }
        if (id() < 1 || id() > Limits.MAX_ID) {
            return wrong(1, Long.toString(id()), "a whole number from 1 to " + Limits.MAX_ID);
        }
        if (isTooWide(maxUnits)) {
            return null;
        }
        if (runSeconds() > MOST_SECONDS / processors()) {
            return wrong(4, Long.toString(field(4)), "seconds x processors up to " + MOST_SECONDS);
        }
        if (estimateSeconds() > MOST_SECONDS / processors()) {
            return wrong(9, Long.toString(field(9)), "seconds x processors up to " + MOST_SECONDS);
        }
        return null;
    }
}
