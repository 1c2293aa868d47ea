package io.swarmbid.host.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.sbe.RejectReason;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportWriterTest {
    private static final long SECOND = SmallRun.SECOND;
    private static final String HOSTILE =
            "</script><script>alert(1)</script>]]>\\\"'<img src=x onerror=alert(2)>&amp;";
    private static final long SEED = 7;

    @TempDir Path dir;

    private String report() throws IOException {
        final Path report = ReportWriter.write(dir);
        assertEquals(dir.resolve("report.html"), report);
        return Files.readString(report);
    }

    private static Document parse(final String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
    }

    private static List<Element> elements(
            final Document page, final String tag, final String style) {
        final NodeList all = page.getElementsByTagName(tag);
        final List<Element> found = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            final Element element = (Element) all.item(i);
            if ((" " + element.getAttribute("class") + " ").contains(" " + style + " ")) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<String> cells(final Element row) {
        final List<String> texts = new ArrayList<>();
        final NodeList cells = row.getElementsByTagName("td");
        for (int i = 0; i < cells.getLength(); i++) {
            texts.add(cells.item(i).getTextContent());
        }
        return texts;
    }

    private static List<String> taskRow(final Document page, final String task) {
        final Element table = elements(page, "table", "tasks").get(0);
        final NodeList rows = table.getElementsByTagName("tr");
        for (int i = 0; i < rows.getLength(); i++) {
            final List<String> cells = cells((Element) rows.item(i));
            if (!cells.isEmpty() && cells.get(0).equals(task)) {
                return cells;
            }
        }
        throw new AssertionError("no row of task " + task);
    }

    @ParameterizedTest
    @EnumSource(
            value = RejectReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NULL_VAL"})
    void shouldHaveRoomForEveryOutcomeOfALane(final RejectReason reason) throws Exception {
        SmallRun.write(dir);
        final Path decisions = dir.resolve("decisions.jsonl");
        Files.writeString(
                decisions, Files.readString(decisions).replace("NOT_PROFITABLE", reason.name()));
        final String outcome = "✗ rejected " + reason;
        final Element text =
                elements(parse(report()), "text", "who").stream()
                        .filter(each -> each.getTextContent().equals(outcome))
                        .findFirst()
                        .orElseThrow();
        // Capitals of 12.5 pixels are 7.6 wide on average, with the usual fonts.
        final double end = Double.parseDouble(text.getAttribute("x")) + 7.6 * outcome.length();
        assertTrue(end <= Section.WIDE, () -> outcome + " ends at " + end);
    }

    @Test
    void shouldBeWellFormed() throws Exception {
        SmallRun.write(dir);

        final Document page = parse(report());

        assertEquals("html", page.getDocumentElement().getTagName());
        assertEquals(9, page.getElementsByTagName("section").getLength());
    }

    @Test
    void shouldOpenWithoutANetwork() throws Exception {
        SmallRun.write(dir);

        final String html = report();

        assertFalse(html.contains("http:") || html.contains("https:"), "an address");
        assertFalse(
                html.contains("src=") || html.contains("@import") || html.contains("<link"),
                "another file");
        assertTrue(html.contains("default-src &#39;none&#39;"));
    }

    @Test
    void shouldWriteTheSamePageForTheSameFiles() throws Exception {
        LargeRun.write(dir, SEED, 400, 2);

        assertEquals(report(), report());
    }

    @Test
    void shouldShowAStatementWhoseFiguresAddUp() throws Exception {
        SmallRun.write(dir);

        final List<Element> sides = elements(parse(report()), "table", "side");

        assertEquals(2, sides.size());
        final List<BigDecimal> sums = new ArrayList<>();
        for (final Element side : sides) {
            final NodeList rows = side.getElementsByTagName("tr");
            final BigDecimal first = new BigDecimal(cells((Element) rows.item(0)).get(0));
            final BigDecimal second = new BigDecimal(cells((Element) rows.item(1)).get(0));
            sums.add(new BigDecimal(cells((Element) rows.item(2)).get(0)));
            assertEquals(sums.get(sums.size() - 1), first.add(second));
        }
        assertEquals(sums.get(0), sums.get(1));
        assertEquals(new BigDecimal("0.004881765"), sums.get(0));
    }

    @Test
    void shouldShowTheBooksStatementsOfTheCustomers() throws Exception {
        SmallRun.write(dir);
        final Path summary = dir.resolve("summary.json");
        final String customers =
                "\"customers\":[{\"customer\":\"<b>acme\",\"charged\":5000000,\"paidForMoves\":1000000,"
                        + "\"receivedForMoves\":2000000,\"cost\":3000000,\"subsidy\":0}],"
                        + "\"otherCustomers\":{\"customer\":\"2 others\",\"charged\":1000000},\"moves\":1";
        Files.writeString(summary, Files.readString(summary).replace("\"moves\":1", customers));

        final String page = report();

        assertTrue(page.contains("Statements, from the books"));
        assertTrue(page.contains("&lt;b&gt;acme"));
        final String text = parse(page).getElementsByTagName("main").item(0).getTextContent();
        assertTrue(text.contains("acme0.0050.0010.0020.0030.003–"), text);
        assertTrue(text.contains("all0.0060.0010.0020.0040.003–"), text);
    }

    @Test
    void shouldDrawTheMeanOverTheExtremesOfAPriceSoThatEachShows() throws Exception {
        SmallRun.write(dir);
        final Path commands = dir.resolve("commands.jsonl");
        Files.writeString(
                commands,
                Files.readString(commands)
                        + "{\"at\":19000000000,\"cmd\":\"instance\",\"id\":8,\"pool\":1}\n");
        final Path decisions = dir.resolve("decisions.jsonl");
        Files.writeString(
                decisions,
                Files.readString(decisions)
                        + ("{'seq':99,'at':19000000000,'cause':11,'decision':'ready','instance':8,'pool':1,"
                                        + "'reason':'REGISTERED','normalisedCost':800000000}\n")
                                .replace('\'', '"'));
        final List<String> labels =
                elements(parse(report()), "path", "line").stream()
                        .map(line -> line.getAttribute("data-label"))
                        .filter(label -> label.endsWith(" price"))
                        .toList();
        assertEquals(List.of("highest price", "lowest price", "mean price"), labels);
    }

    private void summarise(final String fields) throws IOException {
        final Path summary = dir.resolve("summary.json");
        Files.writeString(
                summary,
                Files.readString(summary)
                        .replace("\"moves\":1", fields.replace('\'', '"') + ",\"moves\":1"));
    }

    private String text() throws Exception {
        return parse(report()).getElementsByTagName("main").item(0).getTextContent();
    }

    @Test
    void shouldSayWhatTheCapacityWouldHaveCostOtherwise() throws Exception {
        SmallRun.write(dir);
        summarise(
                "'capacity':{'paid':4000000000,'activations':1000000000,'onDemand':8000000000,"
                        + "'dearest':7000000000,'cheapest':2000000000,'offline':4000000000,'offlineMoves':3}");

        final String text = text();

        assertTrue(text.contains("as it was: paid, with those delays5––"), text);
        assertTrue(text.contains("(on demand)9444.4 %"), text);
        assertTrue(text.contains("makes 3 moves of a capacity unit4−1−25.0 %"), text);
        assertTrue(text.contains("(no one could pay less)2−3−150.0 %"), text);
    }

    @Test
    void shouldSayWhatWasWastedOfWhatWasWatched() throws Exception {
        SmallRun.write(dir);
        summarise(
                "'waste':{'held':10000000000,'watched':8000000000,'wasted':2000000000,"
                        + "'classes':[{'class':'<i>db','held':9000000000,'watched':8000000000,'wasted':2000000000}],"
                        + "'instances':[{'instance':4294967297,'watched':8000000000,'wasted':2000000000}]}");

        final String text = text();

        assertTrue(text.contains("2, 25.0 % of the 8 that was watched"), text);
        assertTrue(text.contains("All that was held is 10 at its price"), text);
        assertTrue(text.contains("<i>db8225.0 %"), text);
        assertTrue(text.contains("e18225.0 %"), text);
    }

    @Test
    void shouldDrawLatencyByPowersOfTen() throws Exception {
        SmallRun.write(dir);
        summarise(
                "'latencies':[{'until':5000000000,'count':2,'p50':2000,'p99':40000,'max':900000},"
                        + "{'until':9000000000,'count':0,'p50':0,'p99':0,'max':0},"
                        + "{'until':12000000000,'count':1,'p50':10000,'p99':10000,'max':10000}]");

        final Document page = parse(report());

        Element plot = null;
        final NodeList drawings = page.getElementsByTagName("svg");
        for (int i = 0; i < drawings.getLength(); i++) {
            final Element drawing = (Element) drawings.item(i);
            plot = drawing.getAttribute("aria-label").contains("latency") ? drawing : plot;
        }
        assertTrue(plot.getAttribute("aria-label").contains("longest at most 900"));
        assertEquals("1.0", plot.getAttribute("data-bottom"));
        final List<String> marks = new ArrayList<>();
        final NodeList texts = plot.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            marks.add(texts.item(i).getTextContent());
        }
        assertTrue(marks.containsAll(List.of("1", "10", "100", "1,000")), marks.toString());
    }

    @Test
    void shouldListFindingsWithTheirWaste() throws Exception {
        SmallRun.write(dir);

        final String text = parse(report()).getElementsByTagName("main").item(0).getTextContent();

        assertTrue(text.contains("Findings, by waste"), text);
        assertTrue(text.contains("100acmeOVERSIZED20.000001"), text);
    }

    @Test
    void shouldSayByHowMuchAStatementDoesNotAddUp() throws Exception {
        SmallRun.write(dir);
        final Path summary = dir.resolve("summary.json");
        Files.writeString(
                summary,
                Files.readString(summary).replace("\"margin\":437321", "\"margin\":437320"));

        final Document page = parse(report());

        final String check = elements(page, "p", "check").get(0).getTextContent();
        assertTrue(check.contains("differs from cost + margin by 0.000000001"), check);
    }

    @Test
    void shouldSayWhatEachTaskGotAndWhyItWaited() throws Exception {
        SmallRun.write(dir);

        final Document page = parse(report());

        final List<String> winner = taskRow(page, "101");
        assertTrue(
                winner.containsAll(
                        List.of(
                                "beta",
                                "train",
                                "0.005",
                                "done",
                                "4 of 4",
                                "7",
                                "4 s",
                                "0.001333")));
        final List<String> waiter = taskRow(page, "102");
        assertTrue(
                waiter.containsAll(
                        List.of("0.0015", "3 s", "7 s", "HELD, 1 vcpu short", "0.0014", "100")));
        assertTrue(taskRow(page, "103").contains("rejected NOT_PROFITABLE"));
        assertTrue(taskRow(page, "104").contains("NO_ROOM, 4 vcpu short"));
        assertTrue(taskRow(page, "100").contains("4 units at the end, OVERSIZED"));
    }

    @Test
    void shouldDrawOneLaneATaskWithTheReasonOnHover() throws Exception {
        SmallRun.write(dir);

        final Document page = parse(report());

        assertEquals(5, elements(page, "text", "who").size() / 2);
        final NodeList titles = page.getElementsByTagName("title");
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < titles.getLength(); i++) {
            texts.add(titles.item(i).getTextContent());
        }
        assertTrue(
                texts.contains(
                        "3.00 to 5.00 s: queued: OUTBID, 1 vcpu short, price to beat 0.002346, rival 100"),
                texts.toString());
    }

    @Test
    void shouldEscapeEveryNameOfASmallRun() throws Exception {
        hostileRun(3);

        final String html = report();

        assertHarmless(html);
        assertTrue(taskRow(parse(html), "1").get(1).startsWith("</script><script>alert(1)"));
    }

    @Test
    void shouldEscapeEveryNameOfALargeRun() throws Exception {
        hostileRun(400);

        assertHarmless(report());
    }

    private static void assertHarmless(final String html) throws Exception {
        assertFalse(html.contains("<script>alert"));
        assertFalse(html.contains("<img"));
        assertFalse(html.contains("\u202e") || html.contains("\u0000"));
        parse(html);
    }

    private void hostileRun(final int tasks) throws IOException {
        final String name = HOSTILE.replace('\'', '`') + "\u202e\\u0000";
        try (RunFiles files = new RunFiles(dir)) {
            files.command(
                    0,
                    "'cmd':'pool','id':1,'name':'%s','cost':100,'vrus':{'vcpu':4}".formatted(name));
            files.decision(
                    0, 1, "'decision':'ready','instance':7,'pool':1,'reason':'%s'".formatted(name));
            for (int i = 1; i <= tasks; i++) {
                SmallRun.task(files, i, i, name + i, name, 1_000_000, 10, 2, 1);
                files.decision(
                        i,
                        i + 1,
                        "'decision':'queue','task':%s,'reason':'%s','kind':'%s'"
                                .formatted(i, name, name));
            }
            files.decision(tasks, 2, SmallRun.grant(1, 2, 0, 1));
            files.finish(
                    "{'digest':'%s','settings':{'%s':'%s'},'actuator':'%s'}"
                            .formatted(name, name, name, name));
        }
    }

    @Test
    void shouldReportAnEmptyRun() throws Exception {
        try (RunFiles files = new RunFiles(dir)) {
            files.finish("{}");
        }

        final Document page = parse(report());

        assertEquals(4, page.getElementsByTagName("section").getLength());
        assertEquals(0, elements(page, "table", "tasks").size());
    }

    @Test
    void shouldLeaveOutWhatTheRunDidNotRecord() throws Exception {
        SmallRun.write(dir);
        Files.delete(dir.resolve("usage.csv"));
        final Path summary = dir.resolve("summary.json");
        Files.writeString(
                summary, Files.readString(summary).replaceAll(",\"latencyNs\":\\{[^}]*}", ""));

        final String html = report();

        assertFalse(html.contains("id=\"usage\""));
        assertFalse(html.contains("Decision latency"));
    }

    @Test
    void shouldTakeUsedCpuFromUsageCommandsWhereThereIsNoFile() throws Exception {
        try (RunFiles files = new RunFiles(dir)) {
            grantTwoUnits(files);
            files.command(2 * SECOND, "'cmd':'usage','task':1,'vcpu':750000");
            files.command(4 * SECOND, "'cmd':'tick'");
            files.finish("{}");
        }

        assertUsed("1.5");
    }

    @Test
    void shouldTakeUsedCpuFromTelemetryWhereThereIsNothingElse() throws Exception {
        try (RunFiles files = new RunFiles(dir)) {
            grantTwoUnits(files);
            telemetry(files, 0, 900_000);
            telemetry(files, 1, 600_000);
            telemetry(files, 3, 999_999);
            files.command(4 * SECOND, "'cmd':'tick'");
            files.finish("{}");
        }

        assertUsed("1.5");
    }

    private static void grantTwoUnits(final RunFiles files) throws IOException {
        files.command(0, "'cmd':'pool','id':1,'name':'p','cost':100,'vrus':{'vcpu':4}");
        files.decision(0, 1, "'decision':'ready','instance':7,'pool':1,'reason':'REGISTERED'");
        SmallRun.task(files, 0, 1, "acme", "render", 1_000_000, 10, 2, 1);
        files.decision(0, 2, SmallRun.grant(1, 2, 0, 1));
    }

    private static void telemetry(final RunFiles files, final int vru, final long ppm)
            throws IOException {
        files.command(
                2 * SECOND,
                "'cmd':'telemetry','instance':7,'kind':'vcpu','vru':%s,'utilisation':%s"
                        .formatted(vru, ppm));
    }

    private void assertUsed(final String used) throws Exception {
        final Document page = parse(report());
        final Element usage =
                page.getElementsByTagName("section").item(4) instanceof Element e ? e : null;
        assertEquals("usage", usage.getAttribute("id"));
        final NodeList rows = usage.getElementsByTagName("tr");
        final List<String> cells = cells((Element) rows.item(rows.getLength() - 1));
        assertEquals(List.of("1 acme / render", "2", used, "75.0 %"), cells.subList(0, 4));
    }

    @Test
    void shouldStaySmallForALargeRun() throws Exception {
        LargeRun.write(dir, SEED, 6_000, 30);

        final String html = report();

        assertTrue(html.length() < 1_500_000, "characters: " + html.length());
        for (final Element path : elements(parse(html), "path", "line")) {
            final long points = path.getAttribute("d").chars().filter(c -> c == 'v').count();
            assertTrue(points <= 2_000, "points: " + points);
        }
    }

    @Test
    void shouldNameFileAndLineOfWhatItCannotRead() throws Exception {
        SmallRun.write(dir);
        final Path decisions = dir.resolve("decisions.jsonl");
        Files.writeString(decisions, Files.readString(decisions) + "{\"seq\":99,\n");

        final IOException error = assertThrows(IOException.class, () -> ReportWriter.write(dir));

        assertTrue(error.getMessage().contains("decisions.jsonl:23"), error.getMessage());
    }
}
