package io.swarmbid.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrintableTest {
    @Test
    void shouldLeaveWhatCanBeShown() {
        final String text = "Zürich, 日本, \uD83D\uDE00, tab-free \\";
        assertSame(text, Printable.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, \\u0000",
        "7, \\u0007",
        "9, \\u0009",
        "10, \\u000a",
        "13, \\u000d",
        "27, \\u001b",
        "127, \\u007f",
        "155, \\u009b",
        "8238, \\u202e",
        "8232, \\u2028",
        "55357, \\ud83d"
    })
    void shouldWriteAsJsonWouldWhatCouldDriveATerminal(final int character, final String shown) {
        assertEquals("a" + shown + "b", Printable.of("a" + (char) character + "b"));
    }

    @Test
    void shouldLeaveTheEndsOfLinesWhereThereAreSeveral() {
        assertEquals("a\nb\\u001b[2J", Printable.lines("a\nb\u001b[2J"));
    }

    @Test
    void shouldKeepEachFaultOnItsLine() {
        assertEquals(
                "a\\u000ab\nc",
                new InvalidInputException(java.util.List.of("a\nb", "c")).getMessage());
    }
}
