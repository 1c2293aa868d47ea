package io.swarmbid.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.swarmbid.memory.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The hull of every curve against the definition, by trying every point. */
final class CurveTableTest {
    private static final int MAX_UNITS = 32;
    private static final int PPM = 1_000_000;

    private record Curve(int[] speedup, int fewest, int least) {
        boolean permits(final int n) {
            return n >= fewest && n < speedup.length && speedup[n] >= least;
        }

        /** The end of the steepest rise from n; the first of equal ones; 0 if nothing rises. */
        int steepest(final int n) {
            int best = 0;
            for (int m = speedup.length - 1; m > n; m--) {
                final long rise = speedup[m] - (long) speedup[n];
                final boolean isBetter =
                        best == 0
                                || rise * (best - n)
                                        >= (speedup[best] - (long) speedup[n]) * (m - n);
                if (permits(m) && rise > 0 && isBetter) {
                    best = m;
                }
            }
            return best;
        }

        boolean[] vertices() {
            final boolean[] vertices = new boolean[speedup.length];
            vertices[0] = true;
            for (int n = steepest(0); n > 0; n = steepest(n)) {
                vertices[n] = true;
            }
            return vertices;
        }
    }

    private static Curve random(final SplittableRandom random) {
        final int max = 1 + random.nextInt(MAX_UNITS);
        final int[] speedup = new int[max + 1];
        final int step = random.nextBoolean() ? 100_000 : 1;
        for (int n = 1; n <= max; n++) {
            final int rise = random.nextInt(9) - 2;
            speedup[n] = n == 1 ? PPM : Math.max(0, speedup[n - 1] + step * rise);
        }
        if (random.nextInt(20) == 0) {
            speedup[max] = Integer.MAX_VALUE;
        }
        final int least = random.nextInt(3) == 0 ? speedup[1 + random.nextInt(max)] : 0;
        return new Curve(speedup, 1 + random.nextInt(max), least);
    }

    private static int acquire(final CurveTable curves, final Curve curve) {
        final int max = curve.speedup.length - 1;
        System.arraycopy(curve.speedup, 1, curves.candidate(), 1, max);
        return curves.acquire(max, curve.fewest, curve.least);
    }

    private static Curve line(final int max) {
        final int[] speedup = new int[max + 1];
        for (int n = 1; n <= max; n++) {
            speedup[n] = n * PPM;
        }
        return new Curve(speedup, 1, 0);
    }

    @Test
    void shouldFindTheUpperHullOfAnyCurve() {
        for (long seed = 1; seed <= 3_000; seed++) {
            final Curve curve = random(new SplittableRandom(seed));
            final boolean[] vertices = curve.vertices();
            try (Arena arena = new Arena(1 << 20)) {
                final CurveTable curves = new CurveTable(arena, 4, MAX_UNITS);
                final int slot = acquire(curves, curve);
                for (int n = 0; n < vertices.length; n++) {
                    int above = n + 1;
                    while (above < vertices.length && !vertices[above]) {
                        above++;
                    }
                    assertEquals(
                            above == vertices.length ? 0 : above,
                            curves.vertexAbove(slot, n),
                            "above " + n + ", seed " + seed);
                    int below = n - 1;
                    while (below > 0 && !vertices[below]) {
                        below--;
                    }
                    if (n > 0) {
                        assertEquals(
                                below,
                                curves.vertexBelow(slot, n),
                                "below " + n + ", seed " + seed);
                    }
                }
            }
        }
    }

    @Test
    void shouldPermitWhatTheDefinitionPermits() {
        for (long seed = 1; seed <= 1_000; seed++) {
            final Curve curve = random(new SplittableRandom(seed));
            try (Arena arena = new Arena(1 << 20)) {
                final CurveTable curves = new CurveTable(arena, 4, MAX_UNITS);
                final int slot = acquire(curves, curve);
                int first = 0;
                for (int n = MAX_UNITS; n >= 1; n--) {
                    assertEquals(curve.permits(n), curves.permits(slot, n), "seed " + seed);
                    first = curve.permits(n) ? n : first;
                }
                assertEquals(first, curves.firstPermitted(slot), "seed " + seed);
            }
        }
    }

    @Test
    void shouldKeepEqualCurvesOnce() {
        try (Arena arena = new Arena(1 << 20)) {
            final CurveTable curves = new CurveTable(arena, 4, MAX_UNITS);
            assertEquals(acquire(curves, line(5)), acquire(curves, line(5)));
        }
    }

    @Test
    void shouldTellCurvesOfDifferentLengthApart() {
        try (Arena arena = new Arena(1 << 20)) {
            final CurveTable curves = new CurveTable(arena, 4, MAX_UNITS);
            assertNotEquals(acquire(curves, line(5)), acquire(curves, line(6)));
        }
    }

    @Test
    void shouldBeFullOfDistinctCurves() {
        try (Arena arena = new Arena(1 << 20)) {
            final CurveTable curves = new CurveTable(arena, 2, MAX_UNITS);
            acquire(curves, line(1));
            acquire(curves, line(2));
            assertEquals(CurveTable.FULL, acquire(curves, line(3)));
        }
    }

    @Test
    void shouldFreeACurveWithItsLastReference() {
        try (Arena arena = new Arena(1 << 20)) {
            final CurveTable curves = new CurveTable(arena, 1, MAX_UNITS);
            final int slot = acquire(curves, line(1));
            acquire(curves, line(1));
            curves.release(slot);
            assertEquals(CurveTable.FULL, acquire(curves, line(2)));
            curves.release(slot);
            assertEquals(slot, acquire(curves, line(2)));
        }
    }

    @Test
    void shouldGiveEveryCurveBackWhatItWasGiven() {
        final long seed = 5;
        final SplittableRandom random = new SplittableRandom(seed);
        try (Arena arena = new Arena(1 << 22)) {
            final CurveTable curves = new CurveTable(arena, 64, MAX_UNITS);
            final Curve[] held = new Curve[64];
            final int[] slots = new int[64];
            for (int i = 0; i < 5_000; i++) {
                final int place = random.nextInt(64);
                if (held[place] != null) {
                    curves.release(slots[place]);
                }
                held[place] = random(random);
                slots[place] = acquire(curves, held[place]);
                final int other = random.nextInt(64);
                for (int n = 1; held[other] != null && n < held[other].speedup.length; n++) {
                    assertEquals(
                            held[other].speedup[n],
                            curves.speedup(slots[other], n),
                            "step " + i + ", seed " + seed);
                }
            }
        }
    }
}
