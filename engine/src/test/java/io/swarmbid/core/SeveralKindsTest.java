package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.TaskSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Instances with vCPU and memory: prices from the clearing at the tick. */
final class SeveralKindsTest {
    private static final int INSTANCES = 100;
    private static final long COST = 1_000_000;

    private static List<TaskSpec> randomTasks(final SplittableRandom random) {
        final List<TaskSpec> tasks = new ArrayList<>();
        for (int id = 1; id <= 30; id++) {
            final int vcpu = 1 + random.nextInt(4);
            final TaskSpec task = Bids.randomTask(random, id, vcpu, COST);
            task.memory = random.nextInt(9);
            task.bid += task.bid * task.memory / vcpu;
            tasks.add(task);
        }
        return tasks;
    }

    private static Market settled(final List<TaskSpec> tasks) {
        final Market market = new Market();
        market.send(market.writer.pool(new PoolSpec().pool(1).cost(64 * COST).vrus(32, 64, 0)));
        market.send(market.writer.instance(7, 1));
        tasks.forEach(task -> market.send(market.writer.task(task)));
        return market;
    }

    @Test
    void shouldPriceAtTheReserveWhatNoWinnerHolds() {
        int above = 0;
        for (long seed = 1; seed <= INSTANCES; seed++) {
            final List<TaskSpec> tasks = randomTasks(new SplittableRandom(seed));
            try (Market market = settled(tasks)) {
                final long vcpuReserve = market.prices.get("7 VCPU");
                final long memoryReserve = market.prices.get("7 MEMORY");
                market.send(market.writer.tick());
                above += market.prices.get("7 VCPU") > vcpuReserve ? 1 : 0;
                tasks.forEach(task -> market.send(market.writer.cancel(task.task)));
                assertEquals(vcpuReserve, market.prices.get("7 VCPU"), "seed " + seed);
                assertEquals(memoryReserve, market.prices.get("7 MEMORY"), "seed " + seed);
            }
        }
        assertTrue(above > 0, "nothing was scarce");
    }

    @Test
    void shouldPriceScarceKindsOverTheReserveAndNeverOverWhatAWinnerPays() {
        int above = 0;
        for (long seed = 1; seed <= INSTANCES; seed++) {
            final List<TaskSpec> tasks = randomTasks(new SplittableRandom(seed));
            try (Market market = settled(tasks)) {
                final long vcpuReserve = market.prices.get("7 VCPU");
                final long memoryReserve = market.prices.get("7 MEMORY");
                market.send(market.writer.tick());
                final long vcpu = market.prices.get("7 VCPU");
                final long memory = market.prices.get("7 MEMORY");
                assertTrue(vcpu >= vcpuReserve && memory >= memoryReserve, "seed " + seed);
                above += vcpu > vcpuReserve || memory > memoryReserve ? 1 : 0;
                for (final TaskSpec task : tasks) {
                    final int n = market.unitsOf(task.task);
                    final long charge = (vcpu * task.vcpu + memory * task.memory) * n;
                    final BigInteger value =
                            BigInteger.valueOf(Bids.bidRate(task))
                                    .multiply(BigInteger.valueOf(Bids.speedup(task, n)));
                    final BigInteger asked =
                            BigInteger.valueOf(charge).multiply(BigInteger.valueOf(Market.PPM));
                    assertTrue(asked.compareTo(value) <= 0, "seed " + seed + " " + task.task);
                }
            }
        }
        assertTrue(above > INSTANCES / 2, "only " + above + " prices over the reserve");
    }
}
