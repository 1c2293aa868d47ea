package io.swarmbid.probes;

import io.swarmbid.probes.frame.ProbeField;
import io.swarmbid.probes.frame.ProbeFrame;
import io.swarmbid.probes.frame.ProbeKind;
import io.swarmbid.probes.jni.LibraryConfig;
import io.swarmbid.probes.source.CgroupDiscovery;
import io.swarmbid.probes.source.PressureResource;
import io.swarmbid.probes.source.Probe;
import io.swarmbid.probes.source.ProcessAspect;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;

/** Shows one sample to people, as an aligned table, and to programs, as one line of JSON. Stateless; any thread. */
public final class ProbePrinter {
    private static final int PROBES_PER_PID = 3;
    private static final String LINE = "%-13s %-9s %-12s %-26s %22s%n";

    private ProbePrinter() {}

    /**
     * A set of everything that this machine offers: CPUs, memory, pressure, the cgroup of this process, and for each
     * process all aspects, its tree, its events.
     *
     * @param config which reader, and where its library is.
     * @param pids of processes to show, possibly none.
     * @return a set that must be closed.
     */
    public static ProbeSet everything(final LibraryConfig config, final long... pids) {
        final int cpuIds = HostCpus.possibleIds();
        final ProbeSet probes = ProbeSet.open(cpuIds + 6 + PROBES_PER_PID * pids.length, config);
        probes.add(new Probe.HostCpu());
        for (int id = 0; id < cpuIds; id++) {
            probes.add(new Probe.Cpu(id));
        }
        probes.add(new Probe.HostMemory());
        for (final PressureResource resource : PressureResource.values()) {
            probes.add(new Probe.Pressure(resource));
        }
        addOwnCgroup(probes);
        for (final long pid : pids) {
            probes.add(new Probe.Process(pid, 0, EnumSet.allOf(ProcessAspect.class)));
            probes.add(new Probe.ProcessTree(pid, 0, true));
            probes.add(new Probe.Perf(pid, 0));
        }
        return probes;
    }

    private static void addOwnCgroup(final ProbeSet probes) {
        try {
            CgroupDiscovery.ofMachine()
                    .ofProcess(ProcessHandle.current().pid())
                    .ifPresent(files -> probes.add(new Probe.Cgroup(files)));
        } catch (final IOException noProc) {
            return; // the other rows say the same
        }
    }

    /**
     * The last sample of a set as a table, one line for each field.
     *
     * @param probes that have been sampled.
     * @return lines, the last one ended too.
     */
    public static String table(final ProbeSet probes) {
        final ProbeFrame frame = probes.frame();
        final StringBuilder text = new StringBuilder();
        text.append(probes.explanation()).append(System.lineSeparator());
        final double millis = (frame.endNs() - frame.startNs()) / 1e6;
        text.append(String.format(Locale.ROOT, "sample %d, %.3f ms%n", frame.sequence(), millis));
        text.append("valid:");
        for (final ProbeKind kind : ProbeKind.values()) {
            text.append(
                    kind != ProbeKind.NONE && frame.isSourceValid(kind) ? " " + name(kind) : "");
        }
        text.append(String.format("%n%n"));
        text.append(
                String.format(Locale.ROOT, LINE, "SOURCE", "SUBJECT", "STATE", "FIELD", "VALUE"));
        for (int slot = 0; slot < frame.rows(); slot++) {
            appendRow(text, frame, slot);
        }
        return text.toString();
    }

    private static void appendRow(
            final StringBuilder text, final ProbeFrame frame, final int slot) {
        final ProbeKind kind = frame.kind(slot);
        String source = name(kind);
        String subject = subject(frame, slot);
        String state = frame.state(slot).name();
        boolean empty = true;
        for (final ProbeField field : kind.fields()) {
            if (frame.has(slot, field)) {
                final String value = human(field.unit(), frame.value(slot, field));
                text.append(
                        String.format(
                                Locale.ROOT, LINE, source, subject, state, field.key(), value));
                source = "";
                subject = "";
                state = "";
                empty = false;
            }
        }
        if (empty && kind != ProbeKind.NONE) {
            final String errno = frame.errno(slot) == 0 ? "-" : "errno " + frame.errno(slot);
            text.append(String.format(Locale.ROOT, LINE, source, subject, state, "-", errno));
        }
    }

    private static String human(final ProbeField.Unit unit, final long value) {
        return switch (unit) {
            case NANOSECONDS -> String.format(Locale.ROOT, "%,.3f s", value / 1e9);
            case BYTES -> String.format(Locale.ROOT, "%,.1f KiB", value / 1024.0);
            case PARTS_PER_MILLION -> String.format(Locale.ROOT, "%.2f %%", value / 1e4);
            case COUNT -> String.format(Locale.ROOT, "%,d", value);
        };
    }

    /**
     * The last sample of a set as one JSON object: exact values, valid fields only.
     *
     * @param probes that have been sampled.
     * @return one line without its end.
     */
    public static String json(final ProbeSet probes) {
        final ProbeFrame frame = probes.frame();
        final StringBuilder json = new StringBuilder("{\"reader\":");
        quote(json, probes.readerName());
        quote(json.append(",\"explanation\":"), probes.explanation());
        json.append(",\"sequence\":").append(frame.sequence());
        json.append(",\"startNs\":").append(frame.startNs());
        json.append(",\"endNs\":").append(frame.endNs());
        json.append(",\"sources\":{");
        for (final ProbeKind kind : ProbeKind.values()) {
            if (kind != ProbeKind.NONE) {
                quote(json.append(kind.ordinal() == 1 ? "" : ","), name(kind));
                json.append(':').append(frame.isSourceValid(kind));
            }
        }
        json.append("},\"rows\":[");
        boolean first = true;
        for (int slot = 0; slot < frame.rows(); slot++) {
            if (frame.kind(slot) != ProbeKind.NONE) {
                appendJson(json.append(first ? "" : ","), frame, slot);
                first = false;
            }
        }
        return json.append("]}").toString();
    }

    private static void appendJson(
            final StringBuilder json, final ProbeFrame frame, final int slot) {
        quote(json.append("{\"source\":"), name(frame.kind(slot)));
        quote(json.append(",\"subject\":"), subject(frame, slot));
        quote(json.append(",\"state\":"), frame.state(slot).name());
        json.append(",\"errno\":").append(frame.errno(slot));
        json.append(",\"generation\":").append(frame.generation(slot));
        json.append(",\"fields\":{");
        boolean first = true;
        for (final ProbeField field : frame.kind(slot).fields()) {
            if (frame.has(slot, field)) {
                quote(json.append(first ? "" : ","), field.key());
                json.append(':').append(frame.value(slot, field));
                first = false;
            }
        }
        json.append("}}");
    }

    private static String name(final ProbeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String subject(final ProbeFrame frame, final int slot) {
        return switch (frame.kind(slot)) {
            case CPU, PROCESS, PROCESS_TREE, PERF -> Long.toString(frame.subject(slot));
            case PRESSURE -> PressureResource.values()[(int) frame.subject(slot)].fileName();
            default -> "-";
        };
    }

    private static void quote(final StringBuilder json, final String text) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            final char c = text.charAt(index);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
