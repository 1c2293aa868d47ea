package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** In steady demand the swarm stands still: after it has settled, a thousand ticks bring no instance and take none. */
final class SteadySwarmTest {
    private static final long HISTORIES = 20;
    private static final int TICKS = 1_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLION = 1_000_000;

    private static Settings settings() {
        return Market.plain()
                .with(Setting.AUTOSCALE, 1)
                .with(Setting.HYSTERESIS, 50_000)
                .with(Setting.COOL_DOWN, 60 * SECOND)
                .with(Setting.MAX_INSTANCES, 64);
    }

    private static Market demand(final SplittableRandom random) {
        final Market market = new Market(settings());
        final int pools = 1 + random.nextInt(3);
        for (int pool = 1; pool <= pools; pool++) {
            market.send(
                    market.writer.pool(
                            Market.pool(pool, 2 + random.nextInt(14), MILLION)
                                    .stock(20)
                                    .activation(
                                            random.nextLong(60 * SECOND),
                                            random.nextInt(100_000),
                                            random.nextLong(600 * SECOND))));
        }
        if (random.nextBoolean()) {
            final FleetSpec fleet = new FleetSpec().fleet(1).bid(100 * MILLION).maintain(true);
            market.follow(market.send(market.writer.fleet(fleet.target(1 + random.nextInt(5)))));
        }
        final int tasks = 5 + random.nextInt(60);
        for (int i = 1; i <= tasks; i++) {
            final TaskSpec task = Market.task(i, 1, random.nextInt(3), 1 + random.nextInt(4));
            task.min = Math.min(task.min, task.max);
            final long rate = MILLION * (5 + random.nextInt(40)) / 10;
            task.bid(rate * 10_000, 10_000 * Market.HOUR);
            task.serialPpm(random.nextInt(200_000));
            market.follow(market.send(market.writer.task(task)));
        }
        return market;
    }

    @Test
    void shouldActNoMoreOnceItHasSettled() {
        int activations = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            try (Market market = demand(new SplittableRandom(seed))) {
                for (int minute = 0; minute < 600; minute++) {
                    activations += market.follow(market.advanceTo(market.at + 60 * SECOND));
                }
                for (int tick = 0; tick < TICKS; tick++) {
                    int acted = market.follow(market.advanceTo(market.at + SECOND));
                    acted += market.follow(market.send(market.writer.tick()));
                    assertEquals(0, acted, "seed " + seed + " at tick " + tick);
                }
            }
        }
        assertTrue(activations > HISTORIES, activations + " before it settled");
    }
}
