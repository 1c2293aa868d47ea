package io.swarmbid.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Figures as they come, by row, contender and name; as JSON at the end. Whatever failed is kept with what it said,
 * for a figure that is not there must have a reason.
 */
public final class Results {
    private final String benchmark;
    private final Map<String, String> parameters;
    private final Machine machine = new Machine();
    private final Map<String, Map<String, Map<String, List<Double>>>> rows = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    /** Of a benchmark with the parameters that repeat it. */
    public Results(final String benchmark, final Map<String, String> parameters) {
        this.benchmark = benchmark;
        this.parameters = parameters;
    }

    /** One figure of one fork. */
    public void add(
            final String row, final String contender, final String figure, final double value) {
        rows.computeIfAbsent(row, none -> new LinkedHashMap<>())
                .computeIfAbsent(contender, none -> new LinkedHashMap<>())
                .computeIfAbsent(figure, none -> new ArrayList<>())
                .add(value);
    }

    /** A contender that gave none. */
    public void failed(final String row, final String contender, final String reason) {
        failures.put(row + ", " + contender, reason);
    }

    /** Whether there is such a figure. */
    public boolean has(final String row, final String contender, final String figure) {
        return rows.getOrDefault(row, Map.of())
                .getOrDefault(contender, Map.of())
                .containsKey(figure);
    }

    /** All forks of a figure. */
    public Spread spread(final String row, final String contender, final String figure) {
        return Spread.of(rows.get(row).get(contender).get(figure));
    }

    /** Median over the forks of one contender's figure to another's in the same fork. */
    public double ratio(
            final String row, final String contender, final String other, final String figure) {
        final List<Double> ours = rows.get(row).get(contender).get(figure);
        final List<Double> theirs = rows.get(row).get(other).get(figure);
        final List<Double> ratios = new ArrayList<>();
        for (int fork = 0; fork < Math.min(ours.size(), theirs.size()); fork++) {
            ratios.add(ours.get(fork) / theirs.get(fork));
        }
        return Spread.of(ratios).median();
    }

    /** Prints the machine, the parameters and what failed. */
    public void printFooter() {
        System.out.println();
        System.out.println(parameters);
        System.out.println(machine.line());
        failures.forEach((what, reason) -> System.out.println("left out: " + what + ": " + reason));
        System.out.println();
    }

    /** Writes all of it into a file of the benchmark's name. */
    public void write(final Path directory) throws IOException {
        final Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", benchmark);
        all.put("parameters", parameters);
        all.put("machine", machine.describe());
        all.put("rows", rows);
        all.put("failures", failures);
        final StringBuilder json = new StringBuilder();
        append(json, all, "\n");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(benchmark + ".json"), json.append('\n'));
    }

    private static void append(final StringBuilder json, final Object value, final String indent) {
        if (value instanceof final Map<?, ?> map) {
            json.append('{');
            String separator = "";
            for (final Map.Entry<?, ?> entry : map.entrySet()) {
                json.append(separator).append(indent).append("  ");
                quote(json, entry.getKey().toString());
                json.append(": ");
                append(json, entry.getValue(), indent + "  ");
                separator = ",";
            }
            json.append(map.isEmpty() ? "" : indent).append('}');
        } else if (value instanceof final List<?> list) {
            json.append('[');
            String separator = "";
            for (final Object element : list) {
                json.append(separator);
                append(json, element, indent);
                separator = ", ";
            }
            json.append(']');
        } else if (value instanceof final Double number) {
            json.append(String.format(Locale.ROOT, "%.6g", number));
        } else {
            quote(json, value.toString());
        }
    }

    private static void quote(final StringBuilder json, final String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
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
