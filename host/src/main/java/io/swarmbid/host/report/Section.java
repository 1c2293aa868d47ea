package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.TimeScale;
import io.swarmbid.host.report.draw.Track;
import io.swarmbid.host.report.record.RunRecord;
import io.swarmbid.host.report.record.StepSeries;

/** One part of the report. */
abstract class Section {
    static final int WIDE = 1100;
    static final double NANO = 1e-9;

    final RunRecord run;
    final TimeScale time;
    private final String id;
    private final String title;

    Section(final RunRecord run, final String id, final String title) {
        this.run = run;
        this.time = new TimeScale(run.startNs(), run.startNs() + run.spanNs());
        this.id = id;
        this.title = title;
    }

    final String id() {
        return id;
    }

    final String title() {
        return title;
    }

    /** Whether there is anything to show. */
    boolean isWorthwhile() {
        return true;
    }

    abstract void write(Markup page);

    /** A series as a track, in units of its own times the factor. */
    final Track track(
            final String label, final String style, final StepSeries series, final double factor) {
        return track(label, style, series, factor, time.endNs());
    }

    static Track track(
            final String label,
            final String style,
            final StepSeries series,
            final double factor,
            final long endNs) {
        final long[] at = new long[series.size()];
        final double[] value = new double[series.size()];
        for (int i = 0; i < at.length; i++) {
            at[i] = series.at(i);
            value[i] = Math.max(0, series.value(i) * factor);
        }
        return new Track(label, style, at, value, endNs);
    }
}
