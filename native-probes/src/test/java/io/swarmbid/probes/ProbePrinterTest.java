package io.swarmbid.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.probes.jni.LibraryConfig;
import io.swarmbid.probes.jni.ReaderChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProbePrinterTest {
    @ParameterizedTest
    @EnumSource(
            value = ReaderChoice.class,
            names = {"AUTO", "JAVA"})
    void shouldShowEverySourceAndWhoReadIt(final ReaderChoice choice) {
        final long pid = ProcessHandle.current().pid();
        try (ProbeSet probes = ProbePrinter.everything(new LibraryConfig().reader(choice), pid)) {
            probes.sample();
            final String table = ProbePrinter.table(probes);
            assertTrue(table.startsWith(probes.readerName() + " reader: "), table);
            for (final String source :
                    new String[] {
                        "host-cpu", "cpu", "host-memory", "pressure", "process", "perf"
                    }) {
                assertTrue(table.contains("\n" + source + " "), source);
            }
            final String json = ProbePrinter.json(probes);
            assertFalse(json.contains("\n"));
            assertTrue(json.contains("\"subject\":\"" + pid + "\""));
            assertEquals(
                    json.chars().filter(c -> c == '{').count(),
                    json.chars().filter(c -> c == '}').count());
        }
    }

    @Test
    void shouldShowAProcessThatIsNotThereAsGone() {
        final int unused = Integer.MAX_VALUE;
        try (ProbeSet probes = ProbePrinter.everything(new LibraryConfig(), unused)) {
            probes.sample();
            assertTrue(ProbePrinter.table(probes).contains("GONE"));
            assertTrue(ProbePrinter.json(probes).contains("\"state\":\"GONE\""));
        }
    }
}
