package io.swarmbid.probes.procfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel's units are worth on this machine.
 *
 * @param tickNs nanoseconds of a clock tick.
 * @param pageBytes bytes of a page.
 */
public record Units(long tickNs, long pageBytes) {
    private static final int AT_PAGESZ = 6;
    private static final int AT_CLKTCK = 17;

    /**
     * Reads the auxiliary vector, the only place that tells plain Java what sysconf(3) tells C.
     *
     * @return the machine's units, or those of nearly every Linux when it cannot be read.
     */
    public static Units ofMachine() {
        long ticksPerSecond = 100;
        long pageBytes = 4096;
        try {
            final ByteBuffer vector =
                    ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/self/auxv")))
                            .order(ByteOrder.nativeOrder());
            while (vector.remaining() >= 2 * Long.BYTES) {
                final long type = vector.getLong();
                final long value = vector.getLong();
                ticksPerSecond = type == AT_CLKTCK && value > 0 ? value : ticksPerSecond;
                pageBytes = type == AT_PAGESZ && value > 0 ? value : pageBytes;
            }
        } catch (final IOException unreadable) {
            return new Units(1_000_000_000 / ticksPerSecond, pageBytes);
        }
        return new Units(1_000_000_000 / ticksPerSecond, pageBytes);
    }
}
