package io.swarmbid.probes.procfs;

import io.swarmbid.probes.frame.ProbeField;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.RowWriter;
import java.nio.charset.StandardCharsets;

/** A file of "key value" lines, with the keys in the order in which the kernel prints them; {@code parse_keyed.c}. */
final class KeyedFile {
    /** One line to look for. */
    record Key(byte[] name, int field, long scale, boolean required) {}

    private final Key[] keys;

    KeyedFile(final Key... keys) {
        this.keys = keys;
    }

    static Key required(final String name, final ProbeField field, final long scale) {
        return key(name, field, scale, true);
    }

    static Key optional(final String name, final ProbeField field, final long scale) {
        return key(name, field, scale, false);
    }

    private static Key key(
            final String name, final ProbeField field, final long scale, final boolean required) {
        return new Key(name.getBytes(StandardCharsets.US_ASCII), field.ordinal(), scale, required);
    }

    void parse(final TextCursor text, final RowWriter row) {
        int next = 0;
        while (next < keys.length && !text.isAtEnd()) {
            for (int key = next; key < keys.length; key++) {
                if (text.startsWith(keys[key].name)) {
                    text.skip(keys[key].name.length);
                    if (!text.field(row, keys[key].field, keys[key].scale)) {
                        return;
                    }
                    next = key + 1;
                    break;
                }
            }
            text.nextLine();
        }
        for (final Key key : keys) {
            if (key.required && !row.has(key.field)) {
                row.fault(ProbeState.TRUNCATED);
            }
        }
    }
}
