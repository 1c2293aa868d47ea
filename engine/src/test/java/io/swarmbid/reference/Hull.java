package io.swarmbid.reference;

import java.util.ArrayList;
import java.util.List;

/** The upper concave hull of a speed-up over 0 and the permitted n. */
final class Hull {
    private Hull() {}

    /** The vertices, ascending, 0 first. */
    static int[] vertices(final long[] speedup, final boolean[] permitted) {
        final List<Integer> vertices = new ArrayList<>();
        vertices.add(0);
        int n = 0;
        while (true) {
            int best = 0;
            for (int m = n + 1; m < speedup.length; m++) {
                if (permitted[m]
                        && (best == 0
                                || (speedup[m] - speedup[n]) * (best - n)
                                        > (speedup[best] - speedup[n]) * (m - n))) {
                    best = m;
                }
            }
            if (best == 0 || speedup[best] <= speedup[n]) {
                return vertices.stream().mapToInt(Integer::intValue).toArray();
            }
            vertices.add(best);
            n = best;
        }
    }

    /** The smallest vertex above n, or -1. */
    static int above(final int[] vertices, final int n) {
        for (final int vertex : vertices) {
            if (vertex > n) {
                return vertex;
            }
        }
        return -1;
    }

    /** The largest vertex below n; n is above 0. */
    static int below(final int[] vertices, final int n) {
        int below = 0;
        for (final int vertex : vertices) {
            if (vertex < n) {
                below = vertex;
            }
        }
        return below;
    }
}
