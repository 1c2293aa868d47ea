package io.swarmbid.view;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Layout of a name inside an entry: a byte of length, UTF-8. A longer one is cut, which its last character says. */
final class NameField {
    static final int LENGTH = 64;

    private static final int MAX_BYTES = LENGTH - 1;
    private static final String CUT = "\u2026";
    private static final int CUT_BYTES = 3;

    private NameField() {}

    /** Writes a name. A short one in plain ASCII allocates nothing. */
    static void put(final UnsafeBuffer buffer, final int offset, final String name) {
        if (name.length() <= MAX_BYTES && isAscii(name)) {
            buffer.putByte(offset, (byte) name.length());
            buffer.putStringWithoutLengthAscii(offset + 1, name);
            return;
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            int end = MAX_BYTES - CUT_BYTES;
            while ((bytes[end] & 0xC0) == 0x80) {
                end--;
            }
            bytes =
                    (new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT)
                            .getBytes(StandardCharsets.UTF_8);
        }
        buffer.putByte(offset, (byte) bytes.length);
        buffer.putBytes(offset + 1, bytes);
    }

    private static boolean isAscii(final String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    static String get(final UnsafeBuffer buffer, final int offset) {
        final byte[] bytes = new byte[Math.min(MAX_BYTES, buffer.getByte(offset) & 0xFF)];
        buffer.getBytes(offset + 1, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
