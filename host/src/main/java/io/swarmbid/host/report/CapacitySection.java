package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.Plot;
import io.swarmbid.host.report.draw.Track;
import io.swarmbid.host.report.record.Account;
import io.swarmbid.host.report.record.Instance;
import io.swarmbid.host.report.record.Kind;
import io.swarmbid.host.report.record.RunRecord;
import io.swarmbid.host.report.record.StepSeries;
import io.swarmbid.host.report.record.Totals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who held which VRUs over time and what a VRU cost: all instances together, then each, or the busiest of many. */
final class CapacitySection extends Section {
    private static final int MAX_SHOWN = 8;
    private static final int SHOWN_OF_MANY = 6;
    private static final int MAX_OPEN = 3;
    private static final int MANY_TASKS = 24;

    CapacitySection(final RunRecord run) {
        super(run, "capacity", "VRUs and prices");
    }

    @Override
    boolean isWorthwhile() {
        return !run.instances().isEmpty();
    }

    @Override
    void write(final Markup page) {
        final long count = run.instances().size() + run.droppedInstances();
        final Totals totals = run.totals();
        final boolean isOne = count == 1;
        for (final Kind kind : Kind.values()) {
            if (totals.capacity(kind).max() > 0) {
                final String where =
                        isOne ? Words.instance(run.instances().get(0)) : "all instances";
                if (totals.allocated(kind).max() == 0) {
                    page.leaf("p", "No " + kind.label() + " VRU was ever held.");
                    continue;
                }
                held(page, kind, where, totals.allocated(kind), totals.capacity(kind), 0);
                if (run.taskCount() > MANY_TASKS) {
                    byCustomer(page, kind);
                }
                final Plot plot =
                        new Plot(
                                "Price of a " + kind.label() + " VRU, " + where,
                                "per hour",
                                time,
                                WIDE,
                                190);
                if (isOne) {
                    plot.line(track("price", "price", totals.meanPrice(kind), NANO));
                } else {
                    plot.line(track("highest price", "highest", totals.highestPrice(kind), NANO));
                    plot.line(track("lowest price", "lowest", totals.lowestPrice(kind), NANO));
                    // Last and thinnest, so that each shows where they are the same.
                    plot.line(track("mean price", "mean", totals.meanPrice(kind), NANO));
                }
                plot.line(
                        track(
                                isOne ? "reserve" : "mean reserve",
                                "reserve",
                                totals.meanReserve(kind),
                                NANO));
                plot.powersIfWide().write(page);
            }
        }
        final Plot demand = new Plot("Tasks", "tasks", time, WIDE, 170);
        demand.line(track("queued", "queued", totals.queued(), 1));
        demand.line(track("running", "running", totals.running(), 1)).write(page);
        if (!isOne) {
            instances(page, count);
        }
    }

    private void instances(final Markup page, final long count) {
        final int shown = count <= MAX_SHOWN ? run.instances().size() : SHOWN_OF_MANY;
        final String which =
                shown == count
                        ? "Each instance"
                        : "The " + shown + " busiest of " + Figures.count(count) + " instances";
        page.leaf("h3", which);
        for (int i = 0; i < shown; i++) {
            final Instance instance = run.instances().get(i);
            if (count <= MAX_OPEN) {
                page.open("details", "open", "open");
            } else {
                page.open("details");
            }
            page.open("summary").leaf("bdi", Words.instance(instance)).close();
            final long end = Math.min(instance.goneAt(), time.endNs());
            for (final Kind kind : Kind.values()) {
                if (instance.pool().vrus(kind) > 0 && run.totals().allocated(kind).max() > 0) {
                    one(page, instance, kind, end);
                }
            }
            page.close().line();
        }
    }

    private void one(final Markup page, final Instance instance, final Kind kind, final long end) {
        final StepSeries capacity = new StepSeries(16);
        capacity.set(instance.readyAt(), instance.pool().vrus(kind));
        if (end < time.endNs()) {
            capacity.set(end, 0);
        }
        held(
                page,
                kind,
                Words.instance(instance),
                instance.allocated(kind),
                capacity,
                instance.id());
        final String title = "Price of a " + kind.label() + " VRU, " + Words.instance(instance);
        final Plot plot = new Plot(title, "per hour", time, WIDE, 170);
        final StepSeries reserve = instance.pool().reserve(kind);
        plot.line(clip(track("reserve", "reserve", reserve, NANO, end), instance.readyAt()));
        plot.line(track("price", "price", instance.price(kind), NANO, end));
        plot.powersIfWide().write(page);
    }

    /** The part of a track from a time on. */
    private static Track clip(final Track track, final long from) {
        int first = 0;
        while (first + 1 < track.at().length && track.at()[first + 1] <= from) {
            first++;
        }
        int last = first;
        while (last < track.at().length && track.at()[last] < track.endNs()) {
            last++;
        }
        final long[] at = Arrays.copyOfRange(track.at(), first, last);
        if (at.length > 0) {
            at[0] = Math.max(at[0], from);
        }
        final double[] value = Arrays.copyOfRange(track.value(), first, last);
        return new Track(track.label(), track.style(), at, value, track.endNs());
    }

    private void held(
            final Markup page,
            final Kind kind,
            final String where,
            final StepSeries allocated,
            final StepSeries capacity,
            final long instance) {
        final Plot plot = new Plot(kind.label() + " VRUs held, " + where, "VRUs", time, WIDE, 240);
        final List<Track> layers = Stacks.byTask(run, time, allocated, instance, kind);
        layers.forEach(plot::layer);
        if (!Stacks.isExact(allocated)) {
            plot.line(track("held, every extreme", "sum", allocated, 1));
        }
        plot.line(track("capacity", "capacity", capacity, 1));
        plot.write(page);
    }

    private void byCustomer(final Markup page, final Kind kind) {
        final List<String> names = new ArrayList<>();
        final List<StepSeries> series = new ArrayList<>();
        for (final Account customer : run.customers()) {
            if (customer.held(kind) != null) {
                names.add(customer.name());
                series.add(customer.held(kind));
            }
        }
        final String title = kind.label() + " VRUs held, by customer";
        final Plot plot = new Plot(title, "VRUs, means", time, WIDE, 220);
        Stacks.of(time, names, series, run.totals().allocated(kind), "others").forEach(plot::layer);
        plot.write(page);
    }
}
