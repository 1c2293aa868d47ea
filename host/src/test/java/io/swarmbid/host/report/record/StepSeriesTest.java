package io.swarmbid.host.report.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StepSeriesTest {
    private static final long SEED = 20_240_607;
    private static final int STEPS = 200_000;
    private static final int LIMIT = 2_000;

    @Test
    void shouldKeepEveryStepUpToItsLimit() {
        final StepSeries series = new StepSeries(16);
        for (int i = 0; i < 16; i++) {
            series.set(i * 10, i + 1);
        }

        assertTrue(series.isExact());
        assertEquals(16, series.size());
        assertEquals(1.5, series.mean(0, 20));
        assertEquals(16, series.mean(150, 1_000));
    }

    @Test
    void shouldKeepTheExtremesWhenThinned() {
        final Random random = new Random(SEED);
        final StepSeries series = new StepSeries(LIMIT);
        for (int i = 1; i <= STEPS; i++) {
            series.set(
                    i * 1_000L,
                    i == 77_777 ? 1e6 : i == 133_333 ? 0.5 : 10 + random.nextInt(1_000));
        }

        double least = Double.MAX_VALUE;
        long greatestAt = 0;
        for (int i = 0; i < series.size(); i++) {
            least = Math.min(least, series.value(i));
            greatestAt = series.value(i) == series.max() ? series.at(i) : greatestAt;
            assertTrue(i == 0 || series.at(i) > series.at(i - 1), "times increase");
        }
        assertTrue(series.size() <= LIMIT);
        assertFalse(series.isExact());
        assertEquals(1e6, series.max());
        assertEquals(77_777_000L, greatestAt);
        assertEquals(0.5, least);
    }

    @Test
    void shouldKeepMeansTrueWhenThinned() {
        final Random random = new Random(SEED);
        final StepSeries series = new StepSeries(64);
        double area = 0;
        for (int i = 0; i < STEPS; i++) {
            final double value = random.nextInt(100) + (i > STEPS / 2 ? 500 : 0);
            series.set(i * 1_000L, value);
            area += value * 1_000;
        }

        final long end = STEPS * 1_000L;
        assertEquals(area / end, series.mean(0, end), 1e-6 * area / end);
        assertEquals(49.5, series.mean(0, end / 2), 1.5);
        assertEquals(549.5, series.mean(end / 2, end), 1.5);
    }

    @Test
    void shouldTakeTheLastOfSeveralValuesAtOneInstant() {
        final StepSeries series = new StepSeries(16);
        series.set(5, 1);
        series.set(5, 9);
        series.set(5, 3);

        assertEquals(1, series.size());
        assertEquals(3, series.value(0));
    }
}
