package io.swarmbid.bench.openloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final int COMMANDS = 2_000;

    @Test
    void everyCommandOfTheEngineIsAnswered() {
        try (Target engine = new EngineTarget(1)) {
            new Pacer().run(engine, 1_000_000, COMMANDS);
            assertEquals(COMMANDS, engine.takeLatencies().getTotalCount());
        }
    }

    @Test
    void whatIsLateIsStillCountedFromWhenItWasDue() {
        final List<Long> due = new ArrayList<>();
        final Target slow =
                new Target() {
                    @Override
                    public String name() {
                        return "slow";
                    }

                    @Override
                    public void send(final long dueNs) {
                        due.add(dueNs);
                        final long until = System.nanoTime() + 20_000;
                        while (System.nanoTime() < until) {
                            Thread.onSpinWait();
                        }
                    }

                    @Override
                    public void await() {}

                    @Override
                    public Histogram takeLatencies() {
                        return OpenLoop.histogram();
                    }

                    @Override
                    public void close() {}
                };
        new Pacer().run(slow, 1_000_000, 100);
        final long last = due.get(99) - due.get(0);
        assertTrue(Math.abs(last - 99_000) <= 1, "due over " + last + " ns");
    }
}
