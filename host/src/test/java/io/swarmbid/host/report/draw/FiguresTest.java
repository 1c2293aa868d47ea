package io.swarmbid.host.report.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void shouldShowMoneyInCurrencyUnitsWithFourDigits() {
        assertEquals("0.00000001", Figures.money(10));
        assertEquals("0.001235", Figures.money(1_234_567));
        assertEquals("1", Figures.money(1_000_000_000));
        assertEquals("12.35", Figures.money(12_345_678_901L));
        assertEquals("−1,235", Figures.money(-1_234_567_890_123L));
        assertEquals("0", Figures.money(0));
    }

    @Test
    void shouldShowExactMoneyWithTheDecimalsThatAllNeed() {
        final int decimals = Figures.exactDecimals(1_500_000_000L, 250_000_000L, 7_000);

        assertEquals(6, decimals);
        assertEquals("1.500000", Figures.exactMoney(1_500_000_000L, decimals));
        assertEquals("0.000007", Figures.exactMoney(7_000, decimals));
        assertEquals(
                "1,234,567.00",
                Figures.exactMoney(1_234_567_000_000_000L, Figures.exactDecimals(0)));
    }

    @Test
    void shouldShowTimesInTheUnitThatSuitsThem() {
        assertEquals("750 ns", Figures.duration(750));
        assertEquals("18.4 µs", Figures.duration(18_400));
        assertEquals("2.5 ms", Figures.duration(2.5e6));
        assertEquals("90 s", Figures.duration(90e9));
        assertEquals("20 min", Figures.duration(1200e9));
        assertEquals("5 h", Figures.duration(18_000e9));
        assertEquals("90 d", Figures.duration(90 * 86_400e9));
        assertEquals("0 s", Figures.duration(0));
    }

    @Test
    void shouldCutTextBetweenCharactersOnly() {
        assertEquals("ab…", Figures.cut("abcd", 3));
        assertEquals("😀😀…", Figures.cut("😀😀😀😀", 3));
        assertEquals("abc", Figures.cut("abc", 3));
    }
}
