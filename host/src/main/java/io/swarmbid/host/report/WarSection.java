package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.Plot;
import io.swarmbid.host.report.draw.Table;
import io.swarmbid.host.report.record.History;
import io.swarmbid.host.report.record.RunRecord;
import io.swarmbid.host.report.record.Task;
import java.util.Comparator;
import java.util.List;

/** The bidding war: one lane a task, with what it was and held and why; of many tasks the largest holders. */
final class WarSection extends Section {
    private static final int MAX_LANES = 24;
    private static final int MAX_ROWS = 400;
    private static final int LEFT = 210;
    private static final int RIGHT = 240;
    private static final int TOP = 8;
    private static final int LANE = 34;
    private static final int BAR = 26;
    private static final double CHARACTER = 6.4;

    /** {@code ✗ rejected INFEASIBLE_DEADLINE}, the longest there is, takes 30; what is longer no engine has written. */
    private static final int OUTCOME = 30;

    private final List<Task> lanes;
    private final boolean isAll;

    WarSection(final RunRecord run) {
        super(run, "war", "The bidding war");
        isAll = run.taskCount() <= MAX_LANES;
        lanes =
                run.holders().stream()
                        .limit(MAX_LANES)
                        .sorted(
                                Comparator.comparingLong(Task::arrivedAt)
                                        .thenComparingLong(Task::id))
                        .toList();
    }

    @Override
    boolean isWorthwhile() {
        return !lanes.isEmpty();
    }

    @Override
    void write(final Markup page) {
        page.leaf(
                "p",
                isAll
                        ? "One lane a task, by arrival. A bar is as high as the units held, and says how many."
                        : "The "
                                + lanes.size()
                                + " largest holders of "
                                + Figures.count(run.taskCount())
                                + " tasks, by arrival. A bar is as high as the units held, and says how many.");
        key(page);
        drawing(page);
        stories(page);
    }

    private static void key(final Markup page) {
        page.open("ul", "class", "legend");
        for (final String state : List.of("queued", "running", "exhausted", "done", "rejected")) {
            page.open("li").leaf("i", "", "class", "fill s-" + state).text(state).close();
        }
        page.close().line();
    }

    private void drawing(final Markup page) {
        final int height = TOP + lanes.size() * LANE + 24;
        final int most = lanes.stream().mapToInt(Task::peakUnits).max().orElse(1);
        page.open("div", "class", "scroll");
        page.open(
                "svg",
                "class",
                "lanes",
                "viewBox",
                "0 0 " + WIDE + " " + height,
                "role",
                "img",
                "aria-label",
                "One lane per task over time; the table below says the same in words");
        page.open("defs");
        page.open(
                "pattern", "id", "wait", "width", 6, "height", 6, "patternUnits", "userSpaceOnUse");
        page.empty("path", "d", "M0 6L6 0", "class", "hatch").close(2);
        page.open("g", "class", "grid");
        Plot.timeMarks(page, time, LEFT, WIDE - LEFT - RIGHT, TOP + lanes.size() * LANE, 10);
        page.close();
        for (int i = 0; i < lanes.size(); i++) {
            lane(page, lanes.get(i), TOP + i * LANE, Math.max(1, most));
        }
        page.close(2).line();
    }

    private void lane(final Markup page, final Task task, final int top, final int most) {
        final int base = top + LANE - 4;
        page.empty("line", "class", "base", "x1", 0, "x2", WIDE, "y1", base + 2, "y2", base + 2);
        final String swatch = "area " + Stacks.style(run, task);
        page.empty(
                "rect", "class", swatch, "x", 0, "y", top + 6, "width", 8, "height", 20, "rx", 2);
        page.open("text", "class", "who", "x", 14, "y", top + 13);
        page.leaf("title", Figures.cut(task.customer() + " / " + task.taskClass(), 200));
        page.text(Figures.cut(Words.task(task), 30)).close();
        final String bid =
                "bid " + Figures.money(task.bid()) + (task.rebids() > 0 ? ", rebid" : "");
        page.leaf("text", bid, "class", "what", "x", 14, "y", top + 27);
        final History history = task.history();
        for (int i = 0; i < history.size(); i++) {
            segment(page, history, i, base, most);
        }
        outcome(page, task, top, base);
    }

    private double x(final long at) {
        return Math.round((LEFT + time.position(at) * (WIDE - LEFT - RIGHT)) * 10) / 10.0;
    }

    private void segment(
            final Markup page, final History history, final int i, final int base, final int most) {
        final double from = x(history.from(i));
        final double width = Math.max(0.5, x(history.to(i)) - from);
        final boolean isQueued = history.state(i) == History.State.QUEUED;
        final double height = isQueued ? 9 : Math.max(6, (double) BAR * history.units(i) / most);
        final String style =
                "s-"
                        + (isQueued
                                ? "queued"
                                : history.state(i) == History.State.RUNNING
                                        ? "running"
                                        : "exhausted");
        final String why = Words.why(history.why(i));
        page.open("g");
        page.leaf(
                "title",
                span(history, i)
                        + ": "
                        + Words.state(history, i)
                        + (why.isEmpty() ? "" : ": " + why));
        final double y = Math.round((base - height) * 10) / 10.0;
        page.empty(
                "rect",
                "class",
                style,
                "x",
                from,
                "y",
                y,
                "width",
                Math.round(width * 10) / 10.0,
                "height",
                height);
        final String text = isQueued ? reason(history, i) : Integer.toString(history.units(i));
        if (!text.isEmpty() && width > text.length() * CHARACTER + 6) {
            final boolean isAbove = isQueued || height < 13;
            final double up = isAbove ? base - height - 3 : base - height / 2 + 4;
            final String kind = isQueued ? "why" : isAbove ? "units above" : "units";
            page.leaf("text", text, "class", kind, "x", from + 3, "y", Math.round(up * 10) / 10.0);
        }
        page.close();
    }

    private static String reason(final History history, final int i) {
        final String reason = history.why(i).reason();
        return reason == null ? "" : reason;
    }

    private String span(final History history, final int i) {
        return time.format(history.from(i))
                + " to "
                + time.format(history.to(i))
                + " "
                + time.unit();
    }

    private void outcome(final Markup page, final Task task, final int top, final int base) {
        final boolean isDone =
                task.outcome() == Task.Outcome.COMPLETED && "DONE".equals(task.end());
        final boolean isBad =
                task.outcome() == Task.Outcome.REJECTED
                        || task.outcome() == Task.Outcome.REFUSED
                        || task.outcome() == Task.Outcome.COMPLETED && !isDone;
        if (isDone || isBad) {
            final String style = isDone ? "s-done" : "s-rejected";
            final double at = x(Math.min(task.endedAt(), time.endNs()));
            page.empty(
                    "rect",
                    "class",
                    style,
                    "x",
                    at - 1.5,
                    "y",
                    base - BAR,
                    "width",
                    3,
                    "height",
                    BAR);
        }
        final String mark = isDone ? "✓ " : isBad ? "✗ " : "";
        page.leaf(
                "text",
                Figures.cut(mark + Words.outcome(task), OUTCOME),
                "class",
                "who",
                "x",
                WIDE - RIGHT + 12,
                "y",
                top + 13);
        final String paid =
                task.isSettled() || task.charge() > 0
                        ? "charge " + Figures.money(task.charge())
                        : task.reason();
        page.leaf("text", paid, "class", "what", "x", WIDE - RIGHT + 12, "y", top + 27);
    }

    private void stories(final Markup page) {
        page.open("details").leaf("summary", "Each lane in words, with the reason of every change");
        final Table table =
                new Table(
                        page,
                        "",
                        "What each task was and held",
                        "Task",
                        "#from, " + time.unit(),
                        "#to",
                        "State",
                        "Instance",
                        "Why");
        int rows = 0;
        for (final Task task : lanes) {
            final History history = task.history();
            for (int i = 0; i < history.size() && rows < MAX_ROWS; i++, rows++) {
                table.row("").name(Words.task(task));
                table.cell(time.format(history.from(i))).cell(time.format(history.to(i)));
                table.cell(Words.state(history, i)).cell(Words.instance(history.instance(i)));
                table.cell(Words.why(history.why(i))).end();
            }
        }
        table.close();
        if (rows == MAX_ROWS) {
            page.leaf("p", "The first " + MAX_ROWS + " changes; decisions.jsonl has all.");
        }
        page.close();
    }
}
