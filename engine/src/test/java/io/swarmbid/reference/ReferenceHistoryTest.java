package io.swarmbid.reference;

import org.junit.jupiter.api.Test;

/** Random histories on the reference alone. */
class ReferenceHistoryTest {
    @Test
    void shouldPlayRandomHistories() {
        final long start = System.nanoTime();
        final java.util.TreeMap<String, Integer> counts = new java.util.TreeMap<>();
        for (long seed = 1; seed <= 300; seed++) {
            try {
                final HistoryGenerator.History history = HistoryGenerator.history(seed, 300);
                final ReferenceCore core = new ReferenceCore(history.settings(), history.symbols());
                for (final HistoryGenerator.Step step : history.steps()) {
                    core.onCommand(
                            step.sequence(),
                            step.at(),
                            new org.agrona.concurrent.UnsafeBuffer(step.command()),
                            0,
                            step.command().length,
                            (b, o, l) -> {
                                final String[] t = DecisionText.of(b, o).split(" ");
                                String k = t[0];
                                for (String w : t) {
                                    if (w.matches("[A-Z_]{5,}")) {
                                        k += " " + w;
                                    }
                                }
                                counts.merge(k, 1, Integer::sum);
                            });
                }
            } catch (final RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        System.out.println("took " + (System.nanoTime() - start) / 1_000_000 + " ms");
        counts.forEach((k, v) -> System.out.println(v + " " + k));
    }
}
