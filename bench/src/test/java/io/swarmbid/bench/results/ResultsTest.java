package io.swarmbid.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ResultsTest {
    @TempDir Path directory;

    @Test
    void theSpreadTellsMedianLeastAndMost() {
        assertEquals(new Spread(5, 1, 9, 3), Spread.of(List.of(9.0, 1.0, 5.0)));
        assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
    }

    @Test
    void aShareNextToOneIsNotRoundedUpToIt() {
        assertEquals("0.999999", Spread.number(0.999_999_9));
        assertEquals("0.999", Spread.number(0.999));
        assertEquals("1.00", Spread.number(1));
    }

    @Test
    void ratiosAreTakenWithinAFork() {
        final Results results = new Results("a", "about", Map.of());
        for (final double slow : new double[] {1, 10, 100}) {
            results.add("row", "ours", "ns", slow);
            results.add("row", "theirs", "ns", 4 * slow);
        }
        assertEquals(0.25, results.ratio("row", "ours", "theirs", "ns"));
    }

    @Test
    void failuresAreWrittenWithWhatTheySaid() throws IOException {
        final Results results = new Results("a", "about", Map.of("seed", "1"));
        results.add("row", "ours", "ns", 2.5);
        results.failed("row", "theirs", "it said \"no\"");
        results.write(directory);
        final String json = Files.readString(directory.resolve("a.json"));
        assertTrue(json.contains("\"ns\" : [ 2.5 ]"), json);
        assertTrue(json.contains("\"row, theirs\" : \"it said \\\"no\\\"\""), json);
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
        for (final String name : List.of("ours", "theirs <b>")) {
            final Histogram histogram = new Histogram(1_000_000, 3);
            for (int i = 1; i < 1_000; i++) {
                histogram.recordValue(i * 100);
            }
            curves.put(name, histogram);
        }
        final Document document = parse(PercentilePlot.of("Title", curves));
        assertEquals(2, document.getElementsByTagName("polyline").getLength());
        assertTrue(document.getDocumentElement().getTextContent().contains("theirs <b>"));
    }

    @Test
    void whatGrowsLikeThePowerOfASizeIsAStraightLine() throws Exception {
        final List<double[]> points = new ArrayList<>();
        for (double size = 10; size <= 100_000; size *= 10) {
            points.add(new double[] {size, size * size / 50});
        }
        final Document document = parse(GrowthPlot.ofTimes("Title", Map.of("squared", points)));
        final String[] drawn =
                ((Element) document.getElementsByTagName("polyline").item(0))
                        .getAttribute("points")
                        .trim()
                        .split("[ ,]");
        assertEquals(2 * points.size(), drawn.length);
        for (int i = 4; i < drawn.length; i++) {
            final double step = Double.parseDouble(drawn[i]) - Double.parseDouble(drawn[i - 2]);
            final double former =
                    Double.parseDouble(drawn[i - 2]) - Double.parseDouble(drawn[i - 4]);
            assertEquals(former, step, 0.15);
        }
        assertEquals(points.size(), document.getElementsByTagName("circle").getLength());
    }

    @Test
    void aSpreadPlotHasADotAtEachMedianAndSaysIt() throws Exception {
        final Map<String, Spread> spreads = new LinkedHashMap<>();
        spreads.put("ours", new Spread(20, 10, 40, 3));
        spreads.put("theirs", new Spread(200, 200, 200, 1));
        final Document document = parse(SpreadPlot.ofNumbers("Title", spreads, " M/s"));
        assertEquals(2, document.getElementsByTagName("circle").getLength());
        final String text = document.getDocumentElement().getTextContent();
        for (final String each : List.of("ours", "theirs", "20.0 M/s", "200 M/s")) {
            assertTrue(text.contains(each), each);
        }
    }

    private static Document parse(final String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void thePageShowsAllResultsThatLieThere() throws IOException {
        final Results first =
                new Results("first", "what <it> is", Map.of("seed", "1", "out", "there"));
        for (final double each : new double[] {3, 1, 2_000}) {
            first.add("row", "ours & theirs", "ns", each);
        }
        first.add("other row", "ours & theirs", "bytes", 0.25);
        first.failed("row", "peer", "it said no");
        first.plot("x", "<svg><title>drawn</title></svg>");
        first.write(directory);
        final Results second = new Results("second", "", Map.of(Results.ARGUMENTS, "-f 1"));
        second.add("row", "ours", "ns", 7);
        second.write(directory);
        Files.writeString(directory.resolve("foreign.json"), "[1, 2]");
        Files.writeString(directory.resolve("torn.json"), "{\"rows\": {");
        final Path page = ResultsPage.write(directory);
        final String html = Files.readString(page);
        for (final String each :
                List.of(
                        "what &lt;it&gt; is",
                        "ours &amp; theirs",
                        "3<small>1 \u2013 2,000; 3</small>",
                        "0.250",
                        "Left out: row, peer: it said no",
                        "<title>drawn</title>",
                        "./swarmbid bench first -- seed=1</code>",
                        "./swarmbid bench second -- -f 1</code>",
                        "foreign.json is left out: it is no object",
                        "torn.json is left out: ")) {
            assertTrue(html.contains(each), each + " in\n" + html);
        }
        assertTrue(html.indexOf("id=\"first\"") < html.indexOf("id=\"second\""));
    }

    /** What lies elsewhere is not drawn into the page, whatever a file names. */
    @Test
    void thePageTakesPlotsFromItsDirectoryAlone() throws IOException {
        final Path inner = Files.createDirectory(directory.resolve("inner"));
        Files.writeString(directory.resolve("secret.svg"), "secret");
        final Results results = new Results("a", "", Map.of());
        results.add("row", "ours", "ns", 7);
        results.write(inner);
        final Path json = inner.resolve("a.json");
        Files.writeString(
                json,
                Files.readString(json)
                        .replace("\"plots\" : [ ]", "\"plots\" : [ \"../secret.svg\" ]"));
        assertTrue(Files.readString(json).contains("secret.svg"));
        assertFalse(Files.readString(ResultsPage.write(inner)).contains("secret"));
    }

    @Test
    void aNumberAloneIsTheOptionThatTakesIt() {
        final Options options =
                Options.of("rounds=41", "out=x").withNumber("rounds", new String[] {"7", "out=y"});
        assertEquals(7, options.getInt("rounds"));
        assertEquals("y", options.get("out"));
    }
}
