package io.swarmbid.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.memory.XxHash64;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SymbolTableTest {
    private final SymbolTable symbols = new SymbolTable();

    @Test
    void shouldKnowTheEmptyStringAsZero() {
        assertEquals(0, symbols.intern(""));
    }

    @Test
    void shouldGiveOneStringOneId() {
        final int id = symbols.intern("acme");
        symbols.intern("beta");
        assertEquals(id, symbols.intern("acme"));
    }

    @Test
    void shouldNumberStringsWithoutGaps() {
        symbols.intern("acme");
        assertEquals(2, symbols.intern("beta"));
    }

    @Test
    void shouldGiveTheStringBack() {
        assertEquals("acmé", symbols.text(symbols.intern("acmé")));
    }

    @Test
    void shouldHashTheBytesOfAString() {
        final byte[] bytes = "acmé".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                XxHash64.hash(bytes, 0, bytes.length, 0), symbols.hash(symbols.intern("acmé")));
    }

    @Test
    void shouldTakeTheLongestString() {
        assertEquals(1, symbols.intern("x".repeat(256)));
    }

    @Test
    void shouldRefuseALongerString() {
        assertEquals(SymbolTable.NONE, symbols.intern("x".repeat(257)));
    }

    /** UTF-8 has no bytes for it: two of them would become one string in a journal. */
    @Test
    void shouldRefuseHalfOfASurrogatePair() {
        assertEquals(SymbolTable.NONE, symbols.intern("rocket\uD83D"));
        assertEquals(SymbolTable.NONE, symbols.intern("\uDE80 rocket"));
        assertEquals(1, symbols.intern("rocket \uD83D\uDE80"));
    }

    @Test
    void shouldCountBytesAndNotCharacters() {
        assertEquals(SymbolTable.NONE, symbols.intern("é".repeat(129)));
    }
}
