package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.draw.TimeScale;
import io.swarmbid.host.report.record.RunRecord;
import io.swarmbid.host.report.record.Task;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The list of very many tasks as data for the page's script: {@code {"unit":…,"unitNs":…,"step":…,"words":[…],
 * "rows":[[…]]}}. A row: id, customer, class, bid, outcome, most units, units it can use, instance, arrived,
 * waited, ran,
 * charge, cost, why it waited, price to beat, rival. Texts are places in words; arrived is in steps of that many
 * nanoseconds, waited and ran are in milliseconds, money is in nano; all but ids and arrivals to five digits. 0
 * stands
 * for what is absent, a cost of -1 for one that is not settled.
 */
final class TaskData {
    private static final MathContext DIGITS = new MathContext(5);
    private static final int MAX_WORD = 80;
    private static final double STEPS = 2_000_000;

    private TaskData() {}

    static void write(final Markup page, final RunRecord run, final TimeScale time) {
        final Map<String, Integer> words = new LinkedHashMap<>();
        words.put("", 0);
        final double step = Math.max(1, Math.floor(time.spanNs() / STEPS));
        final StringBuilder rows = new StringBuilder(run.tasks().size() * 96);
        for (final Task task : run.tasks()) {
            rows.append(rows.length() == 0 ? "[" : ",\n[").append(task.id());
            word(rows, words, task.customer());
            word(rows, words, task.taskClass());
            rounded(rows, task.bid());
            word(rows, words, Words.outcomeAndFinding(task));
            number(rows, task.peakUnits());
            number(rows, task.maxUnits());
            word(rows, words, task.lastInstance() == 0 ? "" : Words.instance(task.lastInstance()));
            number(rows, Math.round((task.arrivedAt() - time.startNs()) / step));
            rounded(rows, task.waitedNs() / 1_000_000);
            rounded(rows, task.ranNs() / 1_000_000);
            rounded(rows, task.charge());
            rounded(rows, task.isSettled() ? task.cost() : -1);
            word(rows, words, Words.waited(task));
            rounded(rows, Math.max(0, task.priceToBeat()));
            number(rows, Math.max(0, task.rival()));
            rows.append(']');
        }
        final StringBuilder json = new StringBuilder(rows.length() + 4096);
        json.append("{\"unit\":\"")
                .append(time.unit())
                .append("\",\"unitNs\":")
                .append((long) time.unitNs());
        json.append(",\"step\":").append((long) step).append(",\"words\":[");
        words.keySet()
                .forEach(word -> json.append(Markup.json(Figures.cut(word, MAX_WORD))).append(','));
        json.setLength(json.length() - 1);
        json.append("],\"rows\":[").append(rows).append("]}");
        page.open("script", "type", "application/json", "id", "task-data").raw(json).close().line();
    }

    private static void number(final StringBuilder rows, final long value) {
        rows.append(',').append(value);
    }

    private static void word(
            final StringBuilder rows, final Map<String, Integer> words, final String word) {
        Integer place = words.get(word);
        if (place == null) {
            place = words.size();
            words.put(word, place);
        }
        rows.append(',').append(place);
    }

    private static void rounded(final StringBuilder rows, final long value) {
        final BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        rows.append(',').append(rounded.unscaledValue());
        if (rounded.scale() < 0) {
            rows.append('e').append(-rounded.scale());
        }
    }
}
