package io.swarmbid.host.report;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the output directory of a run that never was, line by line. */
final class RunFiles implements Closeable {
    private final Path dir;
    private final BufferedWriter commands;
    private final BufferedWriter decisions;
    private final StringBuilder usage = new StringBuilder();
    private long inputs;
    private long seq;

    RunFiles(final Path dir) throws IOException {
        this.dir = dir;
        commands = Files.newBufferedWriter(dir.resolve("commands.jsonl"));
        decisions = Files.newBufferedWriter(dir.resolve("decisions.jsonl"));
    }

    /** Appends a command, its fields after {@code at} with single quotes for double ones; returns its sequence. */
    long command(final long at, final String fields) throws IOException {
        commands.write(("{'at':" + at + "," + fields + "}\n").replace('\'', '"'));
        return ++inputs;
    }

    /** Appends a decision, its fields after {@code cause} with single quotes for double ones. */
    void decision(final long at, final long cause, final String fields) throws IOException {
        seq++;
        decisions.write(
                ("{'seq':" + seq + ",'at':" + at + ",'cause':" + cause + "," + fields + "}\n")
                        .replace('\'', '"'));
    }

    void usage(final long at, final long task, final long grantedPpm, final long usedPpm) {
        usage.append(at)
                .append(',')
                .append(task)
                .append(',')
                .append(grantedPpm)
                .append(',')
                .append(usedPpm);
        usage.append(",268435456,").append(100_000_000 + usedPpm * 50).append('\n');
    }

    /** Writes the summary, with single quotes for double ones, and ends the files. */
    void finish(final String summary) throws IOException {
        Files.writeString(dir.resolve("summary.json"), summary.replace('\'', '"'));
        if (usage.length() > 0) {
            final String header =
                    "atNs,task,vcpuGrantedPpm,vcpuUsedPpm,memoryGrantedBytes,memoryUsedBytes\n";
            Files.writeString(dir.resolve("usage.csv"), header + usage);
        }
        close();
    }

    long inputs() {
        return inputs;
    }

    long decisions() {
        return seq;
    }

    @Override
    public void close() throws IOException {
        commands.close();
        decisions.close();
    }
}
