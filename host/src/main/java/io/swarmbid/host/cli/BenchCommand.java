package io.swarmbid.host.cli;

import io.swarmbid.host.log.InvalidInputException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bench}: named here for the help; the launcher starts the benchmarks, which are a program of their own. */
@Command(name = "bench", description = "Runs the benchmarks, all of them without a name.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Benchmarks to run.")
    private List<String> names;

    @Override
    public Integer call() {
        throw new InvalidInputException(
                "swarmbid: the benchmarks are a program of their own; ./swarmbid bench starts it");
    }
}
