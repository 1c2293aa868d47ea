package io.swarmbid.host.run;

import static io.swarmbid.host.run.War.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTableTest {
    private final War war = new War();

    @AfterEach
    void close() {
        war.close();
    }

    private List<String> render(final int columns, final int rows) {
        war.until(6 * SECOND);
        war.task("render").used(900_000);
        return new LiveTable(columns, rows, true)
                .render(war.view(), war.story).stream().map(LiveTableTest::plain).toList();
    }

    private static String plain(final String line) {
        return line.replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private static void assertShows(final List<String> lines, final String line) {
        assertTrue(
                lines.stream().anyMatch(shown -> spaced(shown).equals(spaced(line))),
                () -> String.join("\n", lines));
    }

    private static String spaced(final String line) {
        return line.replaceAll(" +", " ");
    }

    @ParameterizedTest
    @CsvSource({"60, 24", "80, 24", "120, 40", "20, 8", "1, 1", "300, 100"})
    void shouldNeverBeLargerThanTheTerminal(final int columns, final int rows) {
        final List<String> lines = render(columns, rows);
        assertTrue(lines.size() <= rows);
        lines.forEach(line -> assertTrue(line.length() < Math.max(2, columns), line));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void shouldShowWhoHoldsTheMachine(final int columns) {
        assertTrue(
                render(columns, 24)
                        .get(3)
                        .startsWith("machine [hhhhhhhhhhhhrrrrrrrrrrrrrrrrrrrr]"));
    }

    @Test
    void shouldLeaveTheBarsOutAtSixtyColumns() {
        assertShows(render(60, 24), "r render    60.0    5/5    0.90 of 1.00  running");
    }

    @Test
    void shouldShowBarsAndStatesAtEightyColumns() {
        final List<String> lines = render(80, 24);
        assertShows(lines, "h hash      30.0    3/8  ░░░         0.00 of 0.60  running");
        assertShows(lines, "r render    60.0    5/5  █████       0.90 of 1.00  running");
        assertShows(lines, "t train     24.0    0/4 waits: 39.4 would win");
        assertShows(lines, "d dream      5.0    0/2 turned away: below cost 9.0");
    }

    @Test
    void shouldShowWhatIsPaidAtHundredAndTwentyColumns() {
        assertShows(
                render(120, 40),
                "r render    60.0    5/5  █████████░         0.90 of 1.00   0.1250  running");
    }

    @Test
    void shouldTellTheLatestLinesUnderTheTable() {
        assertTrue(
                render(80, 24)
                        .get(render(80, 24).size() - 1)
                        .startsWith("  5.000 s  train waits: outbid by hash;"));
    }

    @Test
    void shouldCountTheTasksThatHaveNoRoom() {
        final List<String> lines = render(80, 15);
        assertShows(lines, "  and 4 more tasks");
        assertFalse(lines.stream().anyMatch(line -> line.startsWith("d dream")));
    }

    @Test
    void shouldDrawWithAsciiWhereTheLocaleAsksForIt() {
        war.until(4 * SECOND);
        new LiveTable(80, 24, false)
                .render(war.view(), List.of())
                .forEach(line -> assertEquals(-1, firstBeyondAscii(line), line));
    }

    private static int firstBeyondAscii(final String line) {
        return line.chars().filter(c -> c > 126).findFirst().orElse(-1);
    }
}
