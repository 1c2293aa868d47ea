package io.swarmbid.probes.procfs;

import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.RowWriter;

/** A bounded cursor over the text of one kernel file; the twin of {@code text.c}. Not threadsafe, no allocation. */
final class TextCursor {
    /** How one number came out. One that is ABSURD has been stepped over, so that parsing can go on behind it. */
    enum Outcome {
        GOOD,
        ABSURD,
        TRUNCATED,
        MALFORMED
    }

    private byte[] text;
    private int at;
    private int end;
    private long value;

    TextCursor wrap(final byte[] bytes, final int from, final int to) {
        text = bytes;
        at = from;
        end = to;
        return this;
    }

    /** The number that was read last. */
    long value() {
        return value;
    }

    int position() {
        return at;
    }

    boolean isAtEnd() {
        return at == end;
    }

    boolean isAt(final char c) {
        return at < end && text[at] == c;
    }

    boolean isAtDigit() {
        return at < end && isDigit(text[at]);
    }

    void skip(final int bytes) {
        at += bytes;
    }

    void skipBlanks() {
        while (at < end && isBlank(text[at])) {
            at++;
        }
    }

    void nextLine() {
        while (at < end && text[at] != '\n') {
            at++;
        }
        at = Math.min(at + 1, end);
    }

    /** Digits only; the text may go on with anything but must not end with them, for then the number may be cut. */
    Outcome digits() {
        if (at == end) {
            return Outcome.TRUNCATED;
        }
        if (!isDigit(text[at])) {
            return Outcome.MALFORMED;
        }
        long sum = 0;
        boolean absurd = false;
        for (; at < end && isDigit(text[at]); at++) {
            final int digit = text[at] - '0';
            absurd |= sum > (Long.MAX_VALUE - digit) / 10;
            sum = absurd ? sum : sum * 10 + digit;
        }
        if (at == end) {
            return Outcome.TRUNCATED;
        }
        value = sum;
        return absurd ? Outcome.ABSURD : Outcome.GOOD;
    }

    /** Blanks, digits, and then a blank or a newline. */
    Outcome number() {
        skipBlanks();
        final Outcome outcome = digits();
        if (outcome != Outcome.GOOD && outcome != Outcome.ABSURD) {
            return outcome;
        }
        return isBlank(text[at]) || text[at] == '\n' ? outcome : Outcome.MALFORMED;
    }

    /** Steps over blanks and one word. */
    Outcome skipWord() {
        skipBlanks();
        final int start = at;
        while (at < end && !isBlank(text[at]) && text[at] != '\n') {
            at++;
        }
        if (at == end) {
            return Outcome.TRUNCATED;
        }
        return at == start ? Outcome.MALFORMED : Outcome.GOOD;
    }

    /** Steps over these very bytes. */
    Outcome expect(final byte[] literal) {
        final int compared = Math.min(literal.length, end - at);
        for (int index = 0; index < compared; index++) {
            if (text[at + index] != literal[index]) {
                return Outcome.MALFORMED;
            }
        }
        at += compared;
        return compared < literal.length ? Outcome.TRUNCATED : Outcome.GOOD;
    }

    boolean startsWith(final byte[] prefix) {
        if (end - at < prefix.length) {
            return false;
        }
        for (int index = 0; index < prefix.length; index++) {
            if (text[at + index] != prefix[index]) {
                return false;
            }
        }
        return true;
    }

    /** Puts the next number, scaled, into a field. False when nothing behind it can be trusted. */
    boolean field(final RowWriter row, final int field, final long scale) {
        final Outcome outcome = number();
        if (outcome == Outcome.GOOD) {
            row.putScaled(field, value, scale);
        }
        return note(outcome, row);
    }

    /** Notes how a number came out; false when parsing has to stop. */
    static boolean note(final Outcome outcome, final RowWriter row) {
        return switch (outcome) {
            case GOOD -> true;
            case ABSURD -> {
                row.fault(ProbeState.OVERFLOW);
                yield true;
            }
            case TRUNCATED -> {
                row.fault(ProbeState.TRUNCATED);
                yield false;
            }
            case MALFORMED -> {
                row.fault(ProbeState.MALFORMED);
                yield false;
            }
        };
    }

    private static boolean isBlank(final byte c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isDigit(final byte c) {
        return c >= '0' && c <= '9';
    }
}
