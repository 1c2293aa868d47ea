package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.Table;
import io.swarmbid.host.report.record.RunRecord;
import java.util.List;
import java.util.Map;

/** What was held and not used, by class, customer, pool and instance. */
final class WasteSection extends Section {
    private static final int MAX_ROWS = 20;

    private final Map<String, Object> waste;

    WasteSection(final RunRecord run) {
        super(run, "waste", "Waste");
        waste = run.summary().object("waste");
    }

    @Override
    boolean isWorthwhile() {
        return number(waste, "watched") > 0;
    }

    @Override
    void write(final Markup page) {
        final double held = number(waste, "held");
        final double watched = number(waste, "watched");
        final double wasted = number(waste, "wasted");
        page.leaf(
                "p",
                "Price times VRUs held times what the 95th percentile of their use leaves, over each task's stay on an"
                        + " instance: "
                        + Figures.money(wasted)
                        + ", "
                        + Figures.percent(wasted / watched)
                        + " of the "
                        + Figures.money(watched)
                        + " that was watched."
                        + (watched < held
                                ? " All that was held is "
                                        + Figures.money(held)
                                        + " at its price; of the rest nobody reported the use."
                                : ""));
        page.open("div", "class", "pair");
        table(page, "By class", "Class", "classes", "class");
        table(page, "By customer", "Customer", "customers", "customer");
        table(page, "By pool", "Pool", "pools", "name");
        table(page, "By instance", "Instance", "instances", "instance");
        page.close().line();
    }

    private void table(
            final Markup page,
            final String caption,
            final String what,
            final String list,
            final String name) {
        final List<Map<String, Object>> lines =
                waste.get(list) instanceof List<?> all ? maps(all) : List.of();
        if (lines.isEmpty()) {
            return;
        }
        final int shown = Math.min(MAX_ROWS, lines.size());
        final String most = shown < lines.size() ? ", the " + shown + " that waste most" : "";
        final Table table =
                new Table(page, "sort", caption + most, what, "#watched", "#wasted", "#share", "");
        for (final Map<String, Object> line : lines.subList(0, shown)) {
            final double watched = number(line, "watched");
            final double wasted = number(line, "wasted");
            final Object key = line.get(name);
            table.row("");
            if (key instanceof Number id) {
                table.cell(Words.instance(id.longValue()));
            } else {
                table.name(String.valueOf(key));
            }
            table.cell(Figures.money(watched), watched).cell(Figures.money(wasted), wasted);
            final double share = watched > 0 ? wasted / watched : 0;
            table.cell(Figures.percent(share), share).bar(share).end();
        }
        table.close();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(final List<?> all) {
        return all.stream()
                .filter(item -> item instanceof Map)
                .map(item -> (Map<String, Object>) item)
                .toList();
    }

    private static double number(final Map<String, Object> from, final String name) {
        return from.get(name) instanceof Number number ? number.doubleValue() : 0;
    }
}
