package io.swarmbid.probes.procfs;

import io.swarmbid.probes.frame.ProbeKind;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.RowWriter;
import io.swarmbid.probes.source.CgroupFiles;
import io.swarmbid.probes.source.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sources that are a fixed list of files, each with its parser: memory, pressure, cgroups. */
final class FileSource implements Source {
    /** One file and how to read it. */
    private record Part(ProcFile file, ProcParser parser) {}

    private final Reading reading;
    private final Part[] parts;
    private final long generation;
    private final long subject;

    private FileSource(
            final Reading reading,
            final List<Part> parts,
            final long generation,
            final long subject) {
        this.reading = reading;
        this.parts = parts.toArray(Part[]::new);
        this.generation = generation;
        this.subject = subject;
    }

    static FileSource memory(final Reading reading) {
        return of(reading, "/proc/meminfo", ProcParser.MEMINFO, 0);
    }

    static FileSource pressure(final Reading reading, final Probe.Pressure probe) {
        final String path = "/proc/pressure/" + probe.resource().fileName();
        return of(reading, path, ProcParser.PRESSURE, probe.resource().ordinal());
    }

    static FileSource cgroup(final Reading reading, final CgroupFiles files) {
        final boolean v2 = files.version() == 2;
        final List<Part> parts = new ArrayList<>();
        final List<String> opened = new ArrayList<>();
        add(parts, opened, files.cpuUsage(), ProcParser.CGROUP_CPU_USAGE);
        add(
                parts,
                opened,
                files.cpuStat(),
                v2 ? ProcParser.CGROUP_CPU_STAT_V2 : ProcParser.CGROUP_CPU_STAT_V1);
        add(parts, opened, files.memory(), ProcParser.CGROUP_MEMORY);
        add(parts, opened, files.io(), v2 ? ProcParser.CGROUP_IO_V2 : ProcParser.CGROUP_IO_V1);
        return new FileSource(reading, parts, opened.isEmpty() ? 0 : inode(opened.get(0)), 0);
    }

    private static FileSource of(
            final Reading reading, final String path, final ProcParser parser, final long subject) {
        return new FileSource(reading, List.of(new Part(ProcFile.open(path), parser)), 0, subject);
    }

    private static void add(
            final List<Part> parts,
            final List<String> opened,
            final String path,
            final ProcParser parser) {
        if (!path.isEmpty()) {
            final ProcFile file = ProcFile.open(path);
            parts.add(new Part(file, parser));
            if (file.isOpen()) {
                opened.add(path);
            }
        }
    }

    private static long inode(final String path) {
        try {
            return ((Number) Files.getAttribute(Path.of(path), "unix:ino")).longValue();
        } catch (final IOException | UnsupportedOperationException unknown) {
            return 0;
        }
    }

    @Override
    public ProbeKind kind() {
        return parts[0].parser.kind();
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public long subject() {
        return subject;
    }

    @Override
    public void sample(final RowWriter row) {
        for (final Part part : parts) {
            reading.parse(part.file, part.parser, row);
            if (row.state() == ProbeState.GONE) {
                return;
            }
        }
    }

    @Override
    public void close() {
        for (final Part part : parts) {
            part.file.close();
        }
    }
}
