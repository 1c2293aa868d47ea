package io.swarmbid.host.run;

import io.swarmbid.host.log.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes {@code usage.csv}: a line for each task and sample. Not threadsafe. */
final class UsageWriter implements AutoCloseable {
    static final String HEADER =
            "atNs,task,vcpuGrantedPpm,vcpuUsedPpm,memoryGrantedBytes,memoryUsedBytes";
    private final StringBuilder lines = new StringBuilder();
    private final OutputStream out;

    UsageWriter(final Path file) throws IOException {
        this(OutputFile.create(file));
    }

    UsageWriter(final OutputStream out) {
        this.out = out;
        lines.append(HEADER).append('\n');
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
        lines.append(atNs).append(',').append(task);
        lines.append(',').append(vcpuGrantedPpm).append(',').append(vcpuUsedPpm);
        lines.append(',').append(memoryGrantedBytes).append(',').append(memoryUsedBytes);
        lines.append('\n');
    }

    /**
     * Writes out what there is.
     *
     * @throws UncheckedIOException if that fails.
     */
    void flush() {
        if (lines.length() == 0) {
            return;
        }
        final byte[] bytes = lines.toString().getBytes(StandardCharsets.US_ASCII);
        lines.setLength(0);
        try {
            out.write(bytes);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }
}
