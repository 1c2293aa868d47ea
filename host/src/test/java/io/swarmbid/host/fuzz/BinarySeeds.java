package io.swarmbid.host.fuzz;

import io.swarmbid.host.log.CommandLogSource;
import io.swarmbid.host.log.LineReader;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.ExpandableArrayBuffer;

/** Makes input for {@link BinaryCommandTarget} of a command log. */
final class BinarySeeds {
    private BinarySeeds() {}

    static byte[] of(final Path log) throws IOException {
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        int at = 0;
        long last = 0;
        try (CommandLogSource source =
                new CommandLogSource(
                        new LineReader("log.jsonl", Files.readAllBytes(log)),
                        SmallMarket.SETTINGS,
                        SmallMarket.SYMBOLS,
                        (line, fault) -> {
                            throw new AssertionError(fault.describe("log.jsonl", line));
                        })) {
            while (source.next()) {
                out.putShort(at, (short) source.length(), ByteOrder.LITTLE_ENDIAN);
                out.putInt(at + Short.BYTES, (int) (source.atNs() - last), ByteOrder.LITTLE_ENDIAN);
                at += Short.BYTES + Integer.BYTES;
                out.putBytes(at, source.buffer(), 0, source.length());
                at += source.length();
                last = source.atNs();
            }
        }
        final byte[] bytes = new byte[at];
        out.getBytes(0, bytes);
        return bytes;
    }
}
