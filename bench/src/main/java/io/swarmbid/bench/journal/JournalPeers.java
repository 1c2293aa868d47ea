package io.swarmbid.bench.journal;

import io.swarmbid.bench.Market;
import io.swarmbid.bench.peers.ContenderJvm;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import io.swarmbid.bench.results.SpreadPlot;
import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.peers.trace.CommandFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine's journal, Chronicle Queue and Aeron Archive append the same commands, none of them synced, each in a JVM of
 * its own, all of them in turn, again and again; what they hold afterwards is read back and checked.
 */
public final class JournalPeers {
    private static final String PEER = "io.swarmbid.peers.journals.JournalContender";
    private static final int INSTANCES = 100;

    private JournalPeers() {}

    /** Runs it; arguments NAME=VALUE. */
    public static void main(final String[] args) throws IOException {
        final Options options =
                Options.of(
                                "forks=5",
                                "commands=96000",
                                "rounds=12",
                                "pauseMs=100",
                                "forms=journal,queue,archive",
                                "out=bench-results")
                        .with(args);
        final Results results =
                new Results(
                        "journals",
                        "The same commands appended by the engine's journal, Chronicle Queue and Aeron Archive, none of them"
                                + " synced, each in a JVM of its own. p50 and p99 are of blocks of appends, ns the mean"
                                + " until all has settled, in nanoseconds a command; bytes are allocated on the heap.",
                        options.all());
        final Path directory = Files.createTempDirectory("swarmbid-journals");
        try {
            final Path file = directory.resolve("commands");
            CommandFile.write(file, commands(options.getInt("commands")));
            for (int fork = 0; fork < options.getInt("forks"); fork++) {
                for (final String form : options.list("forms")) {
                    final Path empty = Files.createDirectory(directory.resolve("journal"));
                    run(options, form, file, empty, results);
                    Directories.delete(empty);
                }
            }
        } finally {
            Directories.delete(directory);
        }
        print(options, results);
        plot(results);
        results.write(Path.of(options.get("out")));
    }

    private static void run(
            final Options options,
            final String form,
            final Path file,
            final Path directory,
            final Results results)
            throws IOException {
        final ContenderJvm jvm =
                form.equals("journal")
                        ? ContenderJvm.engine(EngineJournal.class.getName())
                        : ContenderJvm.peer("journals", PEER);
        try {
            jvm.run(
                            form,
                            file,
                            directory,
                            options.get("rounds"),
                            options.getInt("pauseMs") * 1_000_000L)
                    .figures()
                    .forEach((figure, value) -> results.add("append", form, figure, value));
        } catch (final ContenderJvm.FailedException e) {
            results.failed("append", form, e.getMessage());
        }
    }

    private static void plot(final Results results) {
        final Map<String, Spread> spreads = results.spreads("append", "p50");
        if (!spreads.isEmpty()) {
            results.plot("p50", SpreadPlot.ofTimes("An append, median", spreads));
        }
    }

    private static void print(final Options options, final Results results) {
        System.out.println(
                "| journal | append, ns: p50 of blocks | p99 | mean, all settled | bytes allocated"
                        + " | p50 against ours |");
        System.out.println("|---|---|---|---|---|---|");
        for (final String form : options.list("forms")) {
            if (results.has("append", form, "ns")) {
                System.out.printf(
                        "| %s | %s | %s | %s | %s | %s |%n",
                        form,
                        results.spread("append", form, "p50").text(),
                        results.spread("append", form, "p99").text(),
                        results.spread("append", form, "ns").text(),
                        Spread.number(results.spread("append", form, "bytes").median()),
                        results.has("append", "journal", "p50")
                                ? Spread.number(results.ratio("append", form, "journal", "p50"))
                                : "-");
            }
        }
        results.printFooter();
    }

    /** A market, and then in equal parts telemetry, new bids, and tasks that end and come anew. */
    static List<byte[]> commands(final int count) {
        final CommandEncoder encoder = new CommandEncoder(Market.settings());
        final Market market = new Market(1);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4_096]);
        final List<byte[]> commands = new ArrayList<>(count);
        add(commands, buffer, encoder.pool(buffer, 0, market.pool()));
        for (long id = 1; id <= INSTANCES; id++) {
            add(commands, buffer, encoder.instance(buffer, 0, id, 1));
        }
        while (commands.size() < count) {
            final long id = 1 + commands.size() / 4 % Market.TASKS;
            add(
                    commands,
                    buffer,
                    switch (commands.size() % 4) {
                        case 0 ->
                                encoder.telemetry(
                                        buffer, 0, 1 + id % INSTANCES, Kind.VCPU, 3, 500_000, 7);
                        case 1 -> encoder.task(buffer, 0, market.task(id));
                        case 2 -> encoder.rebid(buffer, 0, id, market.bid());
                        default -> encoder.cancel(buffer, 0, id);
                    });
        }
        return commands;
    }

    private static void add(
            final List<byte[]> commands, final UnsafeBuffer buffer, final long length) {
        if (length < 0) {
            throw new IllegalStateException("refused: " + length);
        }
        final byte[] command = new byte[(int) length];
        buffer.getBytes(0, command);
        commands.add(command);
    }
}
