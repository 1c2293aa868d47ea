package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.Plot;
import io.swarmbid.host.report.draw.Table;
import io.swarmbid.host.report.draw.TimeScale;
import io.swarmbid.host.report.draw.Track;
import io.swarmbid.host.report.record.History;
import io.swarmbid.host.report.record.RunRecord;
import io.swarmbid.host.report.record.Task;
import java.util.Comparator;
import java.util.List;

/** What tasks were granted and what they used: a small plot each, and the means. */
final class UsageSection extends Section {
    private static final int MAX_PLOTS = 24;
    private static final int SMALL = 360;
    private static final double PPM = 1e-6;

    private final List<Task> tasks;

    UsageSection(final RunRecord run) {
        super(run, "usage", "Granted and used CPU");
        tasks =
                run.holders().stream()
                        .filter(task -> task.history().cpuUsed() != null)
                        .limit(MAX_PLOTS)
                        .sorted(
                                Comparator.comparingLong(Task::arrivedAt)
                                        .thenComparingLong(Task::id))
                        .toList();
    }

    @Override
    boolean isWorthwhile() {
        return !tasks.isEmpty();
    }

    @Override
    void write(final Markup page) {
        page.leaf(
                "p",
                "In vCPUs, from "
                        + run.usage()
                        + ". The area is what was granted, the line what was used.");
        page.open("div", "class", "small");
        double most = 0;
        for (final Task task : tasks) {
            most = Math.max(most, task.history().cpuGranted().max() * PPM);
            most = Math.max(most, task.history().cpuUsed().max() * PPM);
        }
        for (final Task task : tasks) {
            final History history = task.history();
            final long end = Math.min(task.endedAt(), time.endNs());
            final Plot plot = new Plot(Words.task(task), "vCPUs", time, SMALL, 130).reach(most);
            plot.layer(track("granted", "granted", history.cpuGranted(), PPM, end));
            plot.line(track("used", "used", history.cpuUsed(), PPM, end)).write(page);
        }
        page.close().line();
        table(page);
    }

    private void table(final Markup page) {
        final Table table =
                new Table(
                        page,
                        "sort",
                        "Means while something was granted",
                        "Task",
                        "#granted, vCPUs",
                        "#used, vCPUs",
                        "#used of granted",
                        "",
                        "#memory granted, most",
                        "#memory used, most",
                        "Finding");
        for (final Task task : tasks) {
            final long end = Math.min(task.endedAt(), time.endNs());
            final Track granted = track("", "", task.history().cpuGranted(), PPM, end);
            final Track used = track("", "", task.history().cpuUsed(), PPM, end);
            final TimeScale life =
                    new TimeScale(granted.at()[0], Math.max(granted.at()[0] + 1, end));
            final double held = granted.mean(life.startNs(), life.endNs());
            final double use = used.mean(life.startNs(), life.endNs());
            final double share = held > 0 ? use / held : 0;
            table.row("").name(Words.task(task)).cell(Figures.number(held), held);
            table.cell(Figures.number(use), use).cell(Figures.percent(share), share).bar(share);
            table.cell(memory(task.memoryGranted()), task.memoryGranted());
            table.cell(memory(task.memoryUsed()), task.memoryUsed());
            table.cell(task.finding()).end();
        }
        table.close();
    }

    private static String memory(final long bytes) {
        return bytes == 0 ? Figures.NONE : Figures.bytes(bytes);
    }
}
