package io.swarmbid.bench.results;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One page with the results of all benchmarks that lie in a directory, complete in itself. */
final class ResultsPage {
    private static final String NAME = "index.html";

    private final StringBuilder html = new StringBuilder();
    private final Path directory;

    private ResultsPage(final Path directory) {
        this.directory = directory;
    }

    /**
     * Writes the page into the directory.
     *
     * @return its file.
     */
    static Path write(final Path directory) throws IOException {
        final List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        final Map<String, Map<?, ?>> results = new LinkedHashMap<>();
        final Map<String, String> strange = new LinkedHashMap<>();
        for (final Path file : files) {
            final String name = file.getFileName().toString();
            try {
                results.put(name, object(read(file), "rows", "parameters", "machine", "failures"));
            } catch (final IOException | IllegalArgumentException e) {
                strange.put(name, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        final Path page = directory.resolve(NAME);
        Files.writeString(page, new ResultsPage(directory).build(results, strange));
        return page;
    }

    private static Map<?, ?> object(final Object json, final String... objects) {
        if (json instanceof final Map<?, ?> result) {
            for (final String each : objects) {
                if (!(result.get(each) instanceof Map)) {
                    throw new IllegalArgumentException("it has no object '" + each + "'");
                }
            }
            return result;
        }
        throw new IllegalArgumentException("it is no object");
    }

    private static Object read(final Path file) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            json.nextToken();
            return value(json);
        }
    }

    private static Object value(final JsonParser json) throws IOException {
        final JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            final Map<String, Object> object = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                final String name = json.currentName();
                json.nextToken();
                object.put(name, value(json));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            final List<Object> array = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(json));
            }
            return array;
        }
        return token == null || token == JsonToken.VALUE_NULL ? "" : json.getText();
    }

    private String build(final Map<String, Map<?, ?>> results, final Map<String, String> strange)
            throws IOException {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.append("<title>Swarmbid benchmarks</title>\n<style>\n");
        try (InputStream style = ResultsPage.class.getResourceAsStream("results.css")) {
            html.append(new String(style.readAllBytes(), StandardCharsets.UTF_8));
        }
        html.append("</style></head><body>\n");
        element("h1", "Swarmbid benchmarks");
        html.append("<nav>");
        for (final Map<?, ?> result : results.values()) {
            final String name = Markup.escape(text(result.get("benchmark")));
            html.append("<a href=\"#").append(name).append("\">").append(name).append("</a> ");
        }
        html.append("</nav>\n");
        element(
                "p",
                "Medians of all forks or rounds; below them the least and the most, and how many there were."
                        + " Compare within a benchmark, whose contenders ran by turns, not between them.");
        for (final Map<?, ?> result : results.values()) {
            section(result);
        }
        strange.forEach((file, reason) -> element("p", file + " is left out: " + reason));
        return html.append("</body></html>\n").toString();
    }

    private static String text(final Object value) {
        return value == null ? "" : value.toString();
    }

    private void element(final String tag, final String text) {
        html.append('<').append(tag).append('>').append(Markup.escape(text));
        html.append("</").append(tag).append(">\n");
    }

    private void section(final Map<?, ?> result) throws IOException {
        final String name = text(result.get("benchmark"));
        html.append("<section id=\"").append(Markup.escape(name)).append("\">\n");
        element("h2", name);
        element("p", text(result.get("about")));
        if (result.get("plots") instanceof final List<?> plots) {
            for (final Object plot : plots) {
                plot(text(plot));
            }
        }
        table((Map<?, ?>) result.get("rows"));
        ((Map<?, ?>) result.get("failures"))
                .forEach((what, reason) -> element("p", "Left out: " + what + ": " + reason));
        final StringBuilder machine = new StringBuilder(text(result.get("at")));
        ((Map<?, ?>) result.get("machine"))
                .forEach(
                        (fact, value) ->
                                machine.append("; ").append(fact).append(' ').append(value));
        html.append("<footer>");
        element("code", repeat(name, (Map<?, ?>) result.get("parameters")));
        element("p", machine.toString());
        html.append("</footer></section>\n");
    }

    private static String repeat(final String name, final Map<?, ?> parameters) {
        final StringBuilder command = new StringBuilder("./swarmbid bench ").append(name);
        String separator = " -- ";
        for (final Map.Entry<?, ?> parameter : parameters.entrySet()) {
            final String value = parameter.getValue().toString();
            final String word =
                    parameter.getKey().equals(Results.ARGUMENTS)
                            ? value
                            : parameter.getKey() + "=" + value;
            if (!parameter.getKey().equals("out") && !word.isEmpty()) {
                command.append(separator).append(word);
                separator = " ";
            }
        }
        return command.toString();
    }

    /** Only what this program drew; a name leads nowhere else. */
    private void plot(final String name) throws IOException {
        final Path file = directory.resolve(name).normalize();
        if (directory.normalize().equals(file.getParent()) && Files.isRegularFile(file)) {
            html.append("<figure>").append(Files.readString(file)).append("</figure>\n");
        }
    }

    private void table(final Map<?, ?> rows) {
        final Set<String> figures = new LinkedHashSet<>();
        for (final Object contenders : rows.values()) {
            for (final Object contender : ((Map<?, ?>) contenders).values()) {
                ((Map<?, ?>) contender).keySet().forEach(figure -> figures.add(figure.toString()));
            }
        }
        html.append("<div><table><thead><tr><th></th><th></th>");
        figures.forEach(figure -> element("th", figure));
        html.append("</tr></thead>\n");
        rows.forEach((row, contenders) -> group(row.toString(), (Map<?, ?>) contenders, figures));
        html.append("</table></div>\n");
    }

    private void group(final String row, final Map<?, ?> contenders, final Set<String> figures) {
        html.append("<tbody>\n");
        String heading =
                "<th rowspan=\"" + contenders.size() + "\">" + Markup.escape(row) + "</th>";
        for (final Map.Entry<?, ?> contender : contenders.entrySet()) {
            html.append("<tr>").append(heading);
            heading = "";
            element("th", contender.getKey().toString());
            for (final String figure : figures) {
                cell(((Map<?, ?>) contender.getValue()).get(figure));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n");
    }

    private void cell(final Object figures) {
        html.append("<td>");
        if (figures instanceof final List<?> list) {
            final List<Double> numbers =
                    list.stream()
                            .map(Object::toString)
                            .filter(number -> !number.isEmpty())
                            .map(Double::valueOf)
                            .toList();
            if (!numbers.isEmpty()) {
                final boolean isWhole = numbers.stream().allMatch(each -> each == Math.rint(each));
                final Spread spread = Spread.of(numbers);
                html.append(number(spread.median(), isWhole));
                if (spread.count() > 1) {
                    element(
                            "small",
                            number(spread.least(), isWhole)
                                    + " \u2013 "
                                    + number(spread.most(), isWhole)
                                    + "; "
                                    + spread.count());
                }
            }
        }
        html.append("</td>");
    }

    private static String number(final double value, final boolean isWhole) {
        return isWhole ? String.format(Locale.ROOT, "%,.0f", value) : Spread.number(value);
    }
}
