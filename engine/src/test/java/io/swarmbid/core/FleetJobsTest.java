package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.config.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fleet that is asked for as jobs per period holds what its jobs take, by what is known of them. */
final class FleetJobsTest {
    private static final long FIRST = 1L << 32;
    private static final long MILLION = 1_000_000;
    private static final long SECOND = 1_000_000_000L;

    /** Instances of four vCPUs, one capacity unit each, for two jobs in ten seconds. */
    private static Market market() {
        final Market market = new Market(Market.plain().with(Setting.MAX_INSTANCES, 16));
        market.send(market.writer.pool(Market.pool(1, 4, MILLION).stock(16)));
        final FleetSpec fleet =
                new FleetSpec().fleet(1).bid(100 * MILLION).jobs(2, 10 * SECOND).maintain(true);
        assertEquals(List.of(), market.send(market.writer.fleet(fleet)));
        return market;
    }

    private static TaskSpec job(final long id, final int vcpus, final long work) {
        final TaskSpec job = Market.task(id, 1, 1, 1).bundle(vcpus, 0, 0);
        job.bid(10 * MILLION * work / Market.HOUR, work);
        job.fleet = 1;
        return job;
    }

    private static long starting(final String action, final List<String> decisions) {
        return decisions.stream().filter(line -> line.startsWith(action)).count();
    }

    @Test
    void shouldConvertJobsByWhatIsSaidOfThemUntilOneHasFinished() {
        try (Market market = market()) {
            // A quarter of an instance for 20 s: half a unit per period and job, one unit for two.
            final var first = market.send(market.writer.task(job(1, 1, 20 * SECOND)));
            assertEquals(1, starting("activate", first));
            // With half an instance for 40 s the mean is 12.5 s of a unit: 2.5 units.
            final var second = market.send(market.writer.task(job(2, 2, 40 * SECOND)));
            assertEquals(2, starting("activate", second));
        }
    }

    @Test
    void shouldConvertJobsByWhatTheFinishedOnesTookAndGiveBackWhatIsTooMuch() {
        try (Market market = market()) {
            market.send(market.writer.task(job(1, 4, 60 * SECOND)));
            for (int i = 0; i < 12; i++) {
                market.send(market.writer.instance(FIRST + i, 1));
            }
            assertEquals(1, market.unitsOf(1));
            market.at = 15 * SECOND;
            // It took 15 s of a whole instance, a quarter of what was said: three units for two
            // jobs.
            final var done = market.send(market.writer.complete(1, CompleteStatus.DONE));
            assertEquals(9, starting("deactivate", done));
            assertEquals(0, starting("activate", done));
        }
    }

    @Test
    void shouldNotLearnFromAJobThatFailed() {
        try (Market market = market()) {
            market.send(market.writer.task(job(1, 4, 10 * SECOND)));
            market.send(market.writer.instance(FIRST, 1));
            market.send(market.writer.instance(FIRST + 1, 1));
            final var failed = market.send(market.writer.complete(1, CompleteStatus.FAILED));
            assertEquals(0, starting("deactivate", failed));
        }
    }
}
