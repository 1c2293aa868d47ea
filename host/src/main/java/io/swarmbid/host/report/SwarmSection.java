package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.Plot;
import io.swarmbid.host.report.draw.Table;
import io.swarmbid.host.report.record.Instance;
import io.swarmbid.host.report.record.Kind;
import io.swarmbid.host.report.record.Pool;
import io.swarmbid.host.report.record.RunRecord;
import io.swarmbid.host.report.record.StepSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Pools and instances: how many were ready when, and what they cost. */
final class SwarmSection extends Section {
    private static final int MAX_LINES = 8;
    private static final int MAX_ROWS = 25;

    SwarmSection(final RunRecord run) {
        super(run, "swarm", "The swarm");
    }

    @Override
    boolean isWorthwhile() {
        return !run.pools().isEmpty();
    }

    @Override
    void write(final Markup page) {
        final List<Pool> pools = new ArrayList<>(run.pools());
        pools.sort(Comparator.comparingDouble(Pool::spent).reversed().thenComparingLong(Pool::id));
        instancesOverTime(page, pools);
        final Plot costs = new Plot("Cost of an instance", "per hour", time, WIDE, 200);
        for (int i = 0; i < Math.min(MAX_LINES, pools.size()); i++) {
            costs.line(track(pools.get(i).name(), "k" + i, pools.get(i).cost(), NANO));
        }
        costs.powersIfWide().write(page);
        capacity(page);
        pools(page, pools);
        instances(page);
    }

    private void instancesOverTime(final Markup page, final List<Pool> pools) {
        final List<String> labels = new ArrayList<>();
        final List<StepSeries> series = new ArrayList<>();
        boolean isExact = true;
        for (final Pool pool : pools) {
            if (pool.readyInstances().size() > 0) {
                labels.add(pool.name());
                series.add(pool.readyInstances());
                isExact &= Stacks.isExact(pool.readyInstances());
            }
        }
        final String means = isExact ? "" : ", means";
        final Plot plot = new Plot("Ready instances by pool" + means, "instances", time, WIDE, 190);
        Stacks.of(time, labels, series, null, "other pools").forEach(plot::layer);
        plot.write(page);
    }

    /** What the capacity cost against what it would have cost otherwise, from the summary. */
    private void capacity(final Markup page) {
        final Map<String, Object> capacity = run.summary().object("capacity");
        final double paid = number(capacity, "paid");
        if (paid <= 0) {
            return;
        }
        final Table table =
                new Table(
                        page,
                        "",
                        "What the capacity cost, and would have cost",
                        "The same capacity",
                        "#cost",
                        "#paid is less by",
                        "#share");
        final double activations = number(capacity, "activations");
        final double all = paid + activations;
        if (activations > 0) {
            table.row("").cell("ready instances").cell(Figures.money(paid), paid);
            table.cell("").cell("").end();
            table.row("")
                    .cell(
                            "their activations, and each delay until ready as if it were paid at the pool's cost"
                                    + " (the statement charges no delay)");
            table.cell(Figures.money(activations), activations).cell("").cell("").end();
        }
        compared(
                table,
                activations > 0 ? "as it was: paid, with those delays" : "as it was: paid",
                all,
                all);
        compared(
                table,
                "each instance at the highest cost its pool ever had (on demand)",
                number(capacity, "onDemand") + activations,
                all);
        compared(
                table,
                "in the dearest pool at every instant, activations free",
                number(capacity, "dearest"),
                all);
        if (capacity.containsKey("offline")) {
            final long moves = (long) number(capacity, "offlineMoves");
            compared(
                    table,
                    "by the best plan in hindsight, which pays for activations and makes "
                            + Figures.count(moves)
                            + (moves == 1 ? " move" : " moves")
                            + " of a capacity unit",
                    number(capacity, "offline"),
                    all);
        }
        compared(
                table,
                "in the cheapest pool at every instant, activations free (no one could pay less)",
                number(capacity, "cheapest"),
                all);
        table.close();
    }

    private static double number(final Map<String, Object> from, final String name) {
        return from.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    private static void compared(
            final Table table, final String what, final double cost, final double paid) {
        final double saved = cost - paid;
        // The same amounts summed in another order differ by less than this.
        final boolean same = Math.abs(saved) < Math.max(2, 1e-9 * Math.max(cost, paid));
        table.row("").cell(what).cell(Figures.money(cost), cost);
        table.cell(same ? Figures.NONE : Figures.money(saved), saved);
        table.cell(same || cost == 0 ? Figures.NONE : Figures.percent(saved / cost), saved).end();
    }

    private void pools(final Markup page, final List<Pool> pools) {
        final Table table =
                new Table(
                        page,
                        "sort",
                        "Pools",
                        "Pool",
                        "VRUs of an instance",
                        "#cost per hour, lowest",
                        "#highest",
                        "#last",
                        "#instances, most",
                        "#activated",
                        "#failed",
                        "#lost",
                        "#charge",
                        "#cost",
                        "#margin");
        for (final Pool pool : pools.subList(0, Math.min(MAX_ROWS, pools.size()))) {
            final StepSeries cost = pool.cost();
            double lowest = cost.last();
            for (int i = 0; i < cost.size(); i++) {
                lowest = Math.min(lowest, cost.value(i));
            }
            table.row("").name(pool.name()).cell(shape(pool));
            table.cell(Figures.money(lowest), lowest).cell(Figures.money(cost.max()), cost.max());
            table.cell(Figures.money(cost.last()), cost.last());
            table.cell(Figures.number(pool.readyInstances().max()), pool.readyInstances().max());
            table.cell(Figures.count(pool.activations()), pool.activations());
            table.cell(Figures.count(pool.failures()), pool.failures());
            table.cell(Figures.count(pool.lost()), pool.lost());
            table.cell(Figures.money(pool.earned()), pool.earned());
            table.cell(Figures.money(pool.spent()), pool.spent());
            final double margin = pool.earned() - pool.spent();
            table.cell(Figures.money(margin), margin).end();
        }
        table.close();
    }

    private static String shape(final Pool pool) {
        final StringBuilder shape = new StringBuilder();
        for (final Kind kind : Kind.values()) {
            if (pool.vrus(kind) > 0) {
                shape.append(shape.length() == 0 ? "" : ", ")
                        .append(pool.vrus(kind))
                        .append(' ')
                        .append(kind.label());
            }
        }
        return shape.toString();
    }

    private void instances(final Markup page) {
        final int shown = Math.min(MAX_ROWS, run.instances().size());
        final long count = run.instances().size() + run.droppedInstances();
        final String caption =
                shown == count
                        ? "Instances"
                        : "The " + shown + " busiest of " + Figures.count(count);
        final Table table =
                new Table(
                        page,
                        "sort",
                        caption,
                        "Instance",
                        "Pool",
                        "#ready at, " + time.unit(),
                        "#gone at",
                        "How it ended",
                        "#charge",
                        "#cost",
                        "#margin");
        for (final Instance instance : run.instances().subList(0, shown)) {
            final boolean isGone = instance.goneAt() != Long.MAX_VALUE;
            table.row("").cell(Words.instance(instance.id())).name(instance.pool().name());
            table.cell(time.format(instance.readyAt()), instance.readyAt());
            table.cell(isGone ? time.format(instance.goneAt()) : Figures.NONE, instance.goneAt());
            table.cell(isGone ? instance.end() : "still ready");
            table.cell(Figures.money(instance.earned()), instance.earned());
            table.cell(Figures.money(instance.spent()), instance.spent());
            final double margin = instance.earned() - instance.spent();
            table.cell(Figures.money(margin), margin).end();
        }
        table.close();
        page.leaf(
                "p",
                "An instance e0, e1, … was activated by the engine: its id is 2^32 and that number.");
    }
}
