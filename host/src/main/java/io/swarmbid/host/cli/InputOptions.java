package io.swarmbid.host.cli;

import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.replay.ReplayInput;
import io.swarmbid.host.replay.ReplayOptions;
import io.swarmbid.host.replay.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The input of a replay and how to read it, the same for every verb that replays. */
final class InputOptions {
    @Parameters(
            index = "0",
            paramLabel = "INPUT",
            description =
                    "A command log (.jsonl, .jsonl.gz), a batch workload (.swf, .swf.gz) or the --out"
                            + " directory of an earlier run or replay.")
    private Path input;

    @Option(
            names = "--pool-costs",
            paramLabel = "NAME=CSV",
            description = "A pool of a batch workload and its recorded prices.")
    private final List<String> poolCosts = new ArrayList<>();

    @Option(
            names = "--scripted",
            description =
                    "Play no host: the input holds all that happens, and the run ends with it.")
    private boolean scripted;

    @Option(names = "--lenient", description = "Pass over lines that are not well-formed.")
    private boolean lenient;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of what is drawn for a batch workload (default ${DEFAULT-VALUE}).")
    private long seed;

    Path path() {
        return input;
    }

    boolean scripted() {
        return scripted;
    }

    /** Whether no host is played, because it is said so or because the directory is one of a scripted run. */
    boolean scriptedAsRecorded() {
        return scripted || Files.isDirectory(input) && new RunDirectory(input).isScripted();
    }

    /** Reads and checks the input. */
    ReplayInput check(final List<String> sets) {
        return ReplayInput.check(
                new ReplayOptions(input, priceFiles(), sets, seed, scripted, lenient));
    }

    private Map<String, Path> priceFiles() {
        final Map<String, Path> files = new LinkedHashMap<>();
        for (final String poolCost : poolCosts) {
            final int equals = poolCost.indexOf('=');
            if (equals < 1 || equals == poolCost.length() - 1) {
                throw new InvalidInputException("--pool-costs " + poolCost + "; it takes NAME=CSV");
            }
            final String name = poolCost.substring(0, equals);
            if (files.put(name, Path.of(poolCost.substring(equals + 1))) != null) {
                throw new InvalidInputException(
                        "--pool-costs names the pool " + name + " twice; each pool has one file");
            }
        }
        return files;
    }
}
