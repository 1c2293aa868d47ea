package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.record.RunRecord;
import io.swarmbid.host.report.record.Summary;
import java.util.Map;

/** The run in a few figures, and the statement that adds up. */
final class GlanceSection extends Section {
    GlanceSection(final RunRecord run) {
        super(run, "glance", "At a glance");
    }

    @Override
    void write(final Markup page) {
        final Summary summary = run.summary();
        final long done = run.tallies().completed().count("DONE");
        final long rejected = run.tallies().rejected().total();
        page.open("div", "class", "tiles");
        tile(
                page,
                "Length",
                Figures.duration(run.spanNs()),
                Figures.count(summary.number("inputs")) + " inputs");
        tile(
                page,
                "Tasks",
                Figures.count(run.tallies().commands().count("task")),
                Figures.count(done) + " done, " + Figures.count(rejected) + " rejected");
        final double endQueued = run.totals().queued().last();
        final double endRunning = run.totals().running().last();
        tile(
                page,
                "At the end",
                Figures.number(endRunning) + " running",
                Figures.number(endQueued) + " queued");
        tile(
                page,
                "Decisions",
                Figures.count(run.tallies().decisions().total()),
                Figures.count(run.tallies().moves())
                        + (run.tallies().moves() == 1 ? " move" : " moves"));
        tile(page, "Revenue", Figures.money(summary.number("revenue")), "charged to customers");
        tile(page, "Margin", Figures.money(summary.number("margin")), marginShare(summary));
        utilisation(page, summary);
        final Map<String, Object> latency = summary.object("latencyNs");
        if (latency.get("p99") instanceof Number p99) {
            tile(page, "Decision latency", Figures.duration(p99.doubleValue()), "99th percentile");
        }
        page.close().line();
        statement(page, summary);
    }

    private static String marginShare(final Summary summary) {
        final long revenue = summary.number("revenue");
        return revenue == 0
                ? "no revenue"
                : Figures.percent((double) summary.number("margin") / revenue) + " of it";
    }

    private static void utilisation(final Markup page, final Summary summary) {
        for (final Map.Entry<String, Object> kind : summary.object("utilisationPpm").entrySet()) {
            if (kind.getValue() instanceof Number ppm) {
                tile(page, "Utilisation", Figures.percent(ppm.doubleValue() / 1e6), kind.getKey());
            }
        }
    }

    private static void tile(
            final Markup page, final String what, final String figure, final String more) {
        page.open("div", "class", "tile")
                .leaf("span", what)
                .leaf("b", figure)
                .leaf("small", more)
                .close();
    }

    private static void statement(final Markup page, final Summary summary) {
        final long revenue = summary.number("revenue");
        final long subsidy = summary.number("subsidy");
        final long cost = summary.number("cost");
        final long margin = summary.number("margin");
        final int decimals = Figures.exactDecimals(revenue, subsidy, cost, margin);
        final double whole =
                Math.max(
                        1,
                        Math.max(Math.abs(revenue + subsidy), Math.abs(cost) + Math.abs(margin)));
        page.leaf("h3", "Statement").open("div", "class", "statement");
        side(page, decimals, whole, "Revenue", revenue, "Subsidy", subsidy, "Money in");
        side(page, decimals, whole, "Cost", cost, "Margin", margin, "Money out");
        page.close();
        final long difference = revenue + subsidy - cost - margin;
        page.open("p", "class", difference == 0 ? "check good" : "check bad");
        page.text(
                difference == 0
                        ? "✓ revenue + subsidy = cost + margin, to the last nano"
                        : "✗ revenue + subsidy differs from cost + margin by "
                                + Figures.exactMoney(
                                        difference, Figures.exactDecimals(difference)));
        if (summary.has("ledgerSum")) {
            final long sum = summary.number("ledgerSum");
            page.text(
                    "; the ledger sums to " + Figures.exactMoney(sum, Figures.exactDecimals(sum)));
        }
        page.close().line();
    }

    private static void side(
            final Markup page,
            final int decimals,
            final double whole,
            final String first,
            final long firstNano,
            final String second,
            final long secondNano,
            final String sum) {
        page.open("table", "class", "side").open("tbody");
        line(page, "", first, firstNano, decimals, whole);
        line(page, "", second, secondNano, decimals, whole);
        line(page, "sum", sum, firstNano + secondNano, decimals, whole);
        page.close(2);
    }

    private static void line(
            final Markup page,
            final String style,
            final String what,
            final long nano,
            final int decimals,
            final double whole) {
        final double width = Math.round(Math.min(1, Math.abs(nano) / whole) * 1000) / 10.0;
        page.open("tr", "class", style).leaf("th", what, "scope", "row");
        page.leaf("td", Figures.exactMoney(nano, decimals), "class", "n")
                .open("td", "class", "bar");
        page.leaf("i", "", "class", nano < 0 ? "loss" : "gain", "style", "width:" + width + "%")
                .close(2);
    }
}
