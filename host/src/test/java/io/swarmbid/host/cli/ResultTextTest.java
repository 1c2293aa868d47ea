package io.swarmbid.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replay says at its end. */
class ResultTextTest {
    private static final String TASK =
            "{'at':%d,'cmd':'task','id':%d,'customer':'a','class':'b','bid':%d,'work':3600000000000,"
                    + "'min':1,'max':1,'bundle':{'vcpu':1}}%n";

    @TempDir private Path directory;

    private CommandLineRun replay(final String name, final String text, final String... more)
            throws IOException {
        return CommandLineRun.replay(
                directory.resolve(name), text.replace('\'', '"').getBytes(), more);
    }

    /** One instance of one VRU: a task runs there, another waits, and then the pool's cost changes. */
    private String log(final long cost) {
        return "{'at':0,'cmd':'pool','id':1,'name':'m5/a','cost':4000000,'weight':1,'stock':0,'vrus':{'vcpu':1},"
                + "'activationDelay':0,'activationCost':0,'billingQuantum':0}\n"
                + "{'at':0,'cmd':'instance','id':1,'pool':1}\n"
                + TASK.formatted(0, 1, 9_000_000)
                + TASK.formatted(0, 2, 8_000_000)
                + "{'at':60000000000,'cmd':'poolCost','pool':1,'cost':%d}\n".formatted(cost);
    }

    @Test
    void shouldSayThatQueuedTasksBidLessThanAnyPoolCosts() throws IOException {
        final CommandLineRun run = replay("peak.jsonl", log(50_000_000));
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertTrue(run.out().contains("0 running, 2 queued at the end; 0 moves"), run.out());
        assertTrue(
                run.out()
                        .contains(
                                "2 queued tasks bid less than any pool costs now; nothing runs any more, so the"
                                        + " prices stand still and they wait"),
                run.out());
        assertTrue(
                run.out()
                        .contains(
                                "task 1, the nearest, offers 0.009 an hour for a unit; its cheapest pool, m5/a, asks"
                                        + " 0.05 an hour"),
                run.out());
    }

    @Test
    void shouldSayNothingOfThatWhereAllWasDone() throws IOException {
        final CommandLineRun run = replay("low.jsonl", log(5_000_000));
        assertTrue(run.out().contains("0 running, 0 queued at the end"), run.out());
        assertFalse(run.out().contains("less than any pool"), run.out());
    }

    @Test
    void shouldCountOneMoveAsOne() throws IOException {
        final CommandLineRun run =
                replay(
                        "move.jsonl",
                        log(5_000_000)
                                .replace(
                                        "'at':0,'cmd':'task','id':2,",
                                        "'at':9000000000,'cmd':'task','id':2,")
                                .replace("8000000", "18000000"));
        assertTrue(run.out().contains("queued at the end; 1 move\n"), run.out());
    }

    @Test
    void shouldSayInWordsWhichJobsWereLeftOut() throws IOException {
        final String job = "%d %d -1 %d 1 -1 -1 1 -1 -1 1 1 1 1 1 -1 -1 -1\n";
        final CommandLineRun run =
                replay("jobs.swf", job.formatted(1, 0, 60) + job.formatted(2, 5, 0));
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertTrue(
                run.out().contains("left out   1 job without run time or processors\n"), run.out());
    }

    @Test
    void shouldCallTheReportOfAReplayAReplay() throws IOException {
        final Path out = directory.resolve("out");
        replay("low.jsonl", log(5_000_000), "--out", out.toString());
        final String report = Files.readString(out.resolve("report.html"));
        assertTrue(report.contains("<title>Swarmbid replay out</title>"), "the title names it");
        assertFalse(report.contains("Swarmbid run"), "and nothing calls it a run");
    }
}
