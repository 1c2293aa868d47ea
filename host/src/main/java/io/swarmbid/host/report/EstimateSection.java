package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.Plot;
import io.swarmbid.host.report.draw.Track;
import io.swarmbid.host.report.record.RunRecord;
import java.util.List;
import java.util.Map;

/** How well customers and the engine foresaw how much work tasks would be. */
final class EstimateSection extends Section {
    private static final double PPM = 1e-6;

    private final List<Map<String, Object>> spans;

    EstimateSection(final RunRecord run) {
        super(run, "estimates", "Estimates of work");
        spans = run.summary().objects("estimateAccuracies");
    }

    @Override
    boolean isWorthwhile() {
        return !spans.isEmpty();
    }

    @Override
    void write(final Markup page) {
        final Map<String, Object> mean = run.summary().object("estimateAccuracyPpm");
        final double customers = number(mean, "customers") * PPM;
        final double learned = number(mean, "learned") * PPM;
        final boolean counts =
                Boolean.TRUE.equals(run.summary().object("settings").get("learning"));
        page.leaf(
                "p",
                "The smaller of estimated and actual work over the larger, mean over the tasks that were done: "
                        + Figures.percent(customers)
                        + " by the customers' figures, "
                        + Figures.percent(learned)
                        + " by what the tasks done before taught when a task first ran, "
                        + (counts ? "which counted" : "which did not count: learning was off")
                        + ".");
        final Plot plot =
                new Plot("Accuracy of estimates", "of 1, means", time, WIDE, 190).reach(1);
        plot.line(over("customers", "reserve", "customers"));
        plot.line(over("learned", "price", "learned")).write(page);
    }

    /** Each span's mean from the end of the span before to its own. */
    private Track over(final String label, final String style, final String field) {
        final long[] at = new long[spans.size()];
        final double[] value = new double[spans.size()];
        for (int i = 0; i < at.length; i++) {
            final long before = i == 0 ? time.startNs() : (long) number(spans.get(i - 1), "until");
            at[i] = i == 0 ? before : Math.max(before, at[i - 1] + 1);
            value[i] = number(spans.get(i), field) * PPM;
        }
        final long end = (long) number(spans.get(spans.size() - 1), "until");
        return new Track(label, style, at, value, Math.max(end, at[at.length - 1] + 1));
    }

    private static double number(final Map<String, Object> from, final String name) {
        return from.get(name) instanceof Number number ? number.doubleValue() : 0;
    }
}
