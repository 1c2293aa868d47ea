package io.swarmbid.host.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replay says of capacity and waste, each figure checked by hand. */
final class CapacityAndWasteTest {
    private static final long HOUR = 3_600_000_000_000L;
    private static final String POOLS = pool(1, "p", 8_000, 1, 0, 0) + pool(2, "q", 6_000, 2, 0, 0);

    @TempDir private Path directory;

    private static String pool(
            final int id,
            final String name,
            final int cost,
            final int weight,
            final int activationCost,
            final long activationDelay) {
        return line(
                0,
                "'cmd':'pool','id':%d,'name':'%s','cost':%d,'weight':%d,'stock':9,'vrus':{'vcpu':8},"
                        + "'activationCost':%d,'activationDelay':%d,'billingQuantum':0",
                id,
                name,
                cost,
                weight,
                activationCost,
                activationDelay);
    }

    private static String line(final long at, final String fields, final Object... values) {
        return "{'at':" + at + "," + fields.formatted(values) + "}\n";
    }

    private static String task(final long at, final int id, final String name, final int units) {
        return line(
                at,
                "'cmd':'task','id':%d,'customer':'c-%s','class':'%s','bid':3000000,'work':%d,'min':%d,'max':%d,"
                        + "'bundle':{'vcpu':1}",
                id,
                name,
                name,
                1_000 * HOUR,
                units,
                units);
    }

    private RunResult replay(final String log, final String... sets) throws IOException {
        final Path file = directory.resolve("log.jsonl");
        Files.writeString(file, log.replace('\'', '"'));
        final ReplayOptions options =
                new ReplayOptions(file, Map.of(), List.of(sets), 1, true, false);
        final ReplayInput input = ReplayInput.check(options);
        final RunResult played =
                new Replay(input, true, CoreFactory.ENGINE).run(null, sequence -> {});
        try (Playback playback = Playback.of(input, true, null, null)) {
            playback.runTo(2);
            try (Playback fork = playback.fork(input.settings(), List.of(), null)) {
                playback.runToEnd(sequence -> {});
                fork.runToEnd(sequence -> {});
                for (final RunResult same : List.of(playback.result(), fork.result())) {
                    assertEquals(played.capacity(), same.capacity());
                    assertEquals(played.waste(), same.waste());
                }
            }
        }
        return played;
    }

    @Test
    void shouldSayWhatTheSameCapacityWouldHaveCostOtherwise() throws IOException {
        // Two units in pool 2 at 6,000 beside one at 8,000 that goes down to 2,000 after an hour.
        final CapacityCosts capacity =
                replay(
                                POOLS
                                        + line(0, "'cmd':'instance','id':7,'pool':1")
                                        + line(0, "'cmd':'instance','id':8,'pool':2")
                                        + line(HOUR, "'cmd':'poolCost','pool':1,'cost':2000")
                                        + line(2 * HOUR, "'cmd':'tick'"))
                        .capacity();

        assertEquals(8_000 + 6_000 + 2_000 + 6_000, capacity.paid());
        assertEquals(0, capacity.activations());
        assertEquals(2 * 8_000 + 2 * 6_000, capacity.onDemand());
        assertEquals(3 * 8_000 + 3 * 3_000, capacity.dearest());
        assertEquals(3 * 3_000 + 3 * 2_000, capacity.cheapest());
        assertEquals(capacity.cheapest(), capacity.offline());
        assertEquals(3, capacity.offlineMoves());
    }

    @Test
    void shouldCountWhatSwitchingCostsInTheOfflinePlan() throws IOException {
        // Moving one unit into pool 1 costs 500 and a quarter of an hour at 2,000: as much as it
        // saves in an hour.
        final String pools =
                pool(1, "p", 8_000, 1, 500, HOUR / 4) + pool(2, "q", 6_000, 2, 500, HOUR / 4);
        final String log =
                pools
                        + line(0, "'cmd':'instance','id':8,'pool':2")
                        + line(HOUR, "'cmd':'poolCost','pool':1,'cost':2000");

        final CapacityCosts same = replay(log + line(2 * HOUR, "'cmd':'tick'")).capacity();
        assertEquals(2 * 3_000 * 2, same.offline());
        assertEquals(0, same.offlineMoves());
        assertEquals(2 * 3_000 + 2 * 2_000, same.cheapest());

        final CapacityCosts longer = replay(log + line(4 * HOUR, "'cmd':'tick'")).capacity();
        assertEquals(2 * 3_000 + 3 * 2 * 2_000 + 2 * 1_000, longer.offline());
        assertEquals(2, longer.offlineMoves());
        assertTrue(longer.cheapest() < longer.offline() && longer.offline() < longer.paid());
    }

    @Test
    void shouldCountAnActivationInWhatWasPaidAndInThePlan() throws IOException {
        final CapacityCosts capacity =
                replay(
                                pool(1, "p", 8_000, 1, 500, HOUR / 4)
                                        + line(
                                                0,
                                                "'cmd':'fleet','id':1,'customer':'f','bid':9000,'target':1")
                                        + line(
                                                HOUR / 4,
                                                "'cmd':'instance','id':4294967296,'pool':1")
                                        + line(HOUR, "'cmd':'tick'"))
                        .capacity();

        assertEquals(6_000, capacity.paid());
        assertEquals(2_500, capacity.activations());
        assertEquals(capacity.total(), capacity.offline());
        assertEquals(0, capacity.offlineMoves());
    }

    @Test
    void shouldReckonWasteByThe95thPercentileOfEachStay() throws IOException {
        // A vCPU costs 1,000. Task 1 holds 4 for two hours and uses 30 % but once, task 2 holds 2
        // for one hour,
        // unwatched, task 3 holds 2 and its VRUs report a mean of 55 %.
        final StringBuilder log = new StringBuilder(pool(1, "p", 8_000, 1, 0, 0));
        log.append(line(0, "'cmd':'instance','id':7,'pool':1"));
        log.append(task(0, 1, "batch", 4)).append(task(0, 2, "web", 2));
        log.append(task(0, 3, "db", 2));
        for (int i = 0; i < 20; i++) {
            final int ppm = i == 7 ? 900_000 : 300_000;
            log.append(usage(1_000 + i, ppm));
            log.append(telemetry(1_000 + i, 6, 100_000)).append(telemetry(1_000 + i, 7, 1_000_000));
        }
        log.append(line(HOUR, "'cmd':'complete','task':2,'status':'DONE'"));
        log.append(line(2 * HOUR, "'cmd':'tick'"));

        final Waste waste = replay(log.toString(), "findingWindowNs=" + HOUR).waste();

        assertEquals(new Waste.Line(0, "", 14_000, 12_000, 5_600 + 1_800), waste.all());
        assertEquals(
                List.of(
                        new Waste.Line(0, "batch", 8_000, 8_000, 5_600),
                        new Waste.Line(0, "db", 4_000, 4_000, 1_800)),
                waste.classes());
        assertEquals("c-batch", waste.customers().get(0).name());
        assertEquals(List.of(new Waste.Line(1, "p", 14_000, 12_000, 7_400)), waste.pools());
        assertEquals(List.of(new Waste.Line(7, "", 14_000, 12_000, 7_400)), waste.instances());
    }

    @Test
    void shouldCountWhatDrainsAsHeldToTheEndOfItsGrace() throws IOException {
        // Task 2 takes all 8 vCPUs from task 1 after an hour. With grace they are task 1's for half
        // an hour more, at the reserve of 1,000, since who drains is no loser; then it bids 3,000.
        // The reports of its VRUs from then on are of whoever works with them.
        final String log =
                pool(1, "p", 8_000, 1, 0, 0)
                        + line(0, "'cmd':'instance','id':7,'pool':1")
                        + task(0, 1, "batch", 8)
                        + usage(HOUR / 2, 500_000)
                        + task(HOUR, 2, "web", 8).replace("3000000", "9000000")
                        + telemetry(HOUR + 1, 3, 1_000_000).repeat(8)
                        + line(2 * HOUR, "'cmd':'tick'");

        final Waste atOnce = replay(log).waste();
        assertEquals(
                List.of(
                        new Waste.Line(0, "batch", 8_000, 8_000, 4_000),
                        new Waste.Line(0, "web", 24_000, 24_000, 0)),
                atOnce.classes());

        final Waste later = replay(log, "graceNs=" + HOUR / 2).waste();
        assertEquals(List.of(new Waste.Line(0, "batch", 12_000, 12_000, 6_000)), later.classes());
        assertEquals(new Waste.Line(0, "", 24_000, 12_000, 6_000), later.all());
    }

    private static String usage(final long at, final int ppm) {
        return line(
                at,
                "'cmd':'usage','task':1,'vcpu':%d,'memory':0,'accelerator':0,'ioBytesPerSecond':0",
                ppm);
    }

    private static String telemetry(final long at, final int vru, final int ppm) {
        return line(
                at,
                "'cmd':'telemetry','instance':7,'kind':'vcpu','vru':%d,'utilisation':%d,'ioBytesPerSecond':0",
                vru,
                ppm);
    }
}
