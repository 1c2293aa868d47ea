package io.swarmbid.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Clearing takes nothing from the heap. */
final class SolverAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 30;
    private static final int ROUNDS = 5;
    private static final long AMPLE = 1L << 40;

    private final ClearingProblem[] problems = new ClearingProblem[40];
    private final ClearingSolver solver = new ClearingSolver(64, 4_096, 1_024, 1 << 17);
    private final Pivots pivots = new Pivots(64, 4_096, 1_024, 1 << 17);
    private long operations;

    @Test
    void shouldAllocateNothing() {
        for (int i = 0; i < problems.length; i++) {
            final SplittableRandom random = new SplittableRandom(i);
            problems[i] =
                    new RandomProblem(random, 1 + i % 3, 20, 40)
                            .fill(new ClearingProblem(64, 4_096));
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            final long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            clear();
            final long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            least = round < WARM_UP ? Long.MAX_VALUE : Math.min(least, after - before);
        }
        assertTrue(operations > 0, "nothing was done");
        assertEquals(0, least, "bytes");
    }

    private void clear() {
        for (final ClearingProblem problem : problems) {
            solver.solve(problem, AMPLE);
            pivots.find(problem, solver, AMPLE);
            operations += solver.operations() + pivots.operations();
        }
    }
}
