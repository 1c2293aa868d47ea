package io.swarmbid.host.swf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.host.log.CommandWriter;
import io.swarmbid.host.log.FaultReport;
import io.swarmbid.host.log.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwfSourceTest {
    @TempDir private Path directory;

    private final List<String> faults = new ArrayList<>();
    private final Map<String, Path> prices = new LinkedHashMap<>();
    private SwfSettings swf = SwfSettings.defaults();
    private Settings settings = Settings.defaults();
    private long tooWide;
    private long withoutWork;

    /** A job line: number, submit, run time, processors, then requested processors, time, memory, user, queue. */
    private static String job(
            final long id,
            final long submit,
            final long run,
            final long processors,
            final long... asked) {
        return id
                + "  "
                + submit
                + " -1 "
                + run
                + "\t"
                + processors
                + " -1.5 -1 "
                + asked[0]
                + " "
                + asked[1]
                + " "
                + asked[2]
                + " 1 "
                + asked[3]
                + " 1 -1 "
                + asked[4]
                + " -1 -1 -1\n";
    }

    private static String job(
            final long id, final long submit, final long run, final long processors) {
        return job(id, submit, run, processors, -1, -1, -1, 5, 2);
    }

    private Path file(final String name, final String text) throws IOException {
        final Path file = directory.resolve(name);
        Files.writeString(file, text);
        return file;
    }

    /** Sequence and line of the commands up to so many after the last input. */
    private List<String> commands(final String jobs, final int afterLast) throws IOException {
        final FaultReport report = new FaultReport();
        final SwfWorkload workload = SwfWorkload.of(file("jobs.swf", jobs), swf, prices, 7, report);
        faults.addAll(report.described());
        final SymbolTable symbols = new SymbolTable();
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final List<Long> sequences = new ArrayList<>();
        try (SwfSource source =
                        workload.open(
                                settings,
                                symbols,
                                (line, fault) -> faults.add(fault.describe("jobs.swf", line)));
                CommandWriter writer = new CommandWriter(out, symbols)) {
            int left = afterLast;
            while (source.next() && (source.hasInput() || left-- > 0)) {
                sequences.add(source.sequence());
                writer.write(source.atNs(), source.buffer(), 0, source.actualWorkNs());
            }
            tooWide = source.jobsTooWide();
            withoutWork = source.jobsWithoutWork();
        }
        final List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        final List<String> numbered = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            numbered.add(sequences.get(i) + " " + lines.get(i).replace('"', '\''));
        }
        return numbered;
    }

    private static String withoutBid(final String line) {
        return line.replaceFirst("'bid':[0-9]+,", "");
    }

    @Test
    void shouldMakeATaskOfEachJobAndOnePoolAtAConstantCost() throws IOException {
        final List<String> lines =
                commands(
                        "; comment\n\n"
                                + job(11, 3, 100, 4)
                                + job(12, 4, 0, 4)
                                + job(13, 4, 10, 0)
                                + job(14, 9, 10, 2, 8, 50, 262_145, 6, -1),
                        9);
        assertEquals(List.of(), faults);
        assertEquals(3, lines.size());
        assertEquals(
                "0 {'at':3000000000,'cmd':'pool','id':1,'name':'default','cost':800000000,'weight':1,'stock':64,"
                        + "'vrus':{'vcpu':16,'memory':64,'accelerator':0},'activationDelay':0,'activationCost':0,"
                        + "'billingQuantum':0}",
                lines.get(0));
        assertEquals(
                "1 {'at':3000000000,'cmd':'task','id':11,'customer':'5','class':'5:2','work':400000000000,'min':1,"
                        + "'max':4,'bundle':{'vcpu':1,'memory':0,'accelerator':0},'speedup':{'serialPpm':0},"
                        + "'actualWork':400000000000}",
                withoutBid(lines.get(1)));
        assertEquals(
                "4 {'at':9000000000,'cmd':'task','id':14,'customer':'6','class':'6:-1','work':400000000000,'min':1,"
                        + "'max':8,'bundle':{'vcpu':1,'memory':2,'accelerator':0},'speedup':{'serialPpm':0},"
                        + "'actualWork':80000000000}",
                withoutBid(lines.get(2)));
        assertEquals(2, withoutWork);
    }

    @Test
    void shouldBidTheReserveTimesTheDrawnFactor() throws IOException {
        settings = settings.with(Setting.MINIMUM_MARGIN, 1_000);
        // One hour on 4 processors: 4 unit-hours; a unit is a vCPU and 2 blocks of memory.
        final List<String> lines = commands(job(1, 0, 3_600, 4, -1, -1, 524_288, 1, 1), 0);
        final long unit = 400_000_000L / 16 + 1_000 + 2 * (400_000_000L / 64 + 1_000);
        final long factor = new BidFactors(7).factorPpm(1);
        final long bid = 4 * unit * factor / 1_000_000;
        assertTrue(lines.get(1).contains("'bid':" + bid + ","), lines.get(1));
    }

    @Test
    void shouldFollowThePriceFilesFromTheStartOfTheWorkloadForEver() throws IOException {
        prices.put(
                "a",
                file(
                        "a.csv",
                        "when,usd\n2015-03-11 23:59:59+00:00,0.5\n2015-03-12 00:00:01+00:00,0.25\n"));
        prices.put("b", file("b.csv", "t,p\n2020-01-01 00:00:00+00:00,1.0000000019\n"));
        final List<String> lines = commands(job(1, 10, 1, 1) + job(2, 13, 1, 1), 3);
        assertEquals(List.of(), faults);
        final List<String> kinds =
                lines.stream().map(line -> line.replaceAll("'(weight|customer).*", "")).toList();
        assertEquals(
                List.of(
                        "0 {'at':10000000000,'cmd':'pool','id':1,'name':'a','cost':500000000,",
                        "0 {'at':10000000000,'cmd':'pool','id':2,'name':'b','cost':1000000001,",
                        "1 {'at':10000000000,'cmd':'task','id':1,",
                        "0 {'at':12000000000,'cmd':'poolCost','pool':1,'cost':250000000}",
                        "2 {'at':13000000000,'cmd':'task','id':2,",
                        "0 {'at':14000000000,'cmd':'poolCost','pool':1,'cost':500000000}",
                        "0 {'at':16000000000,'cmd':'poolCost','pool':1,'cost':250000000}",
                        "0 {'at':18000000000,'cmd':'poolCost','pool':1,'cost':500000000}"),
                kinds);
    }

    @Test
    void shouldBidByThePriceAtTheTimeOfTheJob() throws IOException {
        prices.put(
                "a",
                file(
                        "a.csv",
                        "t,p\n2015-03-11 00:00:00+00:00,0.5\n2015-03-11 00:00:02+00:00,0.25\n"));
        final List<String> lines = commands(job(1, 0, 3_600, 1) + job(2, 2, 3_600, 1), 0);
        final BidFactors factors = new BidFactors(7);
        assertTrue(
                lines.get(1)
                        .contains("'bid':" + 15_625_000L * factors.factorPpm(1) / 1_000_000 + ","),
                lines.toString());
        assertTrue(
                lines.get(3)
                        .contains("'bid':" + 7_812_500L * factors.factorPpm(2) / 1_000_000 + ","),
                lines.toString());
    }

    @Test
    void shouldRunAJobWholeOrNotAtAllWhenRigid() throws IOException {
        swf = swf.with("swfRigid", "true");
        final List<String> lines =
                commands(job(1, 0, 1, 8) + job(2, 0, 1, 300) + job(3, 0, 1, 17), 0);
        assertTrue(lines.get(1).contains("'min':8,'max':8,"), lines.get(1));
        assertTrue(lines.get(2).contains("'min':17,'max':17,"), lines.get(2));
        assertEquals(3, lines.size());
        assertEquals(1, tooWide);
    }

    @Test
    void shouldBoundTheUnitsOfAJobThatIsNotRigidByMaxUnits() throws IOException {
        final List<String> lines = commands(job(1, 0, 1, 300), 0);
        assertTrue(lines.get(1).contains("'work':300000000000,'min':1,'max':256,"), lines.get(1));
    }

    @Test
    void shouldPassOverAJobWhoseWidthTakesItsWorkOutOfRange() throws IOException {
        final String jobs =
                job(1, 0, 10, 1_000_000_000)
                        + job(2, 0, 1, 1, Long.MAX_VALUE, 1, -1, 5, 2)
                        + job(3, 0, 10, 300, -1, 4_000_000_000L, -1, 5, 2)
                        + job(4, 0, 10, 300);
        assertEquals(2, commands(jobs, 0).size());
        assertEquals(3, tooWide);
        swf = swf.with("swfRigid", "true");
        commands(jobs, 0);
        assertEquals(4, tooWide);
        assertEquals(List.of(), faults);
    }

    @Test
    void shouldBlameTheTimeOfAWideJobThatIsOutOfRangeByItself() throws IOException {
        commands(job(1, 0, 5_000_000_000L, 300), 0);
        assertEquals(
                List.of(
                        "jobs.swf:1: field 4 (run time) is 5000000000; it takes seconds x processors up to 4611686018"),
                faults);
        assertEquals(0, tooWide);
    }

    @Test
    void shouldSayWhatIsWrongWithAJob() throws IOException {
        swf = swf.with("swfRigid", "true").with("poolVcpu", "512");
        commands(
                "1 2 3\n"
                        + job(1, 0, 1, 1).replace("1 1 -1", "1 x -1")
                        + job(2, -1, 1, 1)
                        + job(0, 0, 1, 1)
                        + job(3, 9, 1, 1)
                        + job(4, 8, 1, 1)
                        + job(5, 9, 4_000_000_000L, 9)
                        + job(6, 9, 1, 9, -1, 4_000_000_000L, -1, 1, 1)
                        + job(7, 9, 1, 300),
                0);
        assertEquals(
                List.of(
                        "jobs.swf:1: the line has 3 fields; a job has 18, separated by blanks; a comment begins with ';'",
                        "jobs.swf:3: field 2 (submit time) is -1; it takes seconds from 0 to 4611686018",
                        "jobs.swf:4: field 1 (job number) is 0; it takes a whole number from 1 to 4294967295",
                        "jobs.swf:6: submit time 8 is before 9 of line 5; submit times never decrease from line to line",
                        "jobs.swf:7: field 4 (run time) is 4000000000; it takes seconds x processors up to 4611686018",
                        "jobs.swf:8: field 9 (requested time) is 4000000000; it takes seconds x processors up to"
                                + " 4611686018",
                        "jobs.swf:9: field 5 (allocated processors) is 300; it takes up to maxUnits=256 processors;"
                                + " raise it with --set maxUnits=N"),
                faults.stream().filter(fault -> !fault.contains(":2:")).toList());
    }

    @Test
    void shouldSayWhatIsWrongWithAPrice() throws IOException {
        final Path bad =
                file(
                        "bad.csv",
                        "t,p\n2015-03-11 00:00:09+00:00,1\nx,1\n2015-03-11 00:00:10+00:00,-1\n2015-03-11 00:00:10+00:00\n"
                                + "2015-03-11 00:00:08+00:00,1\n2015-03-11T00:00:11Z,1e999999999\n");
        prices.put("a", bad);
        commands(job(1, 0, 1, 1), 0);
        assertEquals(
                List.of(
                        bad
                                + ":3: the timestamp is 'x'; a timestamp is like 2015-03-11 16:54:38+00:00",
                        bad + ":4: the price is '-1'; a price is currency per hour from 0 to 1000",
                        bad
                                + ":5: the row has not two columns; a row is a timestamp and a price, such as"
                                + " 2015-03-11 16:54:38+00:00,0.0324",
                        bad
                                + ":6: the timestamp is before that of an earlier row; timestamps never decrease from row to"
                                + " row",
                        bad
                                + ":7: the price is '1e999999999'; a price is currency per hour from 0 to 1000"),
                faults);
    }

    @Test
    void shouldRefuseAPriceFileWithoutAPrice() throws IOException {
        prices.put("a", file("empty.csv", "t,p\n"));
        final InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> commands(job(1, 0, 1, 1), 0));
        assertTrue(
                e.getMessage()
                        .endsWith(
                                "empty.csv:1: the file has no price; a price file has at least one row"),
                e.getMessage());
    }

    @Test
    void shouldGiveNothingForAWorkloadWithoutJobs() throws IOException {
        assertEquals(List.of(), commands("; nothing\n", 5));
    }
}
