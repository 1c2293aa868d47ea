package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Clears away what runs that were killed have left behind. A group whose owner lives, or may live,
 * is never touched.
 */
final class StaleGroups {
    private final Path proc;
    private final RunName self;
    private final GroupTree tree;

    StaleGroups(final Path proc, final RunName self, final GroupTree tree) {
        this.proc = proc;
        this.self = self;
        this.tree = tree;
    }

    /**
     * Kills and removes the groups of abandoned runs.
     *
     * @param bases directories in which runs make their groups; a v1 freezer's first
     * @return one line for each run cleared away, or that could not be
     */
    List<String> clear(final Collection<Path> bases) {
        final List<String> report = new ArrayList<>();
        for (final Path base : new LinkedHashSet<>(bases)) {
            try {
                for (final Path child : tree.children(base)) {
                    final boolean stale =
                            RunName.parse(child.getFileName().toString())
                                    .filter(run -> run.abandoned(proc, self))
                                    .isPresent();
                    if (stale) {
                        report.add(
                                (remove(child) ? "removed " : "could not remove ")
                                        + child
                                        + ", left by a run that is gone");
                    }
                }
            } catch (final IOException unreadable) {
                report.add("cannot list " + base + ": " + unreadable.getMessage());
            }
        }
        return report;
    }

    /** Kills processes outside any group whose environment names an abandoned run. */
    List<String> clearProcesses() {
        final List<String> report = new ArrayList<>();
        try {
            for (final ProcStat process : ProcessTable.read(proc).abandoned(proc, self)) {
                ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
                report.add("killed process " + process.pid() + ", left by a run that is gone");
            }
        } catch (final IOException unreadable) {
            report.add("cannot list " + proc + ": " + unreadable.getMessage());
        }
        return report;
    }

    private boolean remove(final Path group) throws IOException {
        for (final Path child : tree.children(group)) {
            remove(child);
        }
        return tree.kill(group) && tree.removeSoon(group);
    }
}
