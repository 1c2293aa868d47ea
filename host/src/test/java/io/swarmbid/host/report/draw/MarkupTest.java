package io.swarmbid.host.report.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void shouldEscapeTextsAndAttributes() {
        final String html = new Markup().leaf("p", "a < b & c", "title", "\"><x a='1'>").build();

        assertEquals("<p title=\"&quot;&gt;&lt;x a=&#39;1&#39;&gt;\">a &lt; b &amp; c</p>", html);
    }

    @Test
    void shouldReplaceWhatNoPageMayHoldAndWhatReordersText() {
        assertEquals("a\uFFFDb\uFFFDc\uFFFDd", Markup.escape("a\u0000b\u202Ec\uD800d"));
        assertEquals("😀", Markup.escape("😀"));
    }

    @Test
    void shouldWriteJsonThatCannotEndItsScript() {
        assertEquals(
                "\"\\u003c/script\\u003e \\u0022 \\u005c \\u0026 \\u00fc\"",
                Markup.json("</script> \" \\ & ü"));
    }

    @Test
    void shouldRefuseToBuildWhatIsNotClosed() {
        assertThrows(IllegalStateException.class, () -> new Markup().open("p").build());
    }
}
