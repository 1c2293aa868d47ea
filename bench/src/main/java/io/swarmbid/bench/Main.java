package io.swarmbid.bench;

import io.swarmbid.bench.core.TickBenchmark;
import io.swarmbid.bench.journal.JournalBenchmark;
import io.swarmbid.bench.journal.JournalPeers;
import io.swarmbid.bench.loop.AffinityBenchmark;
import io.swarmbid.bench.loop.ClosedLoop;
import io.swarmbid.bench.loop.KnobsBenchmark;
import io.swarmbid.bench.openloop.OpenLoop;
import io.swarmbid.bench.optimum.MipBenchmark;
import io.swarmbid.bench.optimum.OptimumBenchmark;
import io.swarmbid.bench.peers.ExchangeBenchmark;
import io.swarmbid.bench.peers.FenzoBenchmark;
import io.swarmbid.bench.probes.ProbeBenchmark;
import io.swarmbid.bench.results.JmhRun;
import io.swarmbid.bench.scaling.ScalingBenchmark;
import io.swarmbid.bench.scaling.TelemetryBenchmark;
import io.swarmbid.bench.start.StartBenchmark;
import io.swarmbid.bench.store.ViewBenchmark;
import io.swarmbid.bench.switching.SwitchingBenchmark;
import java.util.Arrays;
import java.util.List;

/** Runs benchmarks by name: those of {@code --help}; all of them without a name. */
public final class Main {
    private static final List<String> NAMES =
            List.of(
                    "core",
                    "loop",
                    "store",
                    "view",
                    "probes",
                    "optimum",
                    "exchange",
                    "fenzo",
                    "mip",
                    "openloop",
                    "telemetry",
                    "scaling",
                    "ticks",
                    "start",
                    "affinity",
                    "knobs",
                    "journal",
                    "journals");
    private static final List<String> PEERS = List.of("exchange", "fenzo", "mip", "journals");
    private static final List<String> WITH_INPUT = List.of("switching");

    private Main() {}

    /** Runs the named benchmarks; what follows {@code --} goes to JMH ({@code core}), is rounds ({@code loop}) or NAME=VALUE. */
    public static void main(final String[] args) throws Exception {
        final int end =
                Arrays.asList(args).contains("--")
                        ? Arrays.asList(args).indexOf("--")
                        : args.length;
        final String[] rest =
                end == args.length ? new String[0] : Arrays.copyOfRange(args, end + 1, args.length);
        final List<String> names = end == 0 ? NAMES : Arrays.asList(args).subList(0, end);
        if (names.contains("--help")) {
            System.out.println(
                    "swarmbid bench [NAME...] [-- OPTION...]: runs the benchmarks "
                            + String.join(", ", NAMES)
                            + ", all of them without a name; options go to JMH (core, store), are the rounds (loop),"
                            + " the parts (journal), JVM flags beside NAME=VALUE (knobs), or NAME=VALUE;"
                            + " peers: all of "
                            + String.join(", ", PEERS)
                            + "\n"
                            + "swarmbid bench switching -- CSV[:WEIGHT]...: rules for moving between pools, on recorded prices");
            return;
        }
        for (final String name : names) {
            switch (name) {
                case "core" -> core(rest);
                case "loop" -> ClosedLoop.main(rest);
                case "store" -> store(rest);
                case "view" -> ViewBenchmark.main(rest);
                case "probes" -> ProbeBenchmark.main(rest);
                case "optimum" -> OptimumBenchmark.main(rest);
                case "exchange" -> ExchangeBenchmark.main(rest);
                case "fenzo" -> FenzoBenchmark.main(rest);
                case "mip" -> MipBenchmark.main(rest);
                case "openloop" -> OpenLoop.main(rest);
                case "telemetry" -> TelemetryBenchmark.main(rest);
                case "scaling" -> ScalingBenchmark.main(rest);
                case "ticks" -> TickBenchmark.main(rest);
                case "start" -> StartBenchmark.main(rest);
                case "affinity" -> AffinityBenchmark.main(rest);
                case "knobs" -> KnobsBenchmark.main(rest);
                case "peers" -> {
                    for (final String peer : PEERS) {
                        main(new String[] {peer});
                    }
                }
                case "journal" -> JournalBenchmark.main(rest);
                case "journals" -> JournalPeers.main(rest);
                case "switching" -> SwitchingBenchmark.main(rest);
                default -> {
                    System.err.println(
                            "no benchmark '" + name + "'; there are " + String.join(", ", NAMES));
                    System.exit(2);
                }
            }
        }
    }

    private static void store(final String[] rest) throws Exception {
        JmhRun.run(
                "store",
                "Records of 96 bytes in the engine's table, on the heap and in Chronicle Map.",
                List.of(rest),
                "RecordStoreBenchmark -prof gc -f 1 -wi 2 -w 1 -i 3 -r 1");
    }

    private static void core(final String[] rest) throws Exception {
        JmhRun.run(
                "core",
                "Operations of the core, inline on one thread: one command (two in bidAndCancel, three in completeAndBid). With"
                        + " maxUnits 1 there is room, with 4 demand is 2.5 times the capacity.",
                List.of(rest),
                "CoreBenchmark -prof gc -f 2 -wi 3 -w 1 -i 5 -r 1");
    }
}
