package io.swarmbid.host.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the faults of a first pass: the first of them as text, all of them by reason. Not threadsafe. */
public final class FaultReport {
    /** How many faults are described; the others are only counted. */
    public static final int MAX_DESCRIBED = 20;

    private final List<String> described = new ArrayList<>();
    private final EnumMap<FaultReason, Long> counts = new EnumMap<>(FaultReason.class);
    private long total;

    /** Adds one fault of a line of a file. */
    public void add(final String file, final long line, final Fault fault) {
        if (described.size() < MAX_DESCRIBED) {
            described.add(fault.describe(file, line));
        }
        counts.merge(fault.reason(), 1L, Long::sum);
        total++;
    }

    /** Faults so far. */
    public long total() {
        return total;
    }

    /** The first {@value #MAX_DESCRIBED} faults, one line each. */
    public List<String> described() {
        return Collections.unmodifiableList(described);
    }

    /** Lines at fault by {@link FaultReason#label()}, reasons that did not occur left out. */
    public Map<String, Long> countsByReason() {
        final Map<String, Long> byLabel = new LinkedHashMap<>();
        counts.forEach((reason, count) -> byLabel.put(reason.label(), count));
        return byLabel;
    }

    /**
     * Ends a strict first pass.
     *
     * @throws InvalidInputException with the described faults if there was any.
     */
    public void throwIfAny() {
        if (total == 0) {
            return;
        }
        final List<String> lines = new ArrayList<>(described);
        if (total > lines.size()) {
            final long more = total - lines.size();
            lines.add("and " + more + (more == 1 ? " more faulty line" : " more faulty lines"));
        }
        throw new InvalidInputException(lines);
    }
}
