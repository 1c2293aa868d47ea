package io.swarmbid.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.memory.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VruHoldingsTest {
    private static final int TASKS = 5;
    private static final int VCPU = 700;
    private static final int MEMORY = 300;
    private static final int CELLS = 2_048;

    private final Arena arena = new Arena(1 << 22);
    private final PoolTable pools = new PoolTable(arena);
    private final VruTable vrus = new VruTable(arena, pools, CELLS);
    private final VruHoldings holdings = new VruHoldings(arena, vrus, TASKS);
    private int pool;
    private int block;

    @BeforeEach
    void takeABlock() {
        pool = pools.add(1);
        pools.vcpu(pool, VCPU);
        pools.memory(pool, MEMORY);
        block = vrus.take(pool);
    }

    @AfterEach
    void close() {
        arena.close();
    }

    /** The plain form: whose each VRU is, and whether it drains or is faulty, looked through from end to end. */
    private static final class Plain {
        private final int[] owner = new int[VCPU + MEMORY];
        private final boolean[] drains = new boolean[VCPU + MEMORY];
        private final boolean[] faulty = new boolean[VCPU + MEMORY];

        Plain() {
            Arrays.fill(owner, -1);
        }

        TreeSet<Integer> of(final int task, final int from, final int to, final boolean draining) {
            final TreeSet<Integer> found = new TreeSet<>();
            for (int vru = from; vru < to; vru++) {
                if (owner[vru] == task && drains[vru] == draining) {
                    found.add(vru);
                }
            }
            return found;
        }

        int nextFree(final int from) {
            for (int vru = from; vru < owner.length; vru++) {
                if (owner[vru] < 0 && !faulty[vru]) {
                    return vru;
                }
            }
            return -1;
        }
    }

    @Test
    void shouldSayTheSameAsASearchOfAllVrus() {
        for (long seed = 1; seed <= 20; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Plain plain = new Plain();
            for (int i = 0; i < 4_000; i++) {
                change(random, plain);
                compare(random, plain, "seed " + seed + " step " + i);
            }
            for (int task = 0; task < TASKS; task++) {
                holdings.removeAll(task);
            }
            vrus.give(pool, block);
            block = vrus.take(pool);
        }
    }

    private void change(final SplittableRandom random, final Plain plain) {
        final int vru = random.nextInt(VCPU + MEMORY);
        final int owner = plain.owner[vru];
        final int cell = block + vru;
        final int what = random.nextInt(100);
        if (what == 0) {
            final int task = random.nextInt(TASKS);
            holdings.removeAll(task);
            for (int each = 0; each < plain.owner.length; each++) {
                plain.drains[each] &= plain.owner[each] != task;
                plain.owner[each] = plain.owner[each] == task ? -1 : plain.owner[each];
            }
        } else if (owner >= 0 && what < 50) {
            plain.drains[vru] ^= true;
            holdings.drains(owner, cell, plain.drains[vru]);
        } else if (owner >= 0) {
            holdings.remove(owner, cell);
            plain.owner[vru] = -1;
            plain.drains[vru] = false;
        } else if (plain.faulty[vru] || what < 10) {
            plain.faulty[vru] ^= true;
            vrus.healthy(cell, !plain.faulty[vru]);
        } else {
            // Most of them to one task, so that its tree is deep.
            plain.owner[vru] = Math.max(0, random.nextInt(4 * TASKS) - 3 * TASKS);
            holdings.add(plain.owner[vru], cell);
        }
    }

    private void compare(final SplittableRandom random, final Plain plain, final String what) {
        final int task = random.nextInt(TASKS);
        final boolean ofMemory = random.nextBoolean();
        final int from = ofMemory ? VCPU : 0;
        final int to = ofMemory ? VCPU + MEMORY : VCPU;
        for (final boolean draining : new boolean[] {false, true}) {
            final TreeSet<Integer> expected = plain.of(task, from, to, draining);
            final int first = expected.isEmpty() ? VruHoldings.NONE : block + expected.first();
            final int last = expected.isEmpty() ? VruHoldings.NONE : block + expected.last();
            assertEquals(first, holdings.first(task, block + from, block + to, draining), what);
            assertEquals(last, holdings.last(task, block + from, block + to, draining), what);
        }
        final int start = random.nextInt(VCPU + MEMORY);
        final int free = plain.nextFree(start);
        assertEquals(free < 0 ? -1 : block + free, vrus.nextFree(block + start), what);
        assertEquals(plain.owner[start], vrus.owner(block + start), what);
        assertEquals(plain.drains[start], vrus.drains(block + start), what);
        assertEquals(!plain.faulty[start], vrus.isHealthy(block + start), what);
    }

    @Test
    void shouldBeAsShallowAsALogarithmWhateverTheOrder() {
        for (final int stride : new int[] {1, 2, 5, 13, -1, -3}) {
            int count = 0;
            for (int vru = stride > 0 ? 0 : VCPU - 1; vru >= 0 && vru < VCPU; vru += stride) {
                holdings.add(0, block + vru);
                count++;
            }
            final int most = 3 * (32 - Integer.numberOfLeadingZeros(count));
            final int depth = depth(holdings.root(0));
            assertTrue(depth <= most, "stride " + stride + ": " + depth + " levels of " + count);
            holdings.removeAll(0);
        }
    }

    private int depth(final int cell) {
        return cell < 0
                ? 0
                : 1 + Math.max(depth(vrus.child(cell, false)), depth(vrus.child(cell, true)));
    }
}
