package io.swarmbid.host.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final String POOL =
            "{'at':0,'cmd':'pool','id':1,'name':'p','cost':8,'weight':1,'stock':2,'vrus':{'vcpu':8},"
                    + "'activationDelay':50,'activationCost':0,'billingQuantum':0}\n";
    private static final String INSTANCE = "{'at':0,'cmd':'instance','id':1,'pool':1}\n";

    @TempDir private Path directory;

    private RunResult result;

    private static String task(
            final int at,
            final int id,
            final int work,
            final int min,
            final int max,
            final String more) {
        return "{'at':"
                + at
                + ",'cmd':'task','id':"
                + id
                + ",'customer':'a','class':'b','bid':1,'work':"
                + work
                + ",'min':"
                + min
                + ",'max':"
                + max
                + ",'bundle':{'vcpu':1}"
                + more
                + "}\n";
    }

    private static ReplayOptions options(
            final Path input, final boolean scripted, final String... sets) {
        return new ReplayOptions(input, Map.of(), List.of(sets), 1, scripted, false);
    }

    private Path log(final String text) throws IOException {
        final Path file = directory.resolve("log.jsonl");
        Files.writeString(file, text.replace('\'', '"'));
        return file;
    }

    /** The decisions, each without what does not matter here: time, cause, decision and what it is about. */
    private List<String> replay(final Path input, final boolean scripted, final String... sets)
            throws IOException {
        final Path out = directory.resolve("out");
        final ReplayInput checked = ReplayInput.check(options(input, scripted, sets));
        result = new Replay(checked, scripted, CoreFactory.ENGINE).run(out, sequence -> {});
        return Files.readAllLines(out.resolve("decisions.jsonl")).stream()
                .filter(line -> !line.contains("\"price\""))
                .map(line -> line.replaceAll("\\{\"seq\":[0-9]+,|\"|}$", ""))
                .map(
                        line ->
                                line.replaceAll(
                                        ",(vrus|charge|pool|kind|deficit|priceToBeat):.*$", ""))
                .map(
                        line ->
                                line.replace("decision:", "")
                                        .replaceAll("(at|cause|task|instance|units):", "$1 "))
                .toList();
    }

    private List<String> played(final String log) throws IOException {
        return replay(log(log), false);
    }

    @Test
    void shouldCompleteATaskAtTheFirstNanosecondAtWhichItsActualWorkIsDone() throws IOException {
        // S(3) at a serial share of 10 % is 2.5: 1,001 / 2.5 = 400.4.
        final List<String> decisions =
                played(
                        POOL
                                + INSTANCE
                                + task(
                                        10,
                                        7,
                                        5_000,
                                        3,
                                        3,
                                        ",'speedup':{'serialPpm':100000},'actualWork':1001"));
        assertEquals("at 411,cause 0,complete,task 7,reason:DONE", decisions.get(3));
        assertEquals(4, decisions.size());
        assertEquals(200_400, result.totals().customersAccuracyPpm());
        assertEquals(411, result.endNs());
    }

    @Test
    void shouldIntegrateTheWorkOverChangingUnits() throws IOException {
        // 100 ns on 2 units, then VRUs fail one after the other: 50 ns on 1 unit, then none is left
        // but the work.
        final List<String> decisions =
                played(
                        POOL.replace("'vcpu':8", "'vcpu':2")
                                + INSTANCE
                                + task(0, 7, 251, 1, 2, "")
                                + "{'at':100,'cmd':'vruFault','instance':1,'kind':'vcpu','vru':1}\n");
        assertTrue(
                decisions.contains("at 151,cause 0,complete,task 7,reason:DONE"),
                decisions.toString());
    }

    @Test
    void shouldWorkOnWhatDrainsToTheEndOfItsGrace() throws IOException {
        // Task 7 does 2 a nanosecond up to 140, though task 8 takes a unit from it at 100; then 1,
        // until task 8 has done its 50
        // at 190; then 2 again. All that time both VRUs are used.
        final List<String> decisions =
                replay(
                        log(
                                POOL.replace("'vcpu':8", "'vcpu':2")
                                        + INSTANCE
                                        + task(0, 7, 401, 1, 2, "")
                                        + task(100, 8, 50, 1, 1, "")),
                        false,
                        "minimumHoldNs=0",
                        "hysteresisPpm=0",
                        "graceNs=40");
        final String text = decisions.toString();
        assertTrue(text.contains("at 140,cause 0,grant,task 8,instance 1,units 1"), text);
        assertTrue(text.contains("at 190,cause 0,complete,task 8,reason:DONE"), text);
        assertTrue(text.contains("at 226,cause 0,complete,task 7,reason:DONE"), text);
        assertEquals(1_000_000, result.counts().utilisationPpm(226).get("vcpu"));
    }

    @Test
    void shouldLeaveACompletionToTheLogThatHoldsIt() throws IOException {
        final List<String> decisions =
                played(
                        POOL
                                + INSTANCE
                                + task(0, 7, 100, 1, 1, "")
                                + "{'at':900,'cmd':'complete','task':7,'status':'FAILED'}\n"
                                + task(900, 7, 100, 1, 1, ""));
        assertTrue(
                decisions.contains("at 900,cause 4,complete,task 7,reason:FAILED"),
                decisions.toString());
        assertTrue(
                decisions.contains("at 1000,cause 0,complete,task 7,reason:DONE"),
                decisions.toString());
        assertFalse(decisions.toString().contains("at 100,"), decisions.toString());
    }

    @Test
    void shouldFinishATaskWhoseLoggedCompletionWasRefused() throws IOException {
        // At 40 no instance is there yet; the one that is activated at 1 is ready at 51.
        final List<String> decisions =
                played(
                        POOL
                                + task(0, 7, 100, 1, 1, "")
                                + "{'at':40,'cmd':'complete','task':7,'status':'DONE'}\n");
        assertTrue(
                decisions.contains("at 40,cause 3,refuse,code:WRONG_STATE,subject:7"),
                decisions.toString());
        assertTrue(
                decisions.contains("at 151,cause 0,complete,task 7,reason:DONE"),
                decisions.toString());
    }

    @Test
    void shouldAnswerAnActivationAfterThePoolsDelay() throws IOException {
        final List<String> decisions = played(POOL + task(5, 7, 10, 1, 1, ""));
        assertTrue(
                decisions.contains("at 6,cause 0,activate,instance 4294967296"),
                decisions.toString());
        assertTrue(
                decisions.contains("at 56,cause 0,ready,instance 4294967296"),
                decisions.toString());
        assertEquals(1, result.counts().decisions().get("deactivate"));
        assertEquals(66 + 300_000_000_000L, result.endNs());
    }

    @Test
    void shouldLeaveAnActivationToTheLogThatAnswersIt() throws IOException {
        final String tick = "{'at':90,'cmd':'tick'}\n";
        final List<String> failed =
                played(
                        POOL.replace("'stock':2", "'stock':1")
                                + task(5, 7, 10, 1, 1, "")
                                + "{'at':60,'cmd':'activationFailed','instance':4294967296}\n"
                                + tick);
        assertFalse(failed.toString().contains("ready"), failed.toString());
        assertEquals(1, result.counts().queued());
        final List<String> late =
                played(
                        POOL
                                + task(5, 7, 10, 1, 1, "")
                                + "{'at':70,'cmd':'instance','id':4294967296,'pool':1}\n"
                                + tick);
        assertTrue(late.contains("at 70,cause 3,ready,instance 4294967296"), late.toString());
    }

    @Test
    void shouldTakeTheHostsOwnAccountOfTheWorkDone() throws IOException {
        final List<String> decisions =
                played(
                        POOL
                                + INSTANCE
                                + task(0, 7, 100, 1, 1, "")
                                + "{'at':10,'cmd':'progress','task':7,'workDone':70}\n"
                                + "{'at':10,'cmd':'progress','task':8,'workDone':70}\n");
        assertTrue(
                decisions.contains("at 40,cause 0,complete,task 7,reason:DONE"),
                decisions.toString());
    }

    @Test
    void shouldAnswerADueTaskBeforeInputOfThatTime() throws IOException {
        final List<String> decisions =
                played(
                        POOL.replace("'vcpu':8", "'vcpu':1")
                                + INSTANCE
                                + task(0, 7, 100, 1, 1, "")
                                + task(100, 8, 100, 1, 1, ""));
        assertEquals("at 100,cause 0,complete,task 7,reason:DONE", decisions.get(3));
        assertEquals("at 100,cause 4,admit,task 8,instance 1", decisions.get(4));
    }

    @Test
    void shouldIgnoreATaskThatIsRefusedAsADuplicate() throws IOException {
        final List<String> decisions =
                played(POOL + INSTANCE + task(0, 7, 100, 1, 1, "") + task(1, 7, 5, 1, 1, ""));
        assertTrue(
                decisions.contains("at 1,cause 4,refuse,code:DUPLICATE_ID,subject:7"),
                decisions.toString());
        assertTrue(
                decisions.contains("at 100,cause 0,complete,task 7,reason:DONE"),
                decisions.toString());
    }

    @Test
    void shouldPlayNothingWhenScripted() throws IOException {
        final List<String> decisions =
                replay(
                        log(
                                POOL
                                        + INSTANCE
                                        + task(0, 7, 100, 1, 1, ",'ttl':5")
                                        + task(1, 8, 100, 9, 9, "")
                                        + task(1, 9, 100, 8, 8, ",'ttl':20")
                                        + "{'at':21,'cmd':'tick'}\n"),
                        true);
        assertEquals(
                "at 21,cause 0,reject,task 9,reason:EXPIRED", decisions.get(decisions.size() - 1));
        assertFalse(decisions.toString().contains("complete"), decisions.toString());
        assertEquals(21, result.endNs());
        assertEquals(1, result.counts().running());
    }

    @Test
    void shouldGiveTheSameDigestsWhenItsOwnFilesAreReplayed() throws IOException {
        final Path log =
                log(
                        POOL
                                + task(5, 7, 1_000_000, 1, 4, ",'actualWork':900000")
                                + task(9, 8, 1_000_000, 1, 6, ""));
        replay(log, false, "hysteresisPpm=7", "autoscale=true");
        final RunResult first = result;
        final Path kept = directory.resolve("kept");
        Files.move(directory.resolve("out"), kept);
        replay(kept, false);
        assertEquals(first.digest(), result.digest());
        assertEquals(first.stateDigest(), result.stateDigest());
        assertEquals(first.settings(), result.settings());
    }

    @Test
    void shouldKeepTheBooksAndTheSharesInItsSummary() throws IOException {
        // 4 of 8 vCPUs for 100 of 200 ns; one more vCPU fails when half of the time is over.
        played(
                POOL
                        + INSTANCE
                        + task(0, 7, 400, 4, 4, "")
                        + "{'at':100,'cmd':'vruFault','instance':1,'kind':'vcpu','vru':7}\n"
                        + "{'at':200,'cmd':'tick'}\n");
        assertEquals(400L * 1_000_000 / 1_500, result.counts().utilisationPpm(200).get("vcpu"));
        assertEquals(0, result.totals().ledgerSum());
        assertEquals(
                result.totals().revenue() + result.totals().subsidy(),
                result.totals().cost() + result.totals().margin());
        final String summary = Files.readString(directory.resolve("out/summary.json"));
        for (final String field :
                new String[] {
                    "\"digest\" : \"" + RunResult.hex(result.digest()),
                    "\"stateDigest\" : \"",
                    "\"inputs\" : 5",
                    "\"skippedLines\" : { }",
                    "\"ledgerSum\" : 0",
                    "\"learned\" : 1000000"
                }) {
            assertTrue(summary.contains(field), field + " in " + summary);
        }
    }

    @Test
    void shouldReplayABatchWorkloadToItsEnd() throws IOException {
        final Path jobs = directory.resolve("jobs.swf");
        Files.writeString(
                jobs,
                "1 0 -1 100 4 -1 -1 4 -1 -1 1 1 1 -1 1 -1 -1 -1\n2 7 -1 50 32 -1 -1 32 200 -1 1 1 1 -1 1 -1 -1 -1\n");
        final Path prices = directory.resolve("p.csv");
        Files.writeString(
                prices, "t,p\n2015-03-11 00:00:00Z,0.0001\n2015-03-11 00:00:30Z,0.0002\n");
        final ReplayInput checked =
                ReplayInput.check(
                        new ReplayOptions(
                                jobs,
                                Map.of("a", prices),
                                List.of("poolMemory=0"),
                                1,
                                false,
                                false));
        final Path out = directory.resolve("out");
        result = new Replay(checked, false, CoreFactory.ENGINE).run(out, sequence -> {});
        assertEquals(2, result.counts().inputs());
        assertEquals(0, result.counts().running());
        final List<String> lines = Files.readAllLines(out.resolve("commands.jsonl"));
        assertTrue(lines.get(0).contains("\"cmd\":\"pool\""), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains("poolCost")), lines.toString());
    }

    @Test
    void shouldDecideTheSameForOtherCausesWhenABatchWorkloadsFilesAreReplayed() throws IOException {
        final Path jobs = directory.resolve("jobs.swf");
        Files.writeString(
                jobs,
                "1 0 -1 100 4 -1 -1 4 -1 -1 1 1 1 -1 1 -1 -1 -1\n2 7 -1 50 32 -1 -1 32 200 -1 1 1 1 -1 1 -1 -1 -1\n");
        final List<String> first = replay(jobs, false);
        final RunResult original = result;
        final Path kept = directory.resolve("kept");
        Files.move(directory.resolve("out"), kept);
        final List<String> second = replay(kept, false);
        assertEquals(withoutCauses(first), withoutCauses(second));
        assertFalse(first.equals(second));
        assertEquals(original.totals(), result.totals());
    }

    private static List<String> withoutCauses(final List<String> decisions) {
        return decisions.stream().map(line -> line.replaceAll("cause [0-9]+,", "")).toList();
    }

    @Test
    void shouldEndABatchWorkloadWithItsLastJobWhenScripted() throws IOException {
        final Path jobs = directory.resolve("jobs.swf");
        Files.writeString(jobs, "1 9 -1 100 4 -1 -1 4 -1 -1 1 1 1 -1 1 -1 -1 -1\n");
        final Path prices = directory.resolve("p.csv");
        Files.writeString(prices, "2015-03-11 00:00:00Z,0.0001\n2015-03-11 00:00:30Z,0.0002\n");
        final ReplayInput checked =
                ReplayInput.check(
                        new ReplayOptions(jobs, Map.of("a", prices), List.of(), 1, true, false));
        result = new Replay(checked, true, CoreFactory.ENGINE).run(null, sequence -> {});
        assertEquals(9_000_000_000L, result.endNs());
        assertEquals(1, result.counts().inputs());
    }

    @Test
    void shouldSpeakInOrderAtOneTime() throws IOException {
        final ScriptedCore core = new ScriptedCore();
        core.timers.addAll(List.of(60L, 100L, 250L));
        final ReplayInput checked =
                ReplayInput.check(
                        options(
                                log(
                                        task(0, 7, 100, 1, 1, "")
                                                + task(50, 3, 50, 1, 1, "")
                                                + "{'at':100,'cmd':'tick'}\n"
                                                + "{'at':100,'cmd':'tick'}\n"),
                                false));
        new Replay(checked, false, ofScripted(core)).run(null, sequence -> {});
        assertEquals(
                List.of(
                        "input 1 at 0",
                        "input 2 at 50",
                        "timer at 60",
                        "host at 100",
                        "host at 100",
                        "timer at 100",
                        "input 3 at 100",
                        "input 4 at 100",
                        "timer at 250",
                        "closed"),
                core.story);
    }

    @Test
    void shouldFireNoTimerAfterTheLastLineWhenScripted() throws IOException {
        final ScriptedCore core = new ScriptedCore();
        core.timers.addAll(List.of(60L, 100L, 101L));
        final ReplayInput checked =
                ReplayInput.check(
                        options(log(task(0, 7, 10, 1, 1, "") + "{'at':100,'cmd':'tick'}\n"), true));
        new Replay(checked, true, ofScripted(core)).run(null, sequence -> {});
        assertEquals(
                List.of("input 1 at 0", "timer at 60", "timer at 100", "input 2 at 100", "closed"),
                core.story);
    }

    private static CoreFactory ofScripted(final ScriptedCore core) {
        return (settings, symbols) ->
                new CoreFactory.CoreWithBooks(core, () -> Totals.NONE, () -> {});
    }
}
