package io.swarmbid.host.fuzz;

import io.swarmbid.codec.CommandChecker;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encoded commands one after the other, each behind two bytes of length and four of nanoseconds since the one before.
 * What the checker lets through must neither stop the core nor upset its accounts.
 */
public final class BinaryCommandTarget {
    private static final int PREFIX = Short.BYTES + Integer.BYTES;

    private BinaryCommandTarget() {}

    public static void fuzzerTestOneInput(final byte[] data) {
        final CommandChecker checker = new CommandChecker(SmallMarket.SETTINGS);
        final UnsafeBuffer input = new UnsafeBuffer(data);
        long sequence = 0;
        try (SmallMarket market = new SmallMarket()) {
            int at = 0;
            while (at + PREFIX <= data.length) {
                final int length =
                        Math.min(
                                input.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF,
                                data.length - at - PREFIX);
                final long gapNs =
                        input.getInt(at + Short.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFFFFFFL;
                at += PREFIX;
                if (checker.isCommand(input, at, length)) {
                    final byte[] command = new byte[length];
                    input.getBytes(at, command);
                    market.apply(
                            ++sequence, market.nowNs() + gapNs, new UnsafeBuffer(command), length);
                }
                at += length;
            }
        }
    }
}
