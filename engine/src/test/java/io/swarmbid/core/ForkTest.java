package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.reference.CommandWriter;
import io.swarmbid.reference.DecisionText;
import io.swarmbid.reference.HistoryGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A fork goes on exactly like the core it was taken from, and neither touches the other. */
final class ForkTest {
    private static final long HISTORIES = Long.getLong("swarmbid.histories", 200);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int COMMANDS = 300;

    private static List<String> play(final EngineCore core, final HistoryGenerator.Step step) {
        final List<String> lines = new ArrayList<>();
        core.onCommand(
                step.sequence(),
                step.at(),
                new UnsafeBuffer(step.command()),
                0,
                step.command().length,
                (buffer, offset, length) -> lines.add(DecisionText.of(buffer, offset)));
        return lines;
    }

    private static List<String> play(
            final EngineCore core, final List<HistoryGenerator.Step> steps) {
        final List<String> lines = new ArrayList<>();
        steps.forEach(step -> lines.addAll(play(core, step)));
        return lines;
    }

    @Test
    void shouldGoOnLikeItsOriginalFromAnyPointOfARandomHistory() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            final int at = random.nextInt(history.steps().size() + 1);
            final int again = at + random.nextInt(history.steps().size() + 1 - at);
            final List<HistoryGenerator.Step> before = history.steps().subList(0, at);
            final List<HistoryGenerator.Step> between = history.steps().subList(at, again);
            final List<HistoryGenerator.Step> after =
                    history.steps().subList(again, history.steps().size());
            try (EngineCore original = new EngineCore(history.settings(), history.symbols())) {
                play(original, before);
                try (EngineCore fork = original.fork(history.settings())) {
                    final List<String> expected = play(original, between);
                    assertEquals(
                            String.join("\n", expected),
                            String.join("\n", play(fork, between)),
                            "seed " + seed + " forked after " + at);
                    try (EngineCore second = fork.fork(history.settings())) {
                        final List<String> rest = play(original, after);
                        assertEquals(
                                String.join("\n", rest),
                                String.join("\n", play(second, after)),
                                "seed " + seed + " forked again after " + again);
                        assertEquals(original.stateDigest(), second.stateDigest(), "seed " + seed);
                        assertEquals(original.decisionCount(), second.decisionCount());
                    }
                }
            }
        }
    }

    @Test
    void shouldLeaveItsOriginalAlone() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES / 4; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            final int at = history.steps().size() / 2;
            final List<HistoryGenerator.Step> after =
                    history.steps().subList(at, history.steps().size());
            try (EngineCore original = new EngineCore(history.settings(), history.symbols());
                    EngineCore alone = new EngineCore(history.settings(), history.symbols())) {
                play(original, history.steps().subList(0, at));
                play(alone, history.steps().subList(0, at));
                final long digest = original.stateDigest();
                try (EngineCore fork = original.fork(history.settings())) {
                    play(fork, after);
                    assertEquals(digest, original.stateDigest(), "seed " + seed);
                }
                assertEquals(play(alone, after), play(original, after), "seed " + seed);
                assertEquals(alone.stateDigest(), original.stateDigest(), "seed " + seed);
            }
        }
    }

    @Test
    void shouldReconsiderNothingUnderTheSameSettings() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES / 4; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            try (EngineCore original = new EngineCore(history.settings(), history.symbols())) {
                play(original, history.steps());
                original.advanceTo(original.timeNs(), DecisionSink.NONE);
                try (EngineCore fork = original.fork(history.settings())) {
                    fork.reconsider(DecisionSink.NONE);
                    assertEquals(original.stateDigest(), fork.stateDigest(), "seed " + seed);
                }
            }
        }
    }

    @Test
    void shouldJudgeAnewUnderOtherSettings() {
        final Settings sticky = Market.plain().with(Setting.HYSTERESIS, 1_000_000);
        final CommandWriter writer = new CommandWriter(sticky);
        try (Market market = new Market(sticky)) {
            market.oneInstance(4, 1_000);
            market.send(writer.task(Market.task(1, 10_000, 4, 4)));
            market.send(writer.task(Market.task(2, 11_000, 4, 4)));
            assertEquals(4, market.unitsOf(1));
            try (EngineCore fork = market.core.fork(Market.plain())) {
                final List<String> lines = new ArrayList<>();
                fork.reconsider(
                        (buffer, offset, length) -> lines.add(DecisionText.of(buffer, offset)));
                assertTrue(fork.standing(2).orElseThrow().holding().isPresent(), lines.toString());
                assertTrue(fork.standing(1).orElseThrow().waiting().isPresent());
                assertTrue(market.core.standing(1).orElseThrow().holding().isPresent());
            }
        }
    }

    @Test
    void shouldTakeANewMinimumMarginWhereThePoolHasNone() {
        final Settings plain = Market.plain();
        final CommandWriter writer = new CommandWriter(plain);
        try (Market market = new Market(plain)) {
            market.oneInstance(4, 1_000);
            final PoolSpec own = Market.pool(2, 4, 1_000);
            own.minimumMargin = 7;
            market.send(writer.pool(own));
            market.send(writer.instance(8, 2));
            market.send(writer.task(Market.task(1, 3_000, 1, 1)));
            market.send(writer.task(Market.task(2, 3_000, 1, 1).addPool(2)));
            try (EngineCore fork = market.core.fork(plain.with(Setting.MINIMUM_MARGIN, 500))) {
                fork.reconsider(DecisionSink.NONE);
                assertEquals(1_500, holding(fork, 1).reserve());
                assertEquals(1_500, holding(fork, 1).price());
                assertEquals(1_007, holding(fork, 2).reserve());
                assertNotEquals(fork.stateDigest(), market.core.stateDigest());
            }
            assertEquals(1_000, holding(market.core, 1).reserve());
        }
    }

    private static TaskStanding.Holding holding(final EngineCore core, final long task) {
        return core.standing(task).orElseThrow().holding().orElseThrow();
    }

    @Test
    void shouldRefuseToChangeWhatSizesTables() {
        final Settings plain = Market.plain();
        try (EngineCore core = new EngineCore(plain, new io.swarmbid.codec.SymbolTable())) {
            final IllegalArgumentException fault =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> core.fork(plain.with(Setting.MAX_TASKS, 513)));
            assertEquals(
                    "maxTasks sizes tables and is fixed at the start: it is 512 and cannot become 513",
                    fault.getMessage());
        }
    }
}
