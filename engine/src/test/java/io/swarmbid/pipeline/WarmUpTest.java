package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.reference.HistoryGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class WarmUpTest {
    private static final int COMMANDS = 4_000;
    private static final long LONG_NS = 60_000_000_000L;
    private static final int HISTORIES = 10;
    private static final int HISTORY = 200;

    private final List<AllocationCore> cores = new ArrayList<>();
    private final List<Integer> templates = new ArrayList<>();

    private static final class Heard implements DecisionSink {
        private final List<String> decisions = new ArrayList<>();

        @Override
        public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
            final byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            decisions.add(java.util.HexFormat.of().formatHex(bytes));
        }
    }

    private static EngineConfig small() {
        return new EngineConfig().limits(limits -> limits.tasks(100).instances(4).units(4));
    }

    /** A warm-up whose cores are kept, and whose commands are seen. */
    private EngineConfig watched(final EngineConfig config, final IntConsumer before) {
        return config.core(
                (settings, symbols) -> {
                    final EngineCore core = new EngineCore(settings, symbols);
                    cores.add(core);
                    return new ForwardingCore(core) {
                        @Override
                        void before(final int templateId) {
                            templates.add(templateId);
                            before.accept(templates.size());
                        }
                    };
                });
    }

    private static long play(final long seed, final boolean warm, final Heard heard) {
        final PlayedHistory history = new PlayedHistory(HistoryGenerator.history(seed, HISTORY));
        history.config().onDecision(heard);
        if (warm) {
            history.config().warmUp(COMMANDS, LONG_NS);
        }
        final InlineEngine engine = history.play(played -> {});
        engine.close();
        return engine.stateDigest();
    }

    @Test
    void shouldDecideTheSameAsWithoutOne() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            final Heard cold = new Heard();
            final Heard warm = new Heard();
            assertEquals(play(seed, false, cold), play(seed, true, warm), "digest, seed " + seed);
            assertEquals(cold.decisions, warm.decisions, "seed " + seed);
            assertFalse(cold.decisions.isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(HandOver.class)
    void shouldLeaveNoTraceInAnEngineWithThreads(final HandOver handOver) {
        final Heard heard = new Heard();
        final List<Thread> threads = new ArrayList<>();
        final EngineConfig config =
                small().handOver(handOver)
                        .onDecision(heard)
                        .threadFactory(
                                work -> {
                                    threads.add(new Thread(work));
                                    return threads.get(threads.size() - 1);
                                })
                        .warmUp(COMMANDS, LONG_NS);
        try (SwarmEngine engine = SwarmEngine.launch(config)) {
            assertEquals(0, engine.counters().commands());
            assertEquals(0, engine.counters().decisions());
            assertEquals(0, engine.latency().count());
            assertEquals(1, engine.symbols().size());
            assertEquals(1, engine.client().awaiting().tick());
        }
        assertTrue(heard.decisions.isEmpty());
        assertEquals(handOver == HandOver.DECISION_THREAD ? 2 : 1, threads.size());
    }

    @Test
    void shouldStartTheClockAfterIt() {
        final List<Long> endsNs = new ArrayList<>();
        final List<Long> times = new ArrayList<>();
        final EngineConfig config =
                small().core(
                                (settings, symbols) ->
                                        new ForwardingCore(new EngineCore(settings, symbols)) {
                                            @Override
                                            void before(final int templateId) {}

                                            @Override
                                            public void close() {
                                                endsNs.add(System.nanoTime());
                                                super.close();
                                            }
                                        })
                        .onCommand((sequence, at, buffer, offset, length) -> times.add(at))
                        .warmUp(COMMANDS, LONG_NS);
        try (InlineEngine engine = SwarmEngine.inline(config)) {
            engine.client().tick();
            final long sinceWarmUpNs = System.nanoTime() - endsNs.get(0);
            assertTrue(times.get(0) <= sinceWarmUpNs, times + " of " + sinceWarmUpNs);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldFreeWhatItTook(final boolean threaded) {
        final EngineConfig config = watched(small().warmUp(COMMANDS, LONG_NS), sent -> {});
        try (SwarmEngine engine =
                threaded ? SwarmEngine.launch(config) : SwarmEngine.inline(config)) {
            assertEquals(2, cores.size());
            final Arena scratch = cores.get(0).memory().orElseThrow();
            for (final MemoryTag tag : MemoryTag.values()) {
                assertEquals(0, scratch.bytes(tag), tag.name());
            }
            assertTrue(cores.get(1).memory().orElseThrow().totalBytes() > 0);
            assertTrue(engine.isOpen());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotStartIfItFails(final boolean threaded, @TempDir final Path directory) {
        final IllegalStateException fault = new IllegalStateException("a fault in the core");
        final Path journal = directory.resolve("journal");
        final EngineConfig config =
                watched(
                        small().journal(journal).warmUp(COMMANDS, LONG_NS),
                        sent -> {
                            if (sent == COMMANDS / 2) {
                                throw fault;
                            }
                        });
        final IllegalStateException thrown =
                assertThrows(
                        IllegalStateException.class,
                        () -> {
                            if (threaded) {
                                SwarmEngine.launch(config);
                            } else {
                                SwarmEngine.inline(config);
                            }
                        });
        assertTrue(thrown.getMessage().contains("warm-up"), thrown.getMessage());
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        assertSame(fault, root);
        assertEquals(1, cores.size());
        assertEquals(0, cores.get(0).memory().orElseThrow().totalBytes());
        assertFalse(Files.exists(journal), "nothing was recovered or started");
    }

    /** Whatever the machine's speed: so no timer can come due because the one before it took long. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDoTheSameEachTime(final boolean threaded) {
        final Set<String> ends = new HashSet<>();
        final EngineConfig config =
                new EngineConfig()
                        .core(
                                (settings, symbols) ->
                                        new ForwardingCore(new EngineCore(settings, symbols)) {
                                            @Override
                                            void before(final int templateId) {}

                                            @Override
                                            public void close() {
                                                if (decisionCount() > 0) {
                                                    ends.add(timeNs() + " " + stateDigest());
                                                }
                                                super.close();
                                            }
                                        })
                        .warmUp(COMMANDS, LONG_NS);
        for (int round = 0; round < 3; round++) {
            if (threaded) {
                SwarmEngine.launch(config).close();
            } else {
                SwarmEngine.inline(config).close();
            }
        }
        assertEquals(1, ends.size(), ends::toString);
    }

    @Test
    void shouldEndWhenTheTimeIsOver() {
        final EngineConfig config = watched(small().warmUp(Integer.MAX_VALUE, 1), sent -> {});
        SwarmEngine.inline(config).close();
        assertTrue(templates.size() < COMMANDS, templates.size() + " commands");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKnowEveryCommandAndDecision(final boolean threaded) {
        final Set<Integer> decisions = new TreeSet<>();
        final EngineConfig config =
                small().set(Setting.GRACE, LONG_NS)
                        .set(Setting.MINIMUM_HOLD, LONG_NS)
                        .core(
                                (settings, symbols) ->
                                        new DecisionsSeen(
                                                new EngineCore(settings, symbols),
                                                templates::add,
                                                decisions::add))
                        .warmUp(40_000, LONG_NS);
        if (threaded) {
            SwarmEngine.launch(config).close();
        } else {
            SwarmEngine.inline(config).close();
        }
        assertEquals(19, new HashSet<>(templates).size(), templates::toString);
        assertEquals(Set.of(101, 102, 103, 104, 105, 106, 107, 108, 109, 110), decisions);
    }

    /** A core whose commands and decisions are seen by their templates. */
    private static final class DecisionsSeen extends ForwardingCore {
        private final IntConsumer commands;
        private final IntConsumer decisions;

        DecisionsSeen(
                final AllocationCore core,
                final IntConsumer commands,
                final IntConsumer decisions) {
            super(core);
            this.commands = commands;
            this.decisions = decisions;
        }

        @Override
        void before(final int templateId) {
            commands.accept(templateId);
        }

        @Override
        public void onCommand(
                final long sequence,
                final long timeNs,
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final DecisionSink sink) {
            super.onCommand(
                    sequence,
                    timeNs,
                    buffer,
                    offset,
                    length,
                    (bytes, at, count) -> {
                        decisions.accept(new MessageHeaderDecoder().wrap(bytes, at).templateId());
                        sink.onDecision(bytes, at, count);
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(Hosts.class)
    void shouldWorkWithTheSettingsOfAnyHost(final Hosts host) {
        final Settings settings = host.settings;
        SwarmEngine.inline(new EngineConfig().settings(settings).warmUp(COMMANDS, LONG_NS)).close();
        SwarmEngine.launch(new EngineConfig().settings(settings).warmUp(COMMANDS, LONG_NS)).close();
    }

    private enum Hosts {
        DEFAULTS(Settings.defaults()),
        LEAST(
                Settings.defaults()
                        .with(Setting.MAX_TASKS, 1)
                        .with(Setting.MAX_INSTANCES, 1)
                        .with(Setting.MAX_VRUS_PER_INSTANCE, 1)
                        .with(Setting.MAX_UNITS, 1)
                        .with(Setting.RING_SIZE, 2)),
        EVERYTHING(
                Settings.defaults()
                        .with(Setting.GRACE, 5_000_000_000L)
                        .with(Setting.LEARNING, 1)
                        .with(Setting.RECLAIM_IDLE, 1)
                        .with(Setting.AGING, 1_000)
                        .with(Setting.PREEMPTION_BUDGET, 8)
                        .with(Setting.CHARGING, Setting.VCG)),
        NO_TICKS(
                Settings.defaults()
                        .with(Setting.TICK_INTERVAL, 0)
                        .with(Setting.AUTOSCALE, 0)
                        .with(Setting.CHARGING, Setting.PAY_AS_BID));

        private final Settings settings;

        Hosts(final Settings settings) {
            this.settings = settings;
        }
    }

    @Test
    void shouldRefuseBoundsThatAllowNothing() {
        final EngineConfig config = new EngineConfig();
        assertThrows(IllegalArgumentException.class, () -> config.warmUp(0, 1));
        assertThrows(IllegalArgumentException.class, () -> config.warmUp(1, 0));
    }
}
