package io.swarmbid.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir Path directory;

    @Test
    void theSpreadTellsMedianLeastAndMost() {
        assertEquals(new Spread(5, 1, 9, 3), Spread.of(List.of(9.0, 1.0, 5.0)));
        assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
    }

    @Test
    void ratiosAreTakenWithinAFork() {
        final Results results = new Results("a", Map.of());
        for (final double slow : new double[] {1, 10, 100}) {
            results.add("row", "ours", "ns", slow);
            results.add("row", "theirs", "ns", 4 * slow);
        }
        assertEquals(0.25, results.ratio("row", "ours", "theirs", "ns"));
    }

    @Test
    void failuresAreWrittenWithWhatTheySaid() throws IOException {
        final Results results = new Results("a", Map.of("seed", "1"));
        results.add("row", "ours", "ns", 2.5);
        results.failed("row", "theirs", "it said \"no\"");
        results.write(directory);
        final String json = Files.readString(directory.resolve("a.json"));
        assertTrue(json.contains("\"ns\": [2.50000]"), json);
        assertTrue(json.contains("\"row, theirs\": \"it said \\\"no\\\"\""), json);
    }

    @Test
    void anOptionThatThereIsNotIsRefused() {
        final Options options = Options.of("seed=1").with(new String[] {"seed=2"});
        assertEquals(2, options.getInt("seed"));
        assertThrows(IllegalArgumentException.class, () -> options.with(new String[] {"sead=2"}));
    }

    @Test
    void aPlotHasACurveForEachHistogram() throws Exception {
        final Map<String, Histogram> curves = new LinkedHashMap<>();
        for (final String name : List.of("ours", "theirs")) {
            final Histogram histogram = new Histogram(1_000_000, 3);
            for (int i = 1; i < 1_000; i++) {
                histogram.recordValue(i * 100);
            }
            curves.put(name, histogram);
        }
        final Path file = directory.resolve("plot.svg");
        PercentilePlot.write(file, "Title", curves);
        final var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertEquals(2, document.getElementsByTagName("polyline").getLength());
    }
}
