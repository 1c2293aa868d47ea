package io.swarmbid.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.Accumulators;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Capacity moves when the regret of not having moved reaches what a move there and back costs. */
final class PoolSwitchTest {
    private static final int POOLS = 3;
    private static final long DELAY = 120;

    private final Arena arena = new Arena(1 << 20);
    private final PoolSwitch rule =
            new PoolSwitch(new Accumulators(arena, MemoryTag.FLEETS, 2 * POOLS), POOLS);

    @AfterEach
    void close() {
        arena.close();
    }

    private int look(final int holder, final int held, final long now, final long... costs) {
        rule.begin(costs.length);
        for (int pool = 0; pool < costs.length; pool++) {
            rule.offer(pool, 10 - pool, costs[pool], DELAY, 0);
        }
        return rule.judge(holder, held, now);
    }

    @Test
    void shouldMoveInTheNanosecondInWhichTheRegretReachesTheThreshold() {
        assertEquals(PoolSwitch.NONE, look(0, 0, 1_000, 100, 80));
        // There and back 2 * 120 * 80, times 80 / 100, lost at 20.
        final long due = 1_000 + 2 * DELAY * 64 / 20;
        assertEquals(due, rule.nextNs());
        assertEquals(PoolSwitch.NONE, look(0, 0, due - 1, 100, 80));
        assertEquals(1, look(0, 0, due, 100, 80));
    }

    @Test
    void shouldLoseAtLeastAMoveBeforeMovingHoweverWideTheGap() {
        assertEquals(PoolSwitch.NONE, look(0, 0, 1_000, 100, 30));
        assertEquals(1_000 + (DELAY * 30 + 69) / 70, rule.nextNs());
    }

    @Test
    void shouldTakeBackRegretWhileTheHeldPoolIsCheaperAndNoMoreThanThereWas() {
        look(0, 0, 0, 100, 30);
        look(0, 0, 10, 100, 170);
        look(0, 0, 15, 100, 170);
        assertEquals(PoolSwitch.NONE, look(0, 0, 5_000, 100, 30));
        assertEquals(5_000 + (DELAY * 30 + 69) / 70, rule.nextNs());
    }

    @Test
    void shouldMoveToTheCheapestOfThoseThatAreDueAndThenToTheSmallestId() {
        look(0, 0, 0, 100, 50, 50);
        assertEquals(2, look(0, 0, 1_000, 100, 50, 50));
        rule.restart(0);
        look(0, 2, 1_000, 100, 20, 50);
        assertEquals(1, look(0, 2, 5_000, 10, 20, 50), "the cheapest has not been missed yet");
    }

    @Test
    void shouldKeepTheHoldersApart() {
        look(0, 0, 0, 100, 30);
        look(1, 1, 0, 100, 30);
        assertEquals(PoolSwitch.NONE, look(1, 1, 1_000, 100, 30));
        assertEquals(TimerHeap.NEVER, rule.nextNs());
        assertEquals(1, look(0, 0, 1_000, 100, 30));
    }

    @Test
    void shouldLeaveOutAPoolThatIsNotOffered() {
        rule.begin(2);
        rule.offer(0, 1, 100, DELAY, 0);
        assertEquals(PoolSwitch.NONE, rule.judge(0, 0, 0));
        assertEquals(TimerHeap.NEVER, rule.nextNs());
    }

    @Test
    void shouldNotMoveWhileCostsFlicker() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int now = 0; now < 1_000_000; now += 10) {
            final long flicker = random.nextInt(3) - 1;
            assertEquals(PoolSwitch.NONE, look(0, 0, now, 100, 100 + flicker, 100 - flicker));
        }
    }

    /** At two pools whose costs swap, the worst there is, no more is lost than a small multiple of the optimum. */
    @Test
    void shouldLoseABoundedMultipleOfTheOptimumAgainstAnAdversary() {
        int held = 0;
        long cost = 0;
        long now = 0;
        final long step = 7;
        long[] best = {0, 0};
        for (int i = 0; i < 10_000; i++) {
            final long[] costs = held == 0 ? new long[] {200, 100} : new long[] {100, 200};
            final int target = look(0, held, now, costs);
            if (target != PoolSwitch.NONE) {
                held = target;
                cost += DELAY * costs[target];
                rule.restart(0);
            }
            cost += step * costs[held];
            for (int pool = 0; pool < 2; pool++) {
                best[pool] += step * costs[pool];
            }
            best =
                    new long[] {
                        Math.min(best[0], best[1] + DELAY * costs[0]),
                        Math.min(best[1], best[0] + DELAY * costs[1])
                    };
            now += step;
        }
        assertTrue(cost <= 3 * Math.min(best[0], best[1]), cost + " against " + best[0]);
    }
}
