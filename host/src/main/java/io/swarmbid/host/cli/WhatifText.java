package io.swarmbid.host.cli;

import io.swarmbid.host.log.Printable;
import io.swarmbid.host.replay.Amounts;
import io.swarmbid.host.replay.Playback;
import io.swarmbid.host.replay.RunResult;
import io.swarmbid.host.replay.RunSummary;
import io.swarmbid.host.replay.TaskOutcomes;
import io.swarmbid.host.replay.TaskOutcomes.Outcome;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Both sides of a what-if, side by side. */
final class WhatifText {
    private static final int MAX_TASKS = 10;
    private static final int PERCENT_DIGITS = 4;
    private static final String ROW = "%-26s %22s %22s %22s";

    /** A task that came to something else. */
    private record Difference(long task, Outcome before, Outcome after) {
        boolean isOfOutcome() {
            return !before.outcome().equals(after.outcome());
        }

        long ofCharge() {
            return Math.abs(after.charge() - before.charge());
        }

        long ofEnd() {
            return Math.abs(after.endedNs() - before.endedNs());
        }
    }

    private final PrintWriter out;
    private final Playback original;
    private final Playback changed;

    WhatifText(final PrintWriter out, final Playback original, final Playback changed) {
        this.out = out;
        this.original = original;
        this.changed = changed;
    }

    void print(
            final long at,
            final long forkedNs,
            final List<String> sets,
            final List<String> commands) {
        final RunResult left = original.result();
        final RunResult right = changed.result();
        out.println("forked after input " + at + ", at " + Amounts.seconds(forkedNs));
        for (final String set : sets) {
            out.println("  set      " + set);
            LateSettings.note(set).ifPresent(note -> out.println("           " + note));
        }
        commands.forEach(command -> out.println("  command  " + Printable.of(command)));
        out.println();
        heading();
        texts("digest", RunResult.hex(left.digest()), RunResult.hex(right.digest()));
        texts("state", RunResult.hex(left.stateDigest()), RunResult.hex(right.stateDigest()));
        times("end", left.endNs(), right.endNs());
        money("revenue", left.totals().revenue(), right.totals().revenue());
        money("cost", left.totals().cost(), right.totals().cost());
        money("subsidy", left.totals().subsidy(), right.totals().subsidy());
        money("margin", left.totals().margin(), right.totals().margin());
        shares(left, right);
        counts("moves", left.counts().moves(), right.counts().moves());
        byName("swarm moves, ", left, right, RunSummary::swarmMoves);
        final Function<RunResult, Long> activations = of -> of.counts().decisions().get("activate");
        counts("activations", activations.apply(left), activations.apply(right));
        counts("queued", left.counts().queued(), right.counts().queued());
        counts("running", left.counts().running(), right.counts().running());
        byName("", left, right, RunSummary::decisions);
        byName("refused ", left, right, RunSummary::refusals);
        byName("rejected ", left, right, RunSummary::rejections);
        byName("waited ", left, right, RunSummary::waits);
        out.println();
        tasks();
    }

    private void heading() {
        row("", "original", "changed", "difference");
    }

    private void row(
            final String name, final String left, final String right, final String difference) {
        out.println(String.format(Locale.ROOT, ROW, name, left, right, difference).stripTrailing());
    }

    private void texts(final String name, final String left, final String right) {
        row(name, left, right, left.equals(right) ? "same" : "");
    }

    private void counts(final String name, final long left, final long right) {
        row(name, Long.toString(left), Long.toString(right), difference(left, right, "+%d", "%d"));
    }

    private static String difference(
            final long left, final long right, final String more, final String less) {
        return left == right
                ? ""
                : String.format(Locale.ROOT, right > left ? more : less, right - left);
    }

    private void money(final String name, final long left, final long right) {
        row(name, Amounts.money(left), Amounts.money(right), signed(right - left));
    }

    private static String signed(final long nano) {
        return nano == 0 ? "" : (nano > 0 ? "+" : "") + Amounts.money(nano);
    }

    private void times(final String name, final long left, final long right) {
        row(
                name,
                Amounts.seconds(left),
                Amounts.seconds(right),
                left == right ? "" : signed(right - left) + " s");
    }

    private void shares(final RunResult left, final RunResult right) {
        final Map<String, Long> before = left.counts().utilisationPpm(left.endNs());
        final Map<String, Long> after = right.counts().utilisationPpm(right.endNs());
        before.forEach(
                (kind, ppm) -> {
                    if (ppm > 0 || after.get(kind) > 0) {
                        final long more = after.get(kind) - ppm;
                        row(
                                "used " + kind,
                                percent(ppm) + " %",
                                percent(after.get(kind)) + " %",
                                more == 0 ? "" : (more > 0 ? "+" : "") + percent(more));
                    }
                });
    }

    private static String percent(final long ppm) {
        return BigDecimal.valueOf(ppm, PERCENT_DIGITS)
                .setScale(1, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private void byName(
            final String prefix,
            final RunResult left,
            final RunResult right,
            final Function<RunSummary, Map<String, Long>> counted) {
        final Map<String, Long> before = counted.apply(left.counts());
        final Map<String, Long> after = counted.apply(right.counts());
        final List<String> names = new ArrayList<>(before.keySet());
        new TreeSet<>(after.keySet())
                .stream().filter(name -> !before.containsKey(name)).forEach(names::add);
        for (final String name : names) {
            final long was = before.getOrDefault(name, 0L);
            final long is = after.getOrDefault(name, 0L);
            if (was != 0 || is != 0) {
                counts(prefix + name, was, is);
            }
        }
    }

    private void tasks() {
        final List<Difference> differences = differences();
        if (differences.isEmpty()) {
            out.println("every task came to the same");
            return;
        }
        out.println(
                differences.size()
                        + (differences.size() == 1 ? " task" : " tasks")
                        + " came to something else"
                        + (differences.size() > MAX_TASKS
                                ? "; the " + MAX_TASKS + " that differ most:"
                                : ":"));
        for (final Difference each :
                differences.subList(0, Math.min(MAX_TASKS, differences.size()))) {
            out.println("  task " + each.task);
            out.println("    original  " + said(each.before));
            out.println("    changed   " + said(each.after));
        }
    }

    /** Another outcome first, then the larger difference in charge, then in time, then by id. */
    private List<Difference> differences() {
        final Map<Long, Outcome> before = original.outcomes().byId();
        final Map<Long, Outcome> after = changed.outcomes().byId();
        final TreeSet<Long> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        final List<Difference> differences = new ArrayList<>();
        for (final long id : ids) {
            final Outcome was = before.getOrDefault(id, Outcome.ABSENT);
            final Outcome is = after.getOrDefault(id, Outcome.ABSENT);
            if (!was.equals(is)) {
                differences.add(new Difference(id, was, is));
            }
        }
        differences.sort(
                Comparator.comparing(Difference::isOfOutcome)
                        .thenComparing(Difference::ofCharge)
                        .thenComparing(Difference::ofEnd)
                        .reversed()
                        .thenComparing(Difference::task));
        return differences;
    }

    private static String said(final Outcome outcome) {
        if (outcome.equals(Outcome.ABSENT)) {
            return "never came";
        }
        final StringBuilder text = new StringBuilder(outcome.outcome());
        if (outcome.endedNs() != TaskOutcomes.NEVER) {
            text.append(" at ").append(Amounts.seconds(outcome.endedNs()));
        }
        if (outcome.startedNs() == TaskOutcomes.NEVER) {
            text.append(", never started");
        } else {
            text.append(", waited ")
                    .append(Amounts.seconds(outcome.startedNs() - outcome.submittedNs()))
                    .append(" to start, charged ")
                    .append(Amounts.money(outcome.charge()));
        }
        if (outcome.losses() > 0) {
            text.append(", lost units ").append(outcome.losses());
            text.append(outcome.losses() == 1 ? " time" : " times");
        }
        return text.toString();
    }
}
