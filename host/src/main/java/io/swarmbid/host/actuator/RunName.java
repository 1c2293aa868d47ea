package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one run, which its control groups and its tasks' environment carry: {@code
 * swarmbid-PID-START-PIDNAMESPACE}. It identifies the process that owns them beyond doubt, so that
 * a later run can tell what a crashed one has left behind from what a live one uses.
 *
 * @param pid of the owner
 * @param startTicks of the owner, clock ticks after boot
 * @param pidNamespace in which the pid means something
 */
record RunName(long pid, long startTicks, long pidNamespace) {
    private static final Pattern NAME =
            Pattern.compile("swarmbid-(\\d{1,18})-(\\d{1,18})-(\\d{1,18})");
    private static final Pattern NAMESPACE = Pattern.compile("pid:\\[(\\d{1,18})]");

    /** The name of this process's run. */
    static RunName self(final Path proc) throws IOException {
        final long pid = ProcessHandle.current().pid();
        final ProcStat stat =
                ProcStat.read(proc, pid)
                        .orElseThrow(() -> new IOException(proc + ": cannot read the own process"));
        final Matcher link =
                NAMESPACE.matcher(Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString());
        return new RunName(
                pid, stat.startTicks(), link.matches() ? Long.parseLong(link.group(1)) : 0);
    }

    /** Reads a name back; empty when it is none. */
    static Optional<RunName> parse(final String text) {
        final Matcher matcher = NAME.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new RunName(
                                Long.parseLong(matcher.group(1)),
                                Long.parseLong(matcher.group(2)),
                                Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    /**
     * Whether the owner is known to be gone. One from another pid namespace may live unseen: then
     * false.
     *
     * @param self the run that asks
     */
    boolean abandoned(final Path proc, final RunName self) {
        if (pidNamespace != self.pidNamespace) {
            return false;
        }
        final Optional<ProcStat> owner = ProcStat.read(proc, pid);
        return owner.isEmpty() || owner.get().startTicks() != startTicks || !owner.get().live();
    }

    @Override
    public String toString() {
        return "swarmbid-" + pid + "-" + startTicks + "-" + pidNamespace;
    }
}
