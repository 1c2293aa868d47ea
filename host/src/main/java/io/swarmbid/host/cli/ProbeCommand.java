package io.swarmbid.host.cli;

import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.probes.ProbePrinter;
import io.swarmbid.probes.ProbeSet;
import io.swarmbid.probes.jni.LibraryConfig;
import io.swarmbid.probes.jni.ReaderChoice;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code probe}: the native counters, which of them are valid here, and which reader gave them. */
@Command(
        name = "probe",
        description =
                "Shows the counters of this machine, of its processes and control groups, which of them are"
                        + " valid here, and whether the native or the Java reader gave them.")
final class ProbeCommand implements Callable<Integer> {
    private static final long PERIOD_NS = TimeUnit.SECONDS.toNanos(1);
    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";
    private static final int PIDS_MAX = 1_000;

    @Spec private CommandSpec spec;

    @Option(
            names = "--pid",
            paramLabel = "P",
            arity = "1..*",
            split = ",",
            description = "Processes to show: all aspects, the process tree, its events.")
    private final List<Long> pids = new ArrayList<>();

    @Option(names = "--watch", description = "Sample once a second until Ctrl-C.")
    private boolean watch;

    @Option(names = "--json", description = "One line of JSON for each sample.")
    private boolean json;

    @Option(
            names = "--reader",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "auto, native or java (default ${DEFAULT-VALUE}).")
    private String reader;

    private final boolean outIsTerminal;

    ProbeCommand(final boolean outIsTerminal) {
        this.outIsTerminal = outIsTerminal;
    }

    @Override
    public Integer call() {
        final LibraryConfig config = new LibraryConfig().reader(choice());
        final PrintWriter out = spec.commandLine().getOut();
        try (ProbeSet probes = ProbePrinter.everything(config, checkedPids())) {
            long nextNs = System.nanoTime();
            do {
                for (long leftNs = nextNs - System.nanoTime();
                        leftNs > 0;
                        leftNs = nextNs - System.nanoTime()) {
                    LockSupport.parkNanos(leftNs);
                }
                nextNs += PERIOD_NS;
                probes.sample();
                out.print(text(probes));
                out.flush();
            } while (watch && !out.checkError());
        }
        return ExitStatus.DONE;
    }

    private String text(final ProbeSet probes) {
        if (json) {
            return ProbePrinter.json(probes) + "\n";
        }
        final String before = watch ? outIsTerminal ? CLEAR_SCREEN : "\n" : "";
        return before + ProbePrinter.table(probes);
    }

    private long[] checkedPids() {
        if (pids.size() > PIDS_MAX) {
            throw new InvalidInputException(
                    "swarmbid: " + pids.size() + " process ids; --pid takes at most " + PIDS_MAX);
        }
        for (final long pid : pids) {
            if (pid < 1 || pid > Integer.MAX_VALUE) {
                throw new InvalidInputException(
                        "swarmbid: --pid "
                                + pid
                                + " is no process id; it takes 1 to "
                                + Integer.MAX_VALUE);
            }
        }
        return pids.stream().mapToLong(Long::longValue).toArray();
    }

    private ReaderChoice choice() {
        for (final ReaderChoice choice : ReaderChoice.values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(reader)) {
                return choice;
            }
        }
        throw new InvalidInputException(
                "swarmbid: no reader is called " + reader + "; use auto, native or java");
    }
}
