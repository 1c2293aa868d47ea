package io.swarmbid.bench.results;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures as they come, by row, contender and name; at the end as JSON, with plots, and on the page of all results.
 * Whatever failed is kept with what it said, for a figure that is not there must have a reason.
 */
public final class Results {
    /** Name of a parameter that is no NAME=VALUE but stands on the command line as it is. */
    public static final String ARGUMENTS = "arguments";

    private static final MathContext DIGITS = new MathContext(6);

    private final String benchmark;
    private final String about;
    private final Map<String, String> parameters;
    private final Machine machine = new Machine();
    private final Map<String, Map<String, Map<String, List<Double>>>> rows = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Map<String, String> plots = new LinkedHashMap<>();

    /**
     * Of a benchmark with the parameters that repeat it.
     *
     * @param about what is measured, in a sentence or two, with the units of figures whose names do not tell.
     */
    public Results(
            final String benchmark, final String about, final Map<String, String> parameters) {
        this.benchmark = benchmark;
        this.about = about;
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

    /**
     * A picture of them.
     *
     * @param name of its file, behind the benchmark's.
     */
    public void plot(final String name, final String svg) {
        plots.put(benchmark + "-" + name + ".svg", svg);
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

    /** All forks of a figure, of every contender of a row that has it. */
    public Map<String, Spread> spreads(final String row, final String figure) {
        final Map<String, Spread> spreads = new LinkedHashMap<>();
        for (final String contender : rows.getOrDefault(row, Map.of()).keySet()) {
            if (has(row, contender, figure)) {
                spreads.put(contender, spread(row, contender, figure));
            }
        }
        return spreads;
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

    /** Writes all of it into files of the benchmark's name, and the page of all results that lie beside them. */
    public void write(final Path directory) throws IOException {
        Files.createDirectories(directory);
        for (final Map.Entry<String, String> plot : plots.entrySet()) {
            Files.writeString(directory.resolve(plot.getKey()), plot.getValue());
        }
        final Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", benchmark);
        all.put("about", about);
        all.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("parameters", parameters);
        all.put("machine", machine.describe());
        all.put("rows", rows);
        all.put("failures", failures);
        all.put("plots", List.copyOf(plots.keySet()));
        final Path file = directory.resolve(benchmark + ".json");
        try (JsonGenerator json =
                new JsonFactory()
                        .createGenerator(Files.newOutputStream(file))
                        .useDefaultPrettyPrinter()) {
            write(json, all);
        }
        System.out.println("results: " + ResultsPage.write(directory));
    }

    private static void write(final JsonGenerator json, final Object value) throws IOException {
        if (value instanceof final Map<?, ?> map) {
            json.writeStartObject();
            for (final Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof final List<?> list) {
            json.writeStartArray();
            for (final Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof final Double number) {
            if (Double.isFinite(number)) {
                json.writeNumber(new BigDecimal(number, DIGITS).doubleValue());
            } else {
                json.writeNull();
            }
        } else {
            json.writeString(value.toString());
        }
    }
}
