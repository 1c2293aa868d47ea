package io.swarmbid.host.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainDisplayTest {
    private static final long MILLISECOND = 1_000_000;

    @Test
    void shouldPutLinesThatAreToldLateInTheOrderOfTheirTime() {
        final StringWriter out = new StringWriter();
        final PlainDisplay display = new PlainDisplay(new PrintWriter(out));
        display.tell(3 * MILLISECOND, "third");
        display.tell(1 * MILLISECOND, "first");
        display.tell(2 * MILLISECOND, "second");
        display.tell(2 * MILLISECOND, "after it");
        display.start();
        display.close();
        assertEquals(
                List.of(
                        "  0.001 s  first",
                        "  0.002 s  second",
                        "  0.002 s  after it",
                        "  0.003 s  third"),
                out.toString().lines().toList());
    }
}
