package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.Table;
import io.swarmbid.host.report.record.Findings;
import io.swarmbid.host.report.record.RunRecord;
import io.swarmbid.host.report.record.Tallies;
import io.swarmbid.host.report.record.Tally;
import java.util.List;
import java.util.Map;

/** How often each thing was decided, and why. */
final class DecisionSection extends Section {
    DecisionSection(final RunRecord run) {
        super(run, "decisions", "Decisions and reasons");
    }

    @Override
    void write(final Markup page) {
        final Tallies tallies = run.tallies();
        page.leaf(
                "p",
                "Moves (revokes OUTBID or REARRANGED): "
                        + Figures.count(tallies.moves())
                        + "."
                        + swarm());
        page.open("div", "class", "cards");
        tally(page, "Decisions", "Decision", tallies.decisions());
        tally(page, "Queued, by reason", "Reason", tallies.queued());
        tally(page, "Rejected, by reason", "Reason", tallies.rejected());
        tally(page, "Revoked, by reason", "Reason", tallies.revoked());
        tally(page, "Completed", "How", tallies.completed());
        tally(page, "Refused, by code", "Code", tallies.refusals());
        tally(page, "Findings", "Finding", tallies.findings());
        tally(page, "Instances, by decision and reason", "Decision", tallies.swarm());
        tally(page, "Commands", "Command", tallies.commands());
        skipped(page);
        page.close().line();
        findings(page);
    }

    private String swarm() {
        final Map<String, Object> moved = run.summary().object("swarmMoves");
        return moved.values().stream().allMatch(count -> ((Number) count).longValue() == 0)
                ? ""
                : " Tasks that the swarm moved to other instances, nobody outbidding them: "
                        + moved.get("tasks")
                        + "; instances drained for a cheaper pool: "
                        + moved.get("cheaperPool")
                        + ", underused: "
                        + moved.get("underused")
                        + ".";
    }

    private void findings(final Markup page) {
        final Findings findings = run.findings();
        if (findings.count() == 0) {
            return;
        }
        final List<Findings.Found> listed = findings.listed();
        final String caption =
                listed.size() == findings.count()
                        ? "Findings, by waste"
                        : "The "
                                + listed.size()
                                + " findings with most waste of "
                                + Figures.count(findings.count());
        final Table table =
                new Table(
                        page,
                        "sort",
                        caption,
                        "#At, " + time.unit(),
                        "#Task",
                        "Customer",
                        "Finding",
                        "#Units recommended",
                        "#Waste per hour");
        for (final Findings.Found found : listed) {
            table.row("")
                    .cell(time.format(found.at()), found.at())
                    .cell(found.task(), found.task());
            table.name(found.customer()).cell(found.finding());
            table.cell(found.recommendedUnits() == 0 ? Figures.NONE : found.recommendedUnits());
            table.cell(Figures.money(found.waste()), found.waste()).end();
        }
        table.row("sum").cell("all").cell("").cell("").cell("").cell("");
        table.cell(Figures.money(findings.waste())).end().close();
    }

    private static void tally(
            final Markup page, final String caption, final String what, final Tally tally) {
        if (tally.total() == 0) {
            return;
        }
        final Table table = new Table(page, "", caption, what, "#count", "");
        final double most = tally.byCount().get(0).getValue();
        for (final Map.Entry<String, Long> entry : tally.byCount()) {
            table.row("").cell(entry.getKey()).cell(Figures.count(entry.getValue()));
            table.bar(entry.getValue() / most).end();
        }
        table.row("sum").cell("all").cell(Figures.count(tally.total())).cell("").end().close();
    }

    private void skipped(final Markup page) {
        final Map<String, Object> skipped = run.summary().object("skippedLines");
        if (!skipped.isEmpty()) {
            final Table table = new Table(page, "", "Lines skipped, by reason", "Reason", "#lines");
            skipped.forEach((reason, lines) -> table.row("").name(reason).cell(lines).end());
            table.close();
        }
    }
}
