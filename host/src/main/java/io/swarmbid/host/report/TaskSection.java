package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.Table;
import io.swarmbid.host.report.record.Kind;
import io.swarmbid.host.report.record.RunRecord;
import io.swarmbid.host.report.record.Task;
import java.util.Comparator;
import java.util.List;

/** Every task with its bid, what it got, what it paid and why it waited; who still waits; who held most. */
final class TaskSection extends Section {
    private static final int MAX_ROWS = 300;
    private static final int ROWS_OF_MANY = 40;
    private static final int MAX_WAITING = 20;
    private static final double NS_PER_HOUR = 3.6e12;

    TaskSection(final RunRecord run) {
        super(run, "tasks", "Tasks");
    }

    @Override
    boolean isWorthwhile() {
        return run.taskCount() > 0;
    }

    @Override
    void write(final Markup page) {
        final boolean isAll = run.tasks().size() <= MAX_ROWS;
        waiting(page);
        if (!isAll) {
            holders(page);
        }
        page.open("p", "class", "find").text("Find ");
        page.empty(
                "input",
                "id",
                "find",
                "type",
                "search",
                "aria-label",
                "Show only tasks whose row holds this text");
        page.leaf("output", "", "id", "found").close().line();
        final List<Task> shown =
                isAll
                        ? run.tasks()
                        : run.tasks().stream()
                                .sorted(Comparator.comparingLong(Task::charge).reversed())
                                .limit(ROWS_OF_MANY)
                                .toList();
        table(page, shown, isAll);
        if (!isAll) {
            page.open("p", "class", "pager", "hidden", "hidden");
            page.leaf("button", "Earlier", "type", "button", "id", "earlier").text(" ");
            page.leaf("button", "Later", "type", "button", "id", "later").close();
            TaskData.write(page, run, time);
        }
        if (run.droppedTasks() > 0) {
            final String dropped = Figures.count(run.droppedTasks());
            page.leaf(
                    "p",
                    "The list holds the largest bids; "
                            + dropped
                            + " tasks with smaller bids are only counted.");
        }
    }

    private void table(final Markup page, final List<Task> shown, final boolean isAll) {
        final String caption =
                isAll
                        ? "Every task, by arrival"
                        : "The "
                                + shown.size()
                                + " highest charges of "
                                + Figures.count(run.taskCount());
        final Table table =
                new Table(
                        page,
                        "sort tasks",
                        caption,
                        "#Task",
                        "Customer",
                        "Class",
                        "#Bid",
                        "Outcome",
                        "#Units, most",
                        "Instance",
                        "#Arrived, " + time.unit(),
                        "#Waited",
                        "#Ran",
                        "#Charge",
                        "#Margin",
                        "Waited because",
                        "#Price to beat",
                        "#Rival");
        for (final Task task : shown) {
            table.row("").cell(task.id(), task.id()).name(task.customer()).name(task.taskClass());
            table.cell(Figures.money(task.bid()), task.bid()).cell(Words.outcomeAndFinding(task));
            table.cell(task.peakUnits() + " of " + task.maxUnits(), task.peakUnits());
            table.cell(Words.instance(task.lastInstance()));
            table.cell(time.format(task.arrivedAt()), task.arrivedAt());
            table.cell(Figures.duration(task.waitedNs()), task.waitedNs());
            table.cell(Figures.duration(task.ranNs()), task.ranNs());
            money(table, task);
            table.cell(Words.waited(task));
            table.cell(Words.money(task.priceToBeat()), task.priceToBeat());
            table.cell(Words.id(task.rival()), task.rival()).end();
        }
        table.close();
    }

    private static void money(final Table table, final Task task) {
        final String about = task.isSettled() || task.charge() == 0 ? "" : "≈ ";
        table.cell(about + Figures.money(task.charge()), task.charge());
        if (task.isSettled()) {
            final long margin = task.charge() - task.cost();
            table.cell(Figures.money(margin), margin);
        } else {
            table.cell(Figures.NONE, 0);
        }
    }

    private void waiting(final Markup page) {
        final List<Task> waiting =
                run.tasks().stream()
                        .filter(task -> task.outcome() == Task.Outcome.QUEUED)
                        .sorted(Comparator.comparingLong(Task::bid).reversed())
                        .toList();
        if (waiting.isEmpty()) {
            return;
        }
        final Table table =
                new Table(
                        page,
                        "",
                        "Still queued at the end"
                                + (waiting.size() > MAX_WAITING ? ", the highest bids" : ""),
                        "#Task",
                        "Customer",
                        "#Bid",
                        "Reason",
                        "Short of",
                        "#Price to beat",
                        "#Rival");
        for (final Task task : waiting.subList(0, Math.min(MAX_WAITING, waiting.size()))) {
            table.row("").cell(task.id()).name(task.customer()).cell(Figures.money(task.bid()));
            table.cell(task.reason()).cell(Words.deficit(task.deficit(), task.reasonKind()));
            table.cell(Words.money(task.priceToBeat())).cell(Words.id(task.rival())).end();
        }
        table.close();
    }

    private void holders(final Markup page) {
        final Table table =
                new Table(
                        page,
                        "sort",
                        "Who held most, and why",
                        "#Task",
                        "Customer",
                        "Class",
                        "Instance",
                        "#Units, most",
                        "VRU-hours",
                        "#Margin per hour as granted",
                        "#Slope per hour",
                        "#Charge");
        for (final Task task :
                run.holders().subList(0, Math.min(MAX_WAITING, run.holders().size()))) {
            table.row("").cell(task.id(), task.id()).name(task.customer()).name(task.taskClass());
            table.cell(Words.instance(task.lastInstance()))
                    .cell(task.peakUnits(), task.peakUnits());
            table.cell(vruHours(task));
            table.cell(Words.money(task.margin()), task.margin())
                    .cell(Words.money(task.slope()), task.slope());
            table.cell(Figures.money(task.charge()), task.charge()).end();
        }
        table.close();
    }

    private static String vruHours(final Task task) {
        final StringBuilder text = new StringBuilder();
        for (final Kind kind : Kind.values()) {
            if (task.vruNs(kind) > 0) {
                text.append(text.length() == 0 ? "" : ", ")
                        .append(Figures.number(task.vruNs(kind) / NS_PER_HOUR));
                text.append(' ').append(kind.label());
            }
        }
        return text.toString();
    }
}
