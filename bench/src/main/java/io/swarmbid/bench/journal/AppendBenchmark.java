package io.swarmbid.bench.journal;

import io.swarmbid.bench.Market;
import io.swarmbid.bench.results.Results;
import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.journal.Journal;
import io.swarmbid.journal.JournalConfig;
import io.swarmbid.journal.SyncLevel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/** What appending a command costs the engine thread, beside plain file writes of as many bytes. */
final class AppendBenchmark {
    private static final int ROUNDS = 7;
    private static final int RECORD = 96;
    private static final int BATCH = 64;

    private AppendBenchmark() {}

    static void run(final Results results, final Path directory) throws IOException {
        System.out.printf(
                "%-56s %12s %12s%n", "append, ns a command", "p50 of 64", "mean, median of rounds");
        print(
                results,
                "journal, telemetry of 41 bytes, never synced",
                journal(directory, SyncLevel.NONE, 1, 2_000_000));
        print(
                results,
                "journal, synced every 10 ms on its thread",
                journal(directory, SyncLevel.INTERVAL, 1, 2_000_000));
        print(
                results,
                "journal, synced every 1,024 commands",
                journal(directory, SyncLevel.BATCH, 1_024, 200_000));
        print(
                results,
                "journal, synced every 64 commands",
                journal(directory, SyncLevel.BATCH, 64, 20_000));
        print(
                results,
                "file channel, 64 records of 96 bytes a write, never synced",
                channel(directory));
    }

    private static void print(final Results results, final String name, final Times times) {
        results.add(
                "append",
                name,
                "p50 of 64, ns",
                times.blocks.getValueAtPercentile(50) / (double) BATCH);
        for (final double mean : times.means) {
            results.add("append", name, "mean, ns", mean);
        }
        java.util.Arrays.sort(times.means);
        System.out.printf(
                "%-56s %12.0f %12.0f%n",
                name,
                times.blocks.getValueAtPercentile(50) / (double) BATCH,
                times.means[times.means.length / 2]);
    }

    /** Nanoseconds of runs of 64 appends, and means of rounds, in which segments that are not yet there are waited for. */
    private static final class Times {
        private final Histogram blocks = new Histogram(3);
        private final double[] means = new double[ROUNDS];
    }

    private static Times journal(
            final Path directory, final SyncLevel sync, final int batch, final int commands)
            throws IOException {
        final Path path = directory.resolve("append");
        final Settings settings = Market.settings();
        final CommandEncoder encoder = new CommandEncoder(settings);
        final UnsafeBuffer command = new UnsafeBuffer(ByteBuffer.allocateDirect(4_096));
        final int length =
                (int)
                        encoder.telemetry(
                                command, 0, 1, io.swarmbid.codec.sbe.Kind.VCPU, 3, 500_000, 7);
        final Times times = new Times();
        final SymbolTable symbols = new SymbolTable();
        try (Journal journal =
                Journal.open(
                        new JournalConfig(path)
                                .sync(sync)
                                .conclude(
                                        CommandEncoder.maxEncodedLength(settings),
                                        new ArrayList<>()),
                        settings,
                        symbols,
                        () -> new EngineCore(settings, symbols),
                        DecisionSink.NONE)) {
            journal.start(Thread::new, Throwable::printStackTrace, trouble -> {});
            long sequence = 0;
            for (int round = 0; round < ROUNDS; round++) {
                final long start = System.nanoTime();
                long last = start;
                for (int i = 1; i <= commands; i++) {
                    journal.command(++sequence, sequence, 0, command, 0, length);
                    if (i % batch == 0) {
                        journal.force();
                    }
                    if (i % BATCH == 0) {
                        final long now = System.nanoTime();
                        times.blocks.recordValue(now - last);
                        last = now;
                    }
                }
                times.means[round] = (double) (System.nanoTime() - start) / commands;
            }
            journal.core().close();
        }
        Directories.delete(path);
        return times;
    }

    private static Times channel(final Path directory) throws IOException {
        final Path file = directory.resolve("channel");
        final Times times = new Times();
        final int writes = 20_000;
        final ByteBuffer bytes = ByteBuffer.allocateDirect(RECORD * BATCH);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int round = 0; round < ROUNDS; round++) {
                final long start = System.nanoTime();
                long last = start;
                for (int i = 0; i < writes; i++) {
                    bytes.clear();
                    for (int at = 0; at < bytes.capacity(); at += Long.BYTES) {
                        bytes.putLong(i);
                    }
                    bytes.flip();
                    channel.write(bytes);
                    final long now = System.nanoTime();
                    times.blocks.recordValue(now - last);
                    last = now;
                }
                times.means[round] = (double) (System.nanoTime() - start) / ((long) writes * BATCH);
            }
        }
        java.nio.file.Files.delete(file);
        return times;
    }
}
