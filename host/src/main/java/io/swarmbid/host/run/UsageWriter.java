package io.swarmbid.host.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code usage.csv}: a line for each task and sample. Not threadsafe. */
final class UsageWriter implements AutoCloseable {
    static final String HEADER =
            "atNs,task,vcpuGrantedPpm,vcpuUsedPpm,memoryGrantedBytes,memoryUsedBytes";
    private final BufferedWriter out;

    UsageWriter(final Path file) throws IOException {
        this(Files.newBufferedWriter(file, StandardCharsets.US_ASCII));
    }

    UsageWriter(final Writer writer) throws IOException {
        out = new BufferedWriter(writer);
        out.write(HEADER);
        out.write('\n');
    }

    /**
     * One line. CPU figures are means over the time since the task's line before, or since its start.
     *
     * @param vcpuGrantedPpm millionths of one vCPU.
     * @param vcpuUsedPpm millionths of one vCPU.
     * @param memoryGrantedBytes 0 where memory is not limited.
     */
    void write(
            final long atNs,
            final long task,
            final long vcpuGrantedPpm,
            final long vcpuUsedPpm,
            final long memoryGrantedBytes,
            final long memoryUsedBytes) {
        try {
            out.write(
                    atNs
                            + ","
                            + task
                            + ","
                            + vcpuGrantedPpm
                            + ","
                            + vcpuUsedPpm
                            + ","
                            + memoryGrantedBytes
                            + ","
                            + memoryUsedBytes
                            + "\n");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
