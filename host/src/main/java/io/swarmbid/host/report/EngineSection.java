package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.Table;
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
                    "revenue",
                    "cost",
                    "subsidy",
                    "margin",
                    "ledgerSum");

    EngineSection(final RunRecord run) {
        super(run, "engine", "Latency, settings, digest");
    }

    @Override
    void write(final Markup page) {
        page.open("div", "class", "pair");
        latency(page);
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
