package io.swarmbid.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain} says, and that it is true. */
class ExplainCommandTest {
    private static final Pattern BID = Pattern.compile("a bid of ([0-9.]+) \\(now");

    @TempDir private Path directory;

    private Path war;

    @BeforeEach
    void writeWar() throws IOException {
        war = War.write(directory);
    }

    private static String explain(final Path input, final String... more) {
        final List<String> args = new ArrayList<>(List.of("explain", input.toString()));
        args.addAll(List.of(more));
        final CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        return run.out();
    }

    private static long bid(final String line) {
        final Matcher matcher = BID.matcher(line);
        assertTrue(matcher.find(), line);
        return new BigDecimal(matcher.group(1)).movePointRight(9).longValueExact();
    }

    private static String line(final String text, final String label) {
        return text.lines().filter(line -> line.startsWith(label)).findFirst().orElse("");
    }

    /** What is said of a task after another one, or itself, has bid so much after an input. */
    private String afterRebid(final long bidder, final long nano, final int input, final long task)
            throws IOException {
        final List<String> lines = new ArrayList<>(Files.readAllLines(war).subList(0, input));
        final String at = lines.get(input - 1).replaceAll("^.\"at\":([0-9]+).*$", "$1");
        lines.add(
                "{\"at\":"
                        + at
                        + ",\"cmd\":\"rebid\",\"task\":"
                        + bidder
                        + ",\"bid\":"
                        + nano
                        + "}");
        final Path changed = Files.write(directory.resolve("changed.jsonl"), lines);
        return explain(changed, Long.toString(task), "--at", Integer.toString(input + 1));
    }

    @Test
    void shouldSayThatTheFleetOfATaskWasCancelled() throws IOException {
        final String more =
                """
                {'at':1800000000001,'cmd':'fleet','id':7,'customer':'fred','bid':1,'target':1,'pools':[1]}
                {'at':1800000000002,'cmd':'task','id':9,'customer':'eve','class':'batch','bid':60000000,\
                'work':7200000000000,'min':1,'max':1,'bundle':{'vcpu':1},'fleet':7}
                {'at':1800000000003,'cmd':'fleetCancel','fleet':7}
                """;
        Files.writeString(war, more.replace('\'', '"'), StandardOpenOption.APPEND);
        final String told = explain(war, "9");
        assertTrue(
                line(told, "state").contains("rejected: NEVER_FITS, its fleet 7 was cancelled, at"),
                told);
    }

    @Test
    void shouldSayUntilWhenADisplacedTaskWorksOnAndForWhatItsRivalWaits() throws IOException {
        final String grace = "graceNs=60000000000";
        final String loser = explain(war, "1", "--at", "4", "--set", grace);
        assertTrue(line(loser, "state").contains("running, 4 units"), loser);
        assertTrue(loser.contains("of them others have won: it loses these at 660 s"), loser);
        assertTrue(line(loser, "more").contains("keeps it 3 units beyond 660 s; task 2"), loser);
        final String winner = explain(war, "2", "--at", "4", "--set", grace);
        assertTrue(
                line(winner, "state")
                        .endsWith("has WON 2 units on instance 1, and is granted them by 660 s"),
                winner);
        assertTrue(
                line(winner, "why").endsWith("their grace ends; task 1 is the first to go"),
                winner);
        assertTrue(line(winner, "keeps").contains("down to 0.010000001 (now 0.025)"), winner);
        assertFalse(winner.contains("price"), winner);
        assertTrue(winner.contains("won 2 units on instance 1, gets them by 660 s"), winner);
        // At 20 minutes that is long over.
        assertTrue(line(explain(war, "2", "--at", "5"), "state").contains("running"), winner);
    }

    /** The war with a task 5 that outbids everybody ten seconds after task 1 was displaced, for so many units. */
    private Path late(final int units) throws IOException {
        final List<String> lines = new ArrayList<>(Files.readAllLines(war).subList(0, 4));
        lines.add(
                "{\"at\":610000000000,\"cmd\":\"task\",\"id\":5,\"customer\":\"eve\",\"class\":\"rush\","
                        + "\"bid\":400000000,\"work\":3600000000000,\"min\":"
                        + units
                        + ",\"max\":"
                        + units
                        + ",\"bundle\":{\"vcpu\":1}}");
        lines.add("{\"at\":660000000000,\"cmd\":\"tick\"}");
        return Files.write(directory.resolve("late.jsonl"), lines);
    }

    @Test
    void shouldSayOfWhomTheVrusDrainUntilWhenToWhoIsKeptOutByThat() throws IOException {
        final Path late = late(2);
        final String said = explain(late, "5", "--at", "5", "--set", "graceNs=1m");
        assertTrue(line(said, "why").contains("HELD, short of 2 vcpu"), said);
        assertTrue(said.contains("task 1 gives up 2 units at 660 s"), said);
        assertTrue(said.contains("before 660 s: then the drain ends, and its bid wins"), said);
        assertTrue(line(said, "price").endsWith("wins it 2 units on instance 1 at 660 s"), said);
        assertFalse(said.contains("lately"), said);
        // And so it comes.
        final String then = explain(late, "5", "--at", "6", "--set", "graceNs=1m");
        assertTrue(line(then, "state").contains("has WON 2 units"), then);
    }

    @Test
    void shouldSayUntilWhenAHoldProtectsWhoWouldLose() throws IOException {
        final String said = explain(late(2), "5", "--at", "5", "--set", "minimumHoldNs=1h");
        assertTrue(said.contains("too lately: nobody may take it before 3600 s"), said);
        assertFalse(said.contains("drain"), said);
    }

    @Test
    void shouldNameTheDrainThatKeepsWhoComesNearestAway() throws IOException {
        final Path late = late(3);
        final String loser = explain(late, "1", "--at", "5", "--set", "graceNs=1m");
        assertTrue(
                loser.contains("not before 660 s, when the drain of what it has lost ends"), loser);
    }

    @Test
    void shouldSayThatNoBidChangesWhatATaskThatHasLostAllDrains() throws IOException {
        final List<String> lines = new ArrayList<>(Files.readAllLines(late(4)));
        lines.remove(3);
        final Path gone = Files.write(directory.resolve("gone.jsonl"), lines);
        final String said = explain(gone, "1", "--at", "4", "--set", "graceNs=1m");
        assertTrue(said.contains("4 units of them others have won: it loses these at 670 s"), said);
        assertTrue(line(said, "more").contains("no bid changes this until 670 s"), said);
        assertEquals("", line(said, "threat"), said);
    }

    /** How task 1 stands at 11 minutes, when its drain is over, after it has bid so much at 10. */
    private String afterTheDrain(final long nano) throws IOException {
        final List<String> lines = new ArrayList<>(Files.readAllLines(war).subList(0, 4));
        lines.add("{\"at\":600000000000,\"cmd\":\"rebid\",\"task\":1,\"bid\":" + nano + "}");
        lines.add("{\"at\":661000000000,\"cmd\":\"tick\"}");
        final Path changed = Files.write(directory.resolve("changed.jsonl"), lines);
        return line(explain(changed, "1", "--at", "6", "--set", "graceNs=1m"), "state");
    }

    @Test
    void shouldNameTheBidThatKeepsWhatDrainsAndOneLessDoesNot() throws IOException {
        final long keeps = bid(line(explain(war, "1", "--at", "4", "--set", "graceNs=1m"), "more"));
        assertTrue(afterTheDrain(keeps).contains("running, 3 units"), afterTheDrain(keeps));
        assertTrue(afterTheDrain(keeps - 1).contains("running, 2 units"));
    }

    @Test
    void shouldShowNoControlCharacterOfAName() throws IOException {
        final List<String> lines = new ArrayList<>(Files.readAllLines(war));
        lines.replaceAll(line -> line.replace("\"ann\"", "\"an\\u001b[2Jn\""));
        final Path changed = Files.write(directory.resolve("names.jsonl"), lines);
        final String said = explain(changed, "1", "--at", "3");
        assertTrue(line(said, "task").contains("of an\\u001b[2Jn"), said);
        assertFalse(said.contains("\u001b"), said);
    }

    /** A pool that becomes dear, and one that stays cheap; the task is on an instance of the first that the swarm activated. */
    private Path poolMove() throws IOException {
        final String pool =
                "{\"at\":0,\"cmd\":\"pool\",\"id\":%d,\"name\":\"p\",\"cost\":%d,\"weight\":1,\"stock\":8,"
                        + "\"vrus\":{\"vcpu\":4},\"activationDelay\":60000000000,\"activationCost\":0,\"billingQuantum\":0}";
        return Files.write(
                directory.resolve("move.jsonl"),
                List.of(
                        pool.formatted(1, 4_000_000),
                        pool.formatted(2, 5_000_000),
                        "{\"at\":0,\"cmd\":\"task\",\"id\":1,\"customer\":\"ann\",\"class\":\"c\",\"bid\":400000000,"
                                + "\"work\":3600000000000,\"min\":4,\"max\":4,\"bundle\":{\"vcpu\":1}}",
                        "{\"at\":100000000000,\"cmd\":\"poolCost\",\"pool\":1,\"cost\":40000000}"));
    }

    @Test
    void shouldNameAMoveOfTheSwarm() throws IOException {
        final String said = explain(poolMove(), "1");
        assertTrue(
                said.contains(
                        "moved from instance 4294967296 to instance 4294967297: DRAINED, the swarm's move to a"
                                + " cheaper pool"),
                said);
        assertFalse(said.contains("lost 4 units"), said);
        assertTrue(said.contains("now 4 on instance 4294967297"), said);
    }

    @Test
    void shouldCountWhatTheSwarmMovesApartFromMoves() throws IOException {
        final Path out = directory.resolve("out");
        final CommandLineRun run =
                CommandLineRun.of("replay", poolMove().toString(), "--out", out.toString());
        assertTrue(run.out().contains("; 0 moves"), run.out());
        assertTrue(
                run.out()
                        .contains(
                                "moved 1 task to other instances; drained 1 instance for a cheaper pool, 0"
                                        + " underused"),
                run.out());
        final String summary = Files.readString(out.resolve("summary.json"));
        assertTrue(
                summary.replaceAll("\\s", "")
                        .contains("\"swarmMoves\":{\"tasks\":1,\"cheaperPool\":1,\"underused\":0}"),
                summary);
        final String report = Files.readString(out.resolve("report.html"));
        assertTrue(report.contains("nobody outbidding them: 1; instances"), "the report names it");
        assertTrue(report.contains("moved: DRAINED"), "the lane names it");
    }

    @Test
    void shouldNameThePriceToBeatThatWinsAndOneLessDoesNot() throws IOException {
        final String said = explain(war, "3", "--at", "5");
        assertTrue(line(said, "state").contains("queued since 1200 s"), said);
        assertTrue(line(said, "why").contains("OUTBID, short of 1 vcpu"), said);
        assertTrue(line(said, "price").contains("task 2 would lose"), said);
        final long price = bid(line(said, "price"));
        assertTrue(line(afterRebid(3, price, 5, 3), "state").contains("running, 1 unit"));
        assertTrue(line(afterRebid(3, price - 1, 5, 3), "state").contains("queued"));
    }

    @Test
    void shouldNameWhatMoreWouldCostAndWhoWouldLose() throws IOException {
        final String said = explain(war, "2", "--at", "5");
        assertTrue(line(said, "state").contains("running, 2 units on instance 1"), said);
        final String more = line(explain(war, "1", "--at", "5"), "more");
        assertTrue(more.contains("gets it 3 units; task 2 would lose"), more);
        assertTrue(line(afterRebid(1, bid(more), 5, 1), "state").contains("running, 3 units"));
        assertTrue(line(afterRebid(1, bid(more) - 1, 5, 1), "state").contains("running, 2 units"));
    }

    @Test
    void shouldNameWhoComesNearestAndAtWhatBid() throws IOException {
        final String threat = line(explain(war, "2", "--at", "5"), "threat");
        assertTrue(threat.contains("task 1 comes nearest"), threat);
        assertTrue(line(afterRebid(1, bid(threat), 5, 2), "state").contains("running, 1 unit "));
        assertTrue(
                line(afterRebid(1, bid(threat) - 1, 5, 2), "state").contains("running, 2 units"));
    }

    @Test
    void shouldTellTheStoryOfATaskThatHasEnded() {
        final String said = explain(war, "4");
        assertTrue(line(said, "task").contains("4 of dan, class train, input 6 at 1800 s"), said);
        assertTrue(line(said, "state").contains("the end: ended DONE: charged "), said);
        assertTrue(said.contains("gained 3 units, now 3 on instance 1"), said);
    }

    @Test
    void shouldSayTheSameOfTheDirectoryOfAReplay() {
        final Path out = directory.resolve("out");
        assertEquals(
                ExitStatus.DONE,
                CommandLineRun.of("replay", war.toString(), "--out", out.toString()).status());
        assertEquals(explain(war, "3", "--at", "5"), explain(out, "3", "--at", "5"));
        assertEquals(explain(war, "3"), explain(out, "3"));
    }

    @Test
    void shouldPlayNoHostForTheDirectoryOfAScriptedReplay() {
        final Path out = directory.resolve("out");
        assertEquals(
                ExitStatus.DONE,
                CommandLineRun.of("replay", war.toString(), "--scripted", "--out", out.toString())
                        .status());
        assertTrue(line(explain(out, "3"), "state").contains("1800 s, the end: queued"));
    }

    @Test
    void shouldNameAllWhoWouldLoseToAGang() throws IOException {
        final StringBuilder log = new StringBuilder();
        log.append(
                "{'at':0,'cmd':'pool','id':1,'name':'p','cost':4000,'weight':1,'stock':0,'vrus':{'vcpu':4},"
                        + "'activationDelay':0,'activationCost':0,'billingQuantum':0}\n"
                        + "{'at':0,'cmd':'instance','id':1,'pool':1}\n");
        for (int id = 1; id <= 5; id++) {
            final int units = id == 5 ? 3 : 1;
            log.append("{'at':0,'cmd':'task','id':").append(id);
            log.append(",'customer':'a','class':'b','bid':").append(2_000 + id);
            log.append(",'work':3600000000000,'min':").append(units).append(",'max':");
            log.append(units).append(",'bundle':{'vcpu':1}}\n");
        }
        final Path file =
                Files.writeString(
                        directory.resolve("gang.jsonl"), log.toString().replace('\'', '"'));
        final String said = explain(file, "5", "--at", "7");
        assertTrue(line(said, "price").endsWith("; tasks 1, 2 and 3 would lose"), said);
    }

    @Test
    void shouldRefuseAnUnknownTaskAndAnInputThatIsNotThere() {
        assertRefused(
                "task 99 is unknown in " + war + "; the tasks are 1, 2, 3, 4",
                "explain",
                war.toString(),
                "99");
        assertRefused(
                "task 4 is unknown in " + war + " up to input 5; the tasks are 1, 2, 3",
                "explain",
                war.toString(),
                "4",
                "--at",
                "5");
        assertRefused(
                "--at 7 is no input of " + war + "; it takes 0 to 6",
                "explain",
                war.toString(),
                "4",
                "--at",
                "7");
    }

    private static void assertRefused(final String message, final String... args) {
        final CommandLineRun run = CommandLineRun.of(args);
        assertEquals(ExitStatus.UNUSABLE, run.status());
        assertEquals(List.of(message), run.errLines());
        assertEquals("", run.out());
    }
}
