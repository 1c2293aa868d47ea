package io.swarmbid.host.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.host.log.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A playback that is forked goes on like one that is not, host and all. */
class PlaybackTest {
    private static final int HISTORIES = 25;
    private static final int TASKS = 60;

    @TempDir private Path directory;

    /** Pools with stock, jobs around the reserve, rebids, faults and progress. */
    private static List<String> history(final SplittableRandom random) {
        final List<String> lines = new ArrayList<>();
        for (int pool = 1; pool <= 2; pool++) {
            lines.add(
                    "{'at':0,'cmd':'pool','id':"
                            + pool
                            + ",'name':'p"
                            + pool
                            + "','cost':"
                            + (800_000_000 + random.nextInt(400_000_000))
                            + ",'weight':1,'stock':4,'vrus':{'vcpu':8,'memory':"
                            + (pool - 1) * 16
                            + "},'activationDelay':"
                            + random.nextInt(20) * 1_000_000_000L
                            + ",'activationCost':0,'billingQuantum':0}");
        }
        lines.add("{'at':0,'cmd':'instance','id':1,'pool':1}");
        long at = 0;
        for (int task = 1; task <= TASKS; task++) {
            at += random.nextLong(20_000_000_000L);
            final long work = 1_000_000_000L + random.nextLong(400_000_000_000L);
            final long bid = (work / 36_000) * (3 + random.nextInt(40)) / 10;
            final int max = 1 + random.nextInt(8);
            lines.add(
                    "{'at':"
                            + at
                            + ",'cmd':'task','id':"
                            + task
                            + ",'customer':'c"
                            + task % 3
                            + "','class':'k','bid':"
                            + bid
                            + ",'work':"
                            + work
                            + ",'min':"
                            + (1 + random.nextInt(max))
                            + ",'max':"
                            + max
                            + ",'bundle':{'vcpu':1},'actualWork':"
                            + (1 + random.nextLong(work))
                            + "}");
            if (random.nextInt(3) == 0) {
                final int other = 1 + random.nextInt(task);
                lines.add(
                        "{'at':"
                                + at
                                + ",'cmd':'rebid','task':"
                                + other
                                + ",'bid':"
                                + 2 * bid
                                + "}");
            }
            if (random.nextInt(6) == 0) {
                lines.add(
                        "{'at':"
                                + at
                                + ",'cmd':'vruFault','instance':1,'kind':'vcpu','vru':"
                                + random.nextInt(8)
                                + "}");
            }
            if (random.nextInt(6) == 0) {
                lines.add(
                        "{'at':"
                                + at
                                + ",'cmd':'complete','task':"
                                + (1 + random.nextInt(task))
                                + ",'status':'DONE'}");
            }
        }
        return lines.stream().map(line -> line.replace('\'', '"')).toList();
    }

    private Path log(final String name, final List<String> lines) throws IOException {
        return Files.write(directory.resolve(name), lines);
    }

    private static ReplayInput input(final Path log) {
        return input(log, 0);
    }

    private static ReplayInput input(final Path log, final long graceNs) {
        final List<String> sets = List.of("maxTasks=256", "graceNs=" + graceNs);
        return ReplayInput.check(new ReplayOptions(log, Map.of(), sets, 1, false, false));
    }

    /** Nobody has grace in one of three. */
    private static long graceOf(final int seed) {
        return seed % 3 * 15_000_000_000L;
    }

    private static RunResult replay(final ReplayInput input) {
        return new Replay(input, false, CoreFactory.ENGINE).run(null, sequence -> {});
    }

    private static void assertSame(
            final RunResult expected, final RunResult actual, final String what) {
        assertEquals(RunResult.hex(expected.digest()), RunResult.hex(actual.digest()), what);
        assertEquals(
                RunResult.hex(expected.stateDigest()), RunResult.hex(actual.stateDigest()), what);
        assertEquals(expected.totals(), actual.totals(), what);
        assertEquals(expected.counts().decisions(), actual.counts().decisions(), what);
        assertEquals(expected.counts().moves(), actual.counts().moves(), what);
        assertEquals(expected.counts().refusals(), actual.counts().refusals(), what);
        assertEquals(expected.counts().queued(), actual.counts().queued(), what);
        assertEquals(
                expected.counts().utilisationPpm(expected.endNs()),
                actual.counts().utilisationPpm(actual.endNs()),
                what);
    }

    @Test
    void shouldEndLikeAReplayOnBothSidesOfAForkWithoutChanges() throws IOException {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final ReplayInput input = input(log("log.jsonl", history(random)), graceOf(seed));
            final RunResult expected = replay(input);
            final long at = random.nextLong(input.lastInput() + 1);
            final String what = "seed " + seed + " forked after " + at;
            try (Playback original = Playback.of(input, false, null, null)) {
                original.runTo(at);
                assertEquals(at, original.lastInput(), what);
                try (Playback fork = original.fork(input.settings(), List.of(), null)) {
                    fork.runToEnd(sequence -> {});
                    assertSame(expected, fork.result(), what);
                    original.runToEnd(sequence -> {});
                    assertSame(expected, original.result(), what);
                    assertEquals(original.outcomes().byId(), fork.outcomes().byId(), what);
                }
            }
        }
    }

    @Test
    void shouldEndLikeAReplayOfTheLogWithTheInsertedCommands() throws IOException {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final List<String> lines = history(random);
            final ReplayInput input = input(log("log.jsonl", lines), graceOf(seed));
            final int at = 1 + random.nextInt(lines.size());
            final String now = lines.get(at - 1).replaceAll("^.\"at\":([0-9]+).*$", "$1");
            final List<String> inserted =
                    List.of(
                            "{\"cmd\":\"task\",\"id\":900,\"customer\":\"new\",\"class\":\"k\",\"bid\":90000000,"
                                    + "\"work\":60000000000,\"min\":1,\"max\":4,\"bundle\":{\"vcpu\":1}}",
                            "{\"cmd\":\"cancel\",\"task\":1}");
            final List<String> changed = new ArrayList<>(lines);
            for (int i = 0; i < inserted.size(); i++) {
                changed.add(at + i, inserted.get(i).replaceFirst("\\{", "{\"at\":" + now + ","));
            }
            final RunResult expected = replay(input(log("changed.jsonl", changed), graceOf(seed)));
            final RunResult untouched = replay(input);
            final String what = "seed " + seed + " forked after " + at;
            try (Playback original = Playback.of(input, false, null, null)) {
                original.runTo(at);
                try (Playback fork = original.fork(input.settings(), inserted, null)) {
                    fork.runToEnd(sequence -> {});
                    assertSame(expected, fork.result(), what);
                    assertNotEquals(untouched.digest(), fork.result().digest(), what);
                    original.runToEnd(sequence -> {});
                    assertSame(untouched, original.result(), what);
                }
            }
        }
    }

    @Test
    void shouldInsertALaterCommandBeforeTheInputsThatAreNotEarlier() throws IOException {
        final List<String> lines = history(new SplittableRandom(7));
        final long end = 4_000_000_000_000L;
        final String late = "{\"at\":" + end + ",\"cmd\":\"poolCost\",\"pool\":1,\"cost\":1}";
        final List<String> changed = new ArrayList<>(lines);
        changed.add(late);
        final RunResult expected = replay(input(log("changed.jsonl", changed)));
        final ReplayInput input = input(log("log.jsonl", lines));
        try (Playback original = Playback.of(input, false, null, null)) {
            original.runTo(5);
            try (Playback fork = original.fork(input.settings(), List.of(late), null)) {
                fork.runToEnd(sequence -> {});
                assertSame(expected, fork.result(), "late");
            }
        }
    }

    @Test
    void shouldLeaveTheOriginalAloneWhenTheForkHasOtherSettings() throws IOException {
        final ReplayInput input = input(log("log.jsonl", history(new SplittableRandom(3))));
        final RunResult expected = replay(input);
        final Settings changed =
                input.settings()
                        .with(Setting.MINIMUM_MARGIN, 60_000_000)
                        .with(Setting.HYSTERESIS, 0);
        try (Playback original = Playback.of(input, false, null, null)) {
            original.runTo(30);
            try (Playback fork = original.fork(changed, List.of(), null)) {
                fork.runToEnd(sequence -> {});
                assertNotEquals(expected.digest(), fork.result().digest());
                assertEquals(0, fork.result().totals().ledgerSum());
            }
            original.runToEnd(sequence -> {});
            assertSame(expected, original.result(), "original");
        }
    }

    @Test
    void shouldLetTheForkGiveMoreGraceOrNone() throws IOException {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final ReplayInput input = input(log("log.jsonl", history(random)), graceOf(seed));
            final RunResult expected = replay(input);
            final long at = random.nextLong(input.lastInput() + 1);
            final String what = "seed " + seed + " forked after " + at;
            try (Playback original = Playback.of(input, false, null, null)) {
                original.runTo(at);
                final Settings changed = input.settings().with(Setting.GRACE, graceOf(seed + 1));
                try (Playback fork = original.fork(changed, List.of(), null)) {
                    fork.runToEnd(sequence -> {});
                    assertEquals(0, fork.result().totals().ledgerSum(), what);
                    assertEquals(0, fork.result().counts().running(), what);
                }
                original.runToEnd(sequence -> {});
                assertSame(expected, original.result(), what);
            }
        }
    }

    @Test
    void shouldRefuseInsertionsThatAreWrong() throws IOException {
        final ReplayInput input = input(log("log.jsonl", history(new SplittableRandom(3))));
        try (Playback original = Playback.of(input, false, null, null)) {
            original.runTo(30);
            final InvalidInputException fault =
                    assertThrows(
                            InvalidInputException.class,
                            () ->
                                    original.fork(
                                            input.settings(),
                                            List.of(
                                                    "{\"cmd\":\"sing\"}",
                                                    "{\"at\":0,\"cmd\":\"tick\"}"),
                                            null));
            assertTrue(
                    fault.getMessage().startsWith("--command:1: unknown command \"sing\""),
                    fault.getMessage());
            assertTrue(
                    fault.getMessage().contains("--command:2: at 0 is before the fork"),
                    fault.getMessage());
        }
    }
}
