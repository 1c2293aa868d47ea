package io.swarmbid.host.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON text as UTF-8 bytes in one array that grows and is used again: numbers are formatted without garbage, literals
 * are copied. Not threadsafe.
 */
final class JsonBytes {
    private static final byte[] SMALLEST = ascii(Long.toString(Long.MIN_VALUE));
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final int MOST_DIGITS = 20;

    private byte[] bytes = new byte[1 << 17];
    private int length;

    /** The bytes of a literal, to be made once. */
    static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    private void reserve(final int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }

    JsonBytes raw(final byte[] literal) {
        reserve(literal.length);
        System.arraycopy(literal, 0, bytes, length, literal.length);
        length += literal.length;
        return this;
    }

    JsonBytes raw(final char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    JsonBytes number(final long value) {
        if (value == Long.MIN_VALUE) {
            return raw(SMALLEST);
        }
        reserve(MOST_DIGITS);
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int end = length + digits(rest);
        length = end;
        do {
            final long quotient = rest / 10;
            bytes[--end] = (byte) ('0' + (rest - quotient * 10));
            rest = quotient;
        } while (rest != 0);
        return this;
    }

    private static int digits(final long value) {
        long bound = 10;
        for (int count = 1; count < MOST_DIGITS - 1; count++) {
            if (value < bound) {
                return count;
            }
            bound *= 10;
        }
        return MOST_DIGITS - 1;
    }

    /** A string in quotes, with what JSON wants escaped. */
    JsonBytes string(final String text) {
        raw('"');
        for (int at = 0; at < text.length(); at++) {
            final char c = text.charAt(at);
            if (c >= 0x80) {
                // The first character beyond ASCII hands the rest, escapes included, to the general
                // encoder.
                return beyondAscii(text, at);
            }
            character(c);
        }
        return raw('"');
    }

    private JsonBytes beyondAscii(final String text, final int from) {
        final byte[] encoded = text.substring(from).getBytes(StandardCharsets.UTF_8);
        for (final byte b : encoded) {
            if (b < 0) {
                raw((char) (b & 0xFF));
            } else {
                character((char) b);
            }
        }
        return raw('"');
    }

    private void character(final char c) {
        if (c == '"' || c == '\\') {
            raw('\\').raw(c);
        } else if (c < ' ' || c == 0x7F) {
            raw('\\').raw('u').raw('0').raw('0');
            raw((char) HEX[c >>> 4]).raw((char) HEX[c & 0xF]);
        } else {
            raw(c);
        }
    }
}
