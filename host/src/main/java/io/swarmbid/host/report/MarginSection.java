package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.Plot;
import io.swarmbid.host.report.draw.Table;
import io.swarmbid.host.report.record.Account;
import io.swarmbid.host.report.record.Instance;
import io.swarmbid.host.report.record.Kind;
import io.swarmbid.host.report.record.Pool;
import io.swarmbid.host.report.record.RunRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Margins by customer, class, pool and instance; each table adds up to the statement. */
final class MarginSection extends Section {
    private static final int MAX_ROWS = 20;
    private static final int MAX_STATEMENTS = 25;
    private static final double NS_PER_HOUR = 3.6e12;

    private final long revenue;
    private final long cost;
    private final long subsidy;
    private final long margin;

    MarginSection(final RunRecord run) {
        super(run, "margins", "Margins");
        revenue = run.summary().number("revenue");
        cost = run.summary().number("cost");
        subsidy = run.summary().number("subsidy");
        margin = run.summary().number("margin");
    }

    /** One line of a margin table. */
    private record Line(String name, long tasks, double[] vruNs, double earned, double spent) {
        double margin() {
            return earned - spent;
        }

        static Line of(final Account account) {
            final double[] vruNs = new double[Kind.COUNT];
            for (final Kind kind : Kind.values()) {
                vruNs[kind.ordinal()] = account.vruNs(kind);
            }
            final long tasks = account.tasks();
            return new Line(account.name(), tasks, vruNs, account.charge(), account.cost());
        }

        static Line of(final Pool pool) {
            return new Line(pool.name(), 0, new double[Kind.COUNT], pool.earned(), pool.spent());
        }

        static Line of(final Instance instance) {
            final double[] none = new double[Kind.COUNT];
            return new Line(Words.instance(instance), 0, none, instance.earned(), instance.spent());
        }

        Line plus(final Line other) {
            final double[] both = vruNs.clone();
            for (int k = 0; k < both.length; k++) {
                both[k] += other.vruNs[k];
            }
            return new Line(
                    name, tasks + other.tasks, both, earned + other.earned, spent + other.spent);
        }
    }

    @Override
    void write(final Markup page) {
        rates(page);
        page.leaf(
                "p",
                "A customer's cost is that of the VRUs its tasks held. What instances cost beyond that (idle VRUs,"
                        + " activations) and charges of tasks that had not ended are one line. Charges of a task"
                        + " that was on several instances are split as they accrued.");
        page.open("div", "class", "pair");
        final String settled = "idle and not ended";
        table(
                page,
                "By customer",
                "Customer",
                run.customers().stream().map(Line::of).toList(),
                true,
                settled);
        table(
                page,
                "By class",
                "Class",
                run.classes().stream().map(Line::of).toList(),
                true,
                settled);
        final List<Line> pools =
                run.pools().stream()
                        .map(Line::of)
                        .sorted(Comparator.comparingDouble(Line::earned).reversed())
                        .toList();
        table(page, "By pool", "Pool", pools, false, "not attributed");
        final List<Line> instances =
                run.instances().stream()
                        .map(Line::of)
                        .sorted(Comparator.comparingDouble(Line::earned).reversed())
                        .toList();
        final boolean isAll = run.droppedInstances() == 0;
        final String rest = isAll ? "not attributed" : "less busy instances";
        table(page, "By instance", "Instance", instances, false, rest);
        page.close().line();
        statements(page);
    }

    /** The books' own accounts of the customers. */
    private void statements(final Markup page) {
        final List<Map<String, Object>> accounts = run.summary().objects("customers");
        if (accounts.isEmpty()) {
            return;
        }
        final int shown = Math.min(MAX_STATEMENTS, accounts.size());
        final Table table =
                new Table(
                        page,
                        "sort",
                        shown == accounts.size()
                                ? "Statements, from the books"
                                : "Statements, the " + shown + " highest charges",
                        "Customer",
                        "#charged",
                        "#of it for moves",
                        "#received for moves",
                        "#pays in all",
                        "#cost of its VRUs",
                        "#subsidy on its account");
        for (final Map<String, Object> account : accounts.subList(0, shown)) {
            final double charged = amount(account, "charged");
            final double received = amount(account, "receivedForMoves");
            table.row("").name(String.valueOf(account.get("customer")));
            table.cell(Figures.money(charged), charged);
            money(table, amount(account, "paidForMoves"));
            money(table, received);
            money(table, charged - received);
            money(table, amount(account, "cost"));
            money(table, amount(account, "subsidy"));
            table.end();
        }
        all(table, accounts);
        table.close();
    }

    /** The sum over all customers, listed here or not. */
    private void all(final Table table, final List<Map<String, Object>> listed) {
        final List<Map<String, Object>> accounts = new ArrayList<>(listed);
        accounts.add(run.summary().object("otherCustomers"));
        table.row("sum").cell("all");
        sum(table, accounts, "charged");
        sum(table, accounts, "paidForMoves");
        sum(table, accounts, "receivedForMoves");
        final double received = total(accounts, "receivedForMoves");
        money(table, total(accounts, "charged") - received);
        sum(table, accounts, "cost");
        sum(table, accounts, "subsidy");
        table.end();
    }

    private static void sum(
            final Table table, final List<Map<String, Object>> accounts, final String field) {
        money(table, total(accounts, field));
    }

    private static double total(final List<Map<String, Object>> accounts, final String field) {
        return accounts.stream().mapToDouble(account -> amount(account, field)).sum();
    }

    private static double amount(final Map<String, Object> account, final String field) {
        return account.get(field) instanceof Number number ? number.doubleValue() : 0;
    }

    private static void money(final Table table, final double nano) {
        table.cell(nano == 0 ? Figures.NONE : Figures.money(nano), nano);
    }

    private void rates(final Markup page) {
        final Plot plot =
                new Plot("Charges and cost of ready instances", "per hour", time, WIDE, 190);
        plot.line(track("cost", "reserve", run.totals().costRate(), NANO));
        plot.line(
                track(
                        "charges, reckoned from prices and bids",
                        "price",
                        run.totals().revenueRate(),
                        NANO));
        plot.write(page);
    }

    private void table(
            final Markup page,
            final String caption,
            final String what,
            final List<Line> all,
            final boolean hasTasks,
            final String restName) {
        final double scale =
                Math.max(1e-9, all.stream().mapToDouble(l -> Math.abs(l.margin())).max().orElse(1));
        final String[] headings =
                hasTasks
                        ? new String[] {
                            what, "#tasks", "#VRU-hours", "#charge", "#cost", "#margin", ""
                        }
                        : new String[] {what, "#charge", "#cost", "#margin", ""};
        final Table table = new Table(page, "sort", caption, headings);
        final double[] none = new double[Kind.COUNT];
        Line others = new Line("", 0, none, 0, 0);
        Line sum = others;
        for (int i = 0; i < all.size(); i++) {
            final Line line = all.get(i);
            sum = sum.plus(line);
            if (i < MAX_ROWS) {
                row(table, "", line, hasTasks, scale, true);
            } else {
                others = others.plus(line);
            }
        }
        if (all.size() > MAX_ROWS) {
            final String name = Figures.count(all.size() - MAX_ROWS) + " others";
            row(table, "rest", rename(others, name), hasTasks, scale, false);
        }
        final Line rest = new Line(restName, 0, none, revenue - sum.earned, cost - sum.spent);
        if (isVisible(rest.earned, revenue) || isVisible(rest.spent, cost)) {
            row(table, "rest", rest, hasTasks, scale, false);
        }
        if (subsidy != 0) {
            sumRow(table, "rest", "subsidy", hasTasks, subsidy, 0, subsidy, -1);
        }
        sumRow(table, "sum", "all", hasTasks, revenue, cost, margin, sum.tasks);
        table.close();
    }

    private static Line rename(final Line line, final String name) {
        return new Line(name, line.tasks, line.vruNs, line.earned, line.spent);
    }

    private static boolean isVisible(final double rest, final double whole) {
        return Math.abs(rest) > Math.max(100, Math.abs(whole) * 5e-5);
    }

    private static void row(
            final Table table,
            final String style,
            final Line line,
            final boolean hasTasks,
            final double scale,
            final boolean isName) {
        table.row(style);
        if (isName) {
            table.name(line.name);
        } else {
            table.cell(line.name);
        }
        if (hasTasks) {
            double vruNs = 0;
            for (final double kind : line.vruNs) {
                vruNs += kind;
            }
            table.cell(line.tasks == 0 ? "" : Figures.count(line.tasks), line.tasks);
            table.cell(line.tasks == 0 ? "" : Figures.number(vruNs / NS_PER_HOUR), vruNs);
        }
        table.cell(Figures.money(line.earned), line.earned)
                .cell(Figures.money(line.spent), line.spent);
        table.cell(Figures.money(line.margin()), line.margin()).bar(line.margin() / scale).end();
    }

    private static void sumRow(
            final Table table,
            final String style,
            final String name,
            final boolean hasTasks,
            final long earned,
            final long spent,
            final long kept,
            final long tasks) {
        table.row(style).cell(name);
        if (hasTasks) {
            table.cell(tasks < 0 ? "" : Figures.count(tasks)).cell("");
        }
        table.cell(Figures.money(earned))
                .cell(Figures.money(spent))
                .cell(Figures.money(kept))
                .cell("")
                .end();
    }
}
