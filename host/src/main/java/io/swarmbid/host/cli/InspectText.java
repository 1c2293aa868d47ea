package io.swarmbid.host.cli;

import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.host.replay.Amounts;
import io.swarmbid.view.ViewAllocation;
import io.swarmbid.view.ViewInstance;
import io.swarmbid.view.ViewPool;
import io.swarmbid.view.ViewPrice;
import io.swarmbid.view.ViewSnapshot;
import io.swarmbid.view.ViewStatus;
import io.swarmbid.view.ViewTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A snapshot of a view as tables for people. */
final class InspectText {
    private static final int TASKS_MAX = 200;
    private static final int INSTANCES_MAX = 200;
    private static final double MILLI = 1e6;
    private static final double SECOND_MS = 1e3;
    private static final double PERCENT_PPM = 1e4;
    private static final String NONE = "-";
    private static final Kind[] KINDS = {Kind.VCPU, Kind.MEMORY, Kind.ACCELERATOR};

    private final ViewSnapshot snapshot;
    private final StringBuilder out = new StringBuilder();

    private InspectText(final ViewSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * The text.
     *
     * @param nowMs the wall clock, milliseconds since 1970.
     */
    static String of(final ViewSnapshot snapshot, final long nowMs) {
        final InspectText text = new InspectText(snapshot);
        text.status(nowMs);
        text.instances();
        text.tasks();
        return text.out.toString();
    }

    private void line(final String label, final String text) {
        out.append(String.format(Locale.ROOT, "%-9s%s%n", label, text));
    }

    private void status(final long nowMs) {
        final ViewStatus status = snapshot.status();
        final String ago =
                String.format(
                        Locale.ROOT,
                        "%.1f s ago",
                        Math.max(0, nowMs - status.writtenAtMs()) / SECOND_MS);
        if (status.isLive()) {
            line("engine", "runs as process " + status.process());
        } else if (status.isClosed()) {
            line("engine", "was closed " + ago + "; this is its last state");
        } else {
            line(
                    "engine",
                    "is GONE: process "
                            + status.process()
                            + " ended without closing it; STALE state of "
                            + ago);
        }
        line(
                "at",
                Amounts.seconds(status.timeNs())
                        + ", "
                        + status.engineInputs()
                        + " commands, "
                        + status.engineDecisions()
                        + " decisions");
        line(
                "view",
                "up to command "
                        + status.viewInputs()
                        + " and decision "
                        + status.viewDecisions()
                        + ", lag "
                        + status.lag()
                        + " (bound "
                        + status.lagBound()
                        + "), written "
                        + ago);
        if (status.timesBehind() + status.rebuilds() + status.repaired() > 0) {
            line(
                    "",
                    "behind its bound "
                            + status.timesBehind()
                            + " times, made anew "
                            + status.rebuilds()
                            + " times, "
                            + status.repaired()
                            + " corrupt entries removed");
        }
    }

    private void instances() {
        final Map<Long, ViewPool> pools =
                snapshot.pools().stream().collect(Collectors.toMap(ViewPool::id, pool -> pool));
        final Map<String, Long> owned =
                snapshot.allocations().stream()
                        .filter(vru -> vru.task() != 0)
                        .collect(Collectors.groupingBy(InspectText::place, Collectors.counting()));
        final Map<String, Long> faulty =
                snapshot.allocations().stream()
                        .filter(ViewAllocation::isFaulty)
                        .collect(Collectors.groupingBy(InspectText::place, Collectors.counting()));
        final Map<String, ViewPrice> prices =
                snapshot.prices().stream()
                        .collect(
                                Collectors.toMap(
                                        price -> place(price.instance(), price.kind()),
                                        price -> price));
        final TextTable table =
                new TextTable("INSTANCE", "POOL", "STATE", ">VCPU", ">MEMORY", ">ACCELERATOR");
        for (final ViewInstance instance :
                snapshot.instances().stream().limit(INSTANCES_MAX).toList()) {
            final ViewPool pool = pools.get(instance.pool());
            final List<String> row = new ArrayList<>();
            row.add(Long.toString(instance.id()));
            row.add(pool == null || pool.name().isEmpty() ? "" + instance.pool() : pool.name());
            row.add(instance.state().toString());
            for (final Kind kind : KINDS) {
                final String place = place(instance.id(), kind);
                row.add(
                        kind(
                                instance.vrus().of(kind),
                                owned.getOrDefault(place, 0L),
                                faulty.getOrDefault(place, 0L),
                                prices.get(place)));
            }
            table.row(row);
        }
        out.append(String.format("%n"));
        table.appendTo(out);
        more(snapshot.instances().size() - INSTANCES_MAX, "instances");
    }

    private static String place(final ViewAllocation vru) {
        return place(vru.instance(), vru.kind());
    }

    private static String place(final long instance, final Kind kind) {
        return instance + "/" + kind;
    }

    private static String kind(
            final int all, final long owned, final long faulty, final ViewPrice price) {
        if (all == 0) {
            return NONE;
        }
        return owned
                + " of "
                + all
                + (faulty == 0 ? "" : " (" + faulty + " faulty)")
                + (price == null ? "" : " at " + millis(price.price()));
    }

    private void tasks() {
        final List<ViewTask> tasks = new ArrayList<>(snapshot.tasks());
        tasks.sort(
                Comparator.comparing(ViewTask::isRunning, Comparator.reverseOrder())
                        .thenComparing(task -> task.won() == 0)
                        .thenComparing(ViewTask::instance)
                        .thenComparing(ViewTask::slope, Comparator.reverseOrder())
                        .thenComparing(ViewTask::arrival));
        final TextTable table =
                new TextTable(
                        ">TASK",
                        "CUSTOMER",
                        "CLASS",
                        "STATE",
                        ">UNITS",
                        ">INSTANCE",
                        ">BID",
                        ">SLOPE",
                        ">MARGIN",
                        ">TO BEAT",
                        ">CPU",
                        "FINDING");
        for (final ViewTask task : tasks.subList(0, Math.min(TASKS_MAX, tasks.size()))) {
            table.row(
                    List.of(
                            Long.toString(task.id()),
                            task.customer().isEmpty() ? NONE : task.customer(),
                            task.className().isEmpty() ? NONE : task.className(),
                            state(task),
                            task.units() + "/" + task.max(),
                            task.instance() == 0 ? NONE : Long.toString(task.instance()),
                            millis(task.bid()),
                            task.isRunning() ? millis(task.slope()) : NONE,
                            task.isRunning() ? millis(task.margin()) : NONE,
                            task.won() > 0 ? NONE : amount(task.priceToBeat()),
                            task.isRunning() ? percent(task.usePpm().vcpu()) : NONE,
                            task.finding() == null ? NONE : task.finding().toString()));
        }
        out.append(String.format("%n"));
        table.appendTo(out);
        more(tasks.size() - TASKS_MAX, "tasks");
        out.append(
                String.format(
                        "%nAmounts in thousandths; slopes, margins and prices an hour; a price is for"
                                + " one VRU.%n"));
    }

    private static String state(final ViewTask task) {
        if (task.draining() > 0) {
            return "drains "
                    + task.draining()
                    + " until "
                    + Amounts.seconds(task.drainsUntilNs().orElseThrow());
        }
        if (task.isRunning()) {
            return "runs";
        }
        if (task.won() > 0) {
            return "WON "
                    + task.won()
                    + ", has them by "
                    + Amounts.seconds(task.wonByNs().orElseThrow());
        }
        return "waits" + (task.reason() == null ? "" : ": " + task.reason());
    }

    private void more(final int hidden, final String what) {
        if (hidden > 0) {
            out.append(String.format("and %d more %s (--json lists all)%n", hidden, what));
        }
    }

    private static String amount(final OptionalLong nano) {
        return nano.isEmpty() ? NONE : millis(nano.getAsLong());
    }

    private static String millis(final long nano) {
        return String.format(Locale.ROOT, "%.3f", nano / MILLI);
    }

    private static String percent(final int ppm) {
        return ppm < 0 ? NONE : String.format(Locale.ROOT, "%.0f%%", ppm / PERCENT_PPM);
    }
}
