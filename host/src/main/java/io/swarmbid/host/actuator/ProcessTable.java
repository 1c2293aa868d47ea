package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The live processes of the machine, read once from {@code /proc}. */
final class ProcessTable {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final List<ProcStat> processes;

    ProcessTable(final List<ProcStat> processes) {
        this.processes = List.copyOf(processes);
    }

    static ProcessTable read(final Path proc) throws IOException {
        final List<ProcStat> processes = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (final Path entry : entries) {
                ProcStat.read(proc, Long.parseLong(entry.getFileName().toString()))
                        .filter(ProcStat::live)
                        .ifPresent(processes::add);
            }
        }
        return new ProcessTable(processes);
    }

    /**
     * A process, those that descend from it, and those in its session. The session holds on to
     * children whose parent has ended.
     *
     * @param leader pid of the first process, alive or not
     */
    List<ProcStat> treeOf(final long leader) {
        final Set<Long> members = new HashSet<>();
        members.add(leader);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (final ProcStat process : processes) {
                if (process.session() == leader || members.contains(process.parent())) {
                    grown |= members.add(process.pid());
                }
            }
        }
        return processes.stream().filter(process -> members.contains(process.pid())).toList();
    }

    /**
     * CPU time of some processes, and of the children that they have waited for, in nanoseconds.
     */
    long cpuTimeNs(final long[] pids) {
        final Set<Long> wanted = new HashSet<>();
        for (final long pid : pids) {
            wanted.add(pid);
        }
        final long ticks =
                processes.stream()
                        .filter(process -> wanted.contains(process.pid()))
                        .mapToLong(ProcStat::cpuTicks)
                        .sum();
        return ticks * (NANOS_PER_SECOND / ProcStat.TICKS_PER_SECOND);
    }

    /** Processes whose environment says that they belong to a run whose owner is gone. */
    List<ProcStat> abandoned(final Path proc, final RunName self) {
        return processes.stream()
                .filter(process -> process.pid() != self.pid())
                .filter(
                        process ->
                                runOf(proc, process.pid())
                                        .filter(run -> run.abandoned(proc, self))
                                        .isPresent())
                .toList();
    }

    private static Optional<RunName> runOf(final Path proc, final long pid) {
        try {
            final String environment =
                    Files.readString(proc.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
            for (final String variable : environment.split("\0")) {
                if (variable.startsWith(Launch.RUN_VARIABLE + "=")) {
                    return RunName.parse(variable.substring(Launch.RUN_VARIABLE.length() + 1));
                }
            }
        } catch (final IOException denied) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
