package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In steps of a clock of the test's own. */
final class WatchdogTest {
    private static final long PATIENCE_NS = 100;
    private static final long STEP_NS = 25;

    private final List<String> told = new ArrayList<>();
    private final WatchdogHandler handler =
            new WatchdogHandler() {
                @Override
                public void onAlarm(final Alarm alarm) {
                    told.add(words(alarm));
                }

                @Override
                public void onAllClear(final Alarm alarm) {
                    told.add("clear: " + words(alarm));
                }
            };
    private long nowNs = 1_000_000;
    private long waiting;
    private long done;
    private final Watchdog watchdog = new Watchdog(handler, PATIENCE_NS, () -> nowNs);

    WatchdogTest() {
        watchdog.add(new Watched("engine", () -> waiting, () -> done, 10));
    }

    private static String words(final Alarm alarm) {
        return "%s %s, %d wait, %d done, for %d"
                .formatted(
                        alarm.subject(),
                        alarm.finding(),
                        alarm.waiting(),
                        alarm.done(),
                        alarm.lastedNs());
    }

    private void look(final int times) {
        for (int i = 0; i < times; i++) {
            nowNs += STEP_NS;
            watchdog.look();
        }
    }

    @Test
    void shouldSayNothingWhileNothingWaits() {
        look(1_000);
        assertEquals(List.of(), told);
    }

    @Test
    void shouldSayNothingWhileTheWorkGoesOn() {
        waiting = 10;
        for (int i = 0; i < 1_000; i++) {
            done++;
            look(1);
        }
        assertEquals(List.of(), told);
    }

    @Test
    void shouldSayNothingOfAStandstillWithinItsPatience() {
        waiting = 1;
        look(4);
        done++;
        look(4);
        waiting = 0;
        look(100);
        assertEquals(List.of(), told);
    }

    @Test
    void shouldTellOnceOfWorkThatIsNotDoneAndWhenItIsOver() {
        look(1);
        waiting = 3;
        look(100);
        assertEquals(List.of("engine STALLED, 3 wait, 0 done, for 100"), told);
        done = 3;
        waiting = 0;
        look(100);
        assertEquals("clear: engine STALLED, 0 wait, 3 done, for 2525", told.get(1));
        assertEquals(2, told.size());
    }

    @Test
    void shouldTellAgainOfTheNextStandstill() {
        look(1);
        waiting = 1;
        look(10);
        done++;
        look(1);
        look(10);
        assertEquals(3, told.size());
        assertTrue(told.get(2).startsWith("engine STALLED"), told.get(2));
    }

    @Test
    void shouldTellOfTooMuchThatWaitsThoughWorkGoesOn() {
        look(1);
        waiting = 11;
        for (int i = 0; i < 20; i++) {
            done++;
            look(1);
        }
        assertEquals(List.of("engine BEHIND, 11 wait, 4 done, for 100"), told);
        waiting = 10;
        done++;
        look(1);
        assertEquals("clear: engine BEHIND, 10 wait, 21 done, for 525", told.get(1));
    }

    @Test
    void shouldNotBlameAnybodyForAPauseOfTheWholeProcess() {
        look(1);
        waiting = 11;
        look(1);
        nowNs += 1_000_000_000;
        watchdog.look();
        assertEquals(List.of(), told);
        look(3);
        assertEquals(List.of(), told);
        look(1);
        assertEquals(2, told.size());
    }

    @Test
    void shouldRefuseFiguresThatMakeNoSense() {
        final WatchdogConfig config = new WatchdogConfig(handler);
        assertThrows(IllegalArgumentException.class, () -> config.patienceNs(999_999));
        assertThrows(IllegalArgumentException.class, () -> config.decisionBound(-1));
    }
}
