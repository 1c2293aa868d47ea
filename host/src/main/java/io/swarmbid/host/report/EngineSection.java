package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.Plot;
import io.swarmbid.host.report.draw.Table;
import io.swarmbid.host.report.draw.Track;
import io.swarmbid.host.report.record.RunRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How fast decisions were, under which settings, and the digest by which the run can be checked. */
final class EngineSection extends Section {
    private static final Set<String> SHOWN_ELSEWHERE =
            Set.of(
                    "decisions",
                    "skippedLines",
                    "settings",
                    "estimateAccuracies",
                    "latencyNs",
                    "latencies",
                    "capacity",
                    "waste",
                    "customers",
                    "otherCustomers",
                    "revenue",
                    "cost",
                    "subsidy",
                    "margin",
                    "ledgerSum");

    private static final double US = 1e-3;

    EngineSection(final RunRecord run) {
        super(run, "engine", "Latency, settings, digest");
    }

    @Override
    void write(final Markup page) {
        overTime(page);
        latency(page);
        page.open("div", "class", "pair");
        final Table table = new Table(page, "", "Summary", "What", "Value");
        run.summary()
                .fields()
                .forEach(
                        (name, value) -> {
                            if (!SHOWN_ELSEWHERE.contains(name)) {
                                rows(table, name, value);
                            }
                        });
        table.close();
        final Map<String, Object> settings = run.summary().object("settings");
        if (!settings.isEmpty()) {
            final Table all = new Table(page, "", "Settings", "Setting", "Value", "In words");
            settings.forEach((name, value) -> setting(all, name, value));
            all.close();
        }
        page.close().line();
        if (run.startNs() != 0) {
            final String start =
                    "Times in this report count from logical time " + run.startNs() + " ns.";
            page.leaf("p", start);
        }
    }

    /** Spans without decisions are left out: the line goes on as it was. */
    private void overTime(final Markup page) {
        final List<Map<String, Object>> spans =
                run.summary().objects("latencies").stream()
                        .filter(span -> number(span, "count") > 0)
                        .toList();
        if (spans.isEmpty()) {
            return;
        }
        final Plot plot =
                new Plot("Decision latency, of commands in each span", "µs", time, WIDE, 220)
                        .powers(1);
        plot.line(over(spans, "longest", "highest", "max"));
        plot.line(over(spans, "99th percentile", "price", "p99"));
        plot.line(over(spans, "median", "lowest", "p50")).write(page);
    }

    /** A figure of each span, from the end of the span before. */
    private Track over(
            final List<Map<String, Object>> spans,
            final String label,
            final String style,
            final String field) {
        final long[] at = new long[spans.size()];
        final double[] value = new double[spans.size()];
        long from = time.startNs();
        for (int i = 0; i < at.length; i++) {
            at[i] = from;
            value[i] = number(spans.get(i), field) * US;
            from = Math.max(from + 1, (long) number(spans.get(i), "until"));
        }
        return new Track(label, style, at, value, Math.min(from, time.endNs()));
    }

    private static double number(final Map<String, Object> from, final String name) {
        return from.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    private void latency(final Markup page) {
        final Map<String, Object> latency = run.summary().object("latencyNs");
        if (latency.isEmpty()) {
            return;
        }
        final Table table =
                new Table(page, "", "Decision latency", "Quantile", "#latency", "on a log scale");
        final double most =
                latency.get("max") instanceof Number max ? Math.max(2, max.doubleValue()) : 1e9;
        final Map<String, String> names =
                Map.of("p50", "median", "p99", "p99", "p999", "p99.9", "max", "maximum");
        for (final String quantile : List.of("p50", "p99", "p999", "max")) {
            if (latency.get(quantile) instanceof Number ns) {
                table.row("").cell(names.get(quantile)).cell(Figures.duration(ns.doubleValue()));
                table.bar(Math.log10(Math.max(1, ns.doubleValue())) / Math.log10(most)).end();
            }
        }
        if (latency.get("count") instanceof Number count) {
            table.row("sum")
                    .cell("decisions timed")
                    .cell(Figures.count(count.longValue()))
                    .cell("")
                    .end();
        }
        table.close();
    }

    private static void rows(final Table table, final String name, final Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> rows(table, name + " " + key, inner));
        } else if (value != null) {
            table.row("").name(name).name(text(name, value)).end();
        }
    }

    private static void setting(final Table table, final String name, final Object value) {
        table.row("").name(name).name(String.valueOf(value));
        String words = "";
        if (value instanceof Number number) {
            if (name.endsWith("Ns")) {
                words = Figures.duration(number.doubleValue());
            } else if (name.contains("Ppm")) {
                words = Figures.percent(number.doubleValue() / 1e6);
            }
        }
        table.cell(words).end();
    }

    private static String text(final String name, final Object value) {
        final boolean isShare = name.contains("Ppm");
        return isShare && value instanceof Number ppm
                ? Figures.percent(ppm.doubleValue() / 1e6)
                : value instanceof Long count && !name.contains("igest")
                        ? Figures.count(count)
                        : value.toString();
    }
}
