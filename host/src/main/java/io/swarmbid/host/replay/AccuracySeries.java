package io.swarmbid.host.replay;

import io.swarmbid.learning.Estimates;
import java.util.ArrayList;
import java.util.List;

/**
 * How good the estimates of work were as time went on: means over spans of equally many finished tasks. When there are
 * too many spans, each two become one. Not threadsafe.
 */
public final class AccuracySeries {
    /** Spans at most. */
    static final int LIMIT = 64;

    /**
     * Tasks that were done one after the other, by min / max of estimated and actual work.
     *
     * @param endNs when the last of them was done.
     * @param tasks how many they are.
     * @param customersSumPpm sum by the customers' figures.
     * @param learnedSumPpm sum by the learned ones.
     */
    public record Span(long endNs, long tasks, long customersSumPpm, long learnedSumPpm) {
        Span with(final Span later) {
            return new Span(
                    later.endNs,
                    tasks + later.tasks,
                    customersSumPpm + later.customersSumPpm,
                    learnedSumPpm + later.learnedSumPpm);
        }
    }

    private final List<Span> spans = new ArrayList<>();
    private long tasksPerSpan = 1;
    private long tasks;
    private long customersSumPpm;
    private long learnedSumPpm;

    /** Looks at what has been judged by now. */
    void note(final long nowNs, final Estimates estimates) {
        if (estimates.judged() == tasks) {
            return;
        }
        final Span since =
                new Span(
                        nowNs,
                        estimates.judged() - tasks,
                        estimates.customersSumPpm() - customersSumPpm,
                        estimates.learnedSumPpm() - learnedSumPpm);
        tasks = estimates.judged();
        customersSumPpm = estimates.customersSumPpm();
        learnedSumPpm = estimates.learnedSumPpm();
        final int last = spans.size() - 1;
        if (last >= 0 && spans.get(last).tasks < tasksPerSpan) {
            spans.set(last, spans.get(last).with(since));
            return;
        }
        if (spans.size() == LIMIT) {
            pair();
        }
        spans.add(since);
    }

    private void pair() {
        for (int i = 0; i < LIMIT / 2; i++) {
            spans.set(i, spans.get(2 * i).with(spans.get(2 * i + 1)));
        }
        spans.subList(LIMIT / 2, LIMIT).clear();
        tasksPerSpan *= 2;
    }

    /** The spans so far, the earliest first. */
    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** One that goes on from here by itself. */
    AccuracySeries fork() {
        final AccuracySeries fork = new AccuracySeries();
        fork.spans.addAll(spans);
        fork.tasksPerSpan = tasksPerSpan;
        fork.tasks = tasks;
        fork.customersSumPpm = customersSumPpm;
        fork.learnedSumPpm = learnedSumPpm;
        return fork;
    }
}
