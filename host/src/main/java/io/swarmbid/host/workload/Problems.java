package io.swarmbid.host.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects the mistakes of one file. */
final class Problems {
    private static final int REPORTED_MAX = 20;

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    private record Problem(int line, String text) {}

    Problems(final String file) {
        this.file = file;
    }

    void add(final Node node, final String wrong, final String right) {
        add(line(node), wrong, right);
    }

    void add(final int line, final String wrong, final String right) {
        found.add(new Problem(line, wrong + "; " + right));
    }

    boolean any() {
        return !found.isEmpty();
    }

    int count() {
        return found.size();
    }

    /** Counts lines from 1. */
    static int line(final Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    WorkloadException exception() {
        final List<Problem> all =
                found.stream().distinct().sorted(Comparator.comparingInt(Problem::line)).toList();
        final List<String> lines = new ArrayList<>();
        for (final Problem problem : all.subList(0, Math.min(REPORTED_MAX, all.size()))) {
            lines.add(file + ":" + problem.line() + ": " + problem.text());
        }
        final int more = all.size() - lines.size();
        if (more > 0) {
            lines.add("and " + more + (more == 1 ? " more mistake" : " more mistakes"));
        }
        return new WorkloadException(lines);
    }
}
