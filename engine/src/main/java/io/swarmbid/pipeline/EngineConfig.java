package io.swarmbid.pipeline;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.journal.JournalConfig;
import io.swarmbid.journal.JournalOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a host chooses before it launches an engine. Nothing is required: without a handler the decisions go nowhere.
 *
 * <p>Not threadsafe. A launch takes a copy, so one configuration may launch several engines; its handlers are then
 * shared.
 */
public final class EngineConfig {
    private static final int LARGEST_DECISION_RING = 1 << 23;

    private final List<DecisionSink> sinks = new ArrayList<>();
    private final List<DecisionHandler> handlers = new ArrayList<>();
    private final List<LaunchListener> launches = new ArrayList<>();
    private Settings settings = Settings.defaults();
    private SymbolTable symbols;
    private int decisionRingSize = 8_192;
    private WaitStrategy waitStrategy = WaitStrategy.PARKING;
    private long parkNs = 50_000;
    private Producers producers = Producers.MULTI;
    private HandOver handOver = HandOver.DECISION_THREAD;
    private LongSupplier clock;
    private CommandTap tap;
    private WatchdogConfig watchdog;
    private ErrorHandler errorHandler = ErrorHandler.NONE;
    private ThreadFactory threadFactory = EngineConfig::daemon;
    private JournalConfig journal;
    private WarmUp warmUp = WarmUp.NONE;
    private BiFunction<Settings, SymbolTable, AllocationCore> cores = EngineCore::new;

    /** Replaces all settings, the limits and the ring's size among them. */
    public EngineConfig settings(final Settings all) {
        settings = Objects.requireNonNull(all, "settings");
        return this;
    }

    /**
     * One setting in its unit.
     *
     * @throws IllegalArgumentException if the value is out of range.
     */
    public EngineConfig set(final Setting setting, final long value) {
        settings = settings.with(setting, value);
        return this;
    }

    /**
     * One setting by its name, as {@code --set} takes it.
     *
     * @throws IllegalArgumentException if the name is unknown or the value out of range, listing what is right.
     */
    public EngineConfig set(final String name, final String value) {
        settings = settings.with(name, value);
        return this;
    }

    /** The limits, for example {@code limits(limits -> limits.tasks(1_000_000).instances(10_000))}. */
    public EngineConfig limits(final Consumer<LimitsConfig> limits) {
        limits.accept(new LimitsConfig(this));
        return this;
    }

    /** Commands that may wait for the engine, a power of two; the setting {@code ringSize}. Default 4,096. */
    public EngineConfig ringSize(final int commands) {
        return set(Setting.RING_SIZE, commands);
    }

    /**
     * Slots of 128 bytes for decisions that wait for the handlers, a power of two; most decisions take one.
     * Default 8,192.
     */
    public EngineConfig decisionRingSize(final int slots) {
        decisionRingSize = slots;
        return this;
    }

    /** What the engine's threads do while idle. Default {@link WaitStrategy#PARKING}. */
    public EngineConfig waitStrategy(final WaitStrategy strategy) {
        waitStrategy = Objects.requireNonNull(strategy, "waitStrategy");
        return this;
    }

    /** Nanoseconds that a parking thread sleeps between two looks. Default 50,000. */
    public EngineConfig parkNs(final long nanoseconds) {
        parkNs = nanoseconds;
        return this;
    }

    /** How many threads send commands. Default {@link Producers#MULTI}. */
    public EngineConfig producers(final Producers count) {
        producers = Objects.requireNonNull(count, "producers");
        return this;
    }

    /** On which thread the handlers run. Default {@link HandOver#DECISION_THREAD}. */
    public EngineConfig handOver(final HandOver to) {
        handOver = Objects.requireNonNull(to, "handOver");
        return this;
    }

    /**
     * The clock that stamps commands, fires timers and measures latency: nanoseconds from 0 to 2^62, read by every thread,
     * never throwing. One that throws or shows more stops the engine. Default: {@link System#nanoTime} since the launch, on
     * top of the time that was recovered.
     */
    public EngineConfig clock(final LongSupplier nanoseconds) {
        clock = Objects.requireNonNull(nanoseconds, "clock");
        return this;
    }

    /** Adds a handler that is called by kind of decision. Handlers are called in the order in which they were added. */
    public EngineConfig onDecision(final DecisionHandler handler) {
        handlers.add(Objects.requireNonNull(handler, "handler"));
        sinks.add(new DecisionDispatch(handler));
        return this;
    }

    /** Adds a handler that is given every decision's bytes, to record or to forward. */
    public EngineConfig onDecision(final DecisionSink sink) {
        sinks.add(Objects.requireNonNull(sink, "sink"));
        return this;
    }

    /**
     * Adds what sees every accepted command with its final time, on the thread that hands over decisions. Called in the
     * order in which they were added. Default: none.
     */
    public EngineConfig onCommand(final CommandTap commands) {
        Objects.requireNonNull(commands, "onCommand");
        tap = tap == null ? commands : tap.andThen(commands);
        return this;
    }

    /** Adds what is told of an engine that is about to start. */
    public EngineConfig onLaunch(final LaunchListener listener) {
        launches.add(Objects.requireNonNull(listener, "onLaunch"));
        return this;
    }

    /** Is told when the engine fails or lags. Default {@link ErrorHandler#NONE}. */
    public EngineConfig errorHandler(final ErrorHandler handler) {
        errorHandler = Objects.requireNonNull(handler, "errorHandler");
        return this;
    }

    /**
     * Has a thread of its own look whether the engine, the handlers, and whatever else is {@link SwarmEngine#watch
     * watched} keep up. Has no meaning for an inline engine. Default: none.
     */
    public EngineConfig watchdog(final WatchdogConfig config) {
        watchdog = Objects.requireNonNull(config, "watchdog");
        return this;
    }

    /**
     * Makes the engine's threads, for example pinned ones. Default: daemon threads, which do not keep the JVM alive.
     */
    public EngineConfig threadFactory(final ThreadFactory factory) {
        threadFactory = Objects.requireNonNull(factory, "threadFactory");
        return this;
    }

    /** Strings that the host has interned before. Default: an empty table for each engine. */
    public EngineConfig symbols(final SymbolTable table) {
        symbols = Objects.requireNonNull(table, "symbols");
        return this;
    }

    /** Keeps a journal in a directory, and recovers from it; as {@link #journal(Path, Consumer)} without options. */
    public EngineConfig journal(final Path directory) {
        return journal(directory, options -> {});
    }

    /**
     * Keeps a journal of every accepted command in a directory that this engine has for itself, and at the launch
     * recovers the state that the one before left there. Default: none, and nothing outlives the process.
     *
     * <p>A clock of the host's own must then go on from launch to launch. The default one goes on from the recovered
     * time, so no logical time passes while there is no engine.
     */
    public EngineConfig journal(final Path directory, final Consumer<JournalConfig> options) {
        final JournalConfig chosen = new JournalConfig(directory);
        options.accept(chosen);
        journal = chosen;
        return this;
    }

    /**
     * Has a launch train the code of the hot path before it takes commands, on a small engine of the same settings that is
     * thrown away: seeded commands of every kind, until there were so many or the time is over, on the launching thread.
     * Nothing of this engine is touched: not its state, symbols, clock, journal, handlers nor sequences. Default: none, since
     * it takes a second or two, and commands of every kind teach the compiler something else than the host's own.
     *
     * @param commands at most; 20,000 get most of what there is to get.
     * @param mostNs at most, nanoseconds of real time.
     * @throws IllegalArgumentException unless both are above 0.
     */
    public EngineConfig warmUp(final int commands, final long mostNs) {
        if (commands <= 0 || mostNs <= 0) {
            throw new IllegalArgumentException(
                    "warmUp(" + commands + ", " + mostNs + ") takes two numbers above 0");
        }
        warmUp = new WarmUp(commands, mostNs);
        return this;
    }

    EngineConfig core(final BiFunction<Settings, SymbolTable, AllocationCore> factory) {
        cores = factory;
        return this;
    }

    /**
     * Checks everything that one value alone cannot tell.
     *
     * @throws IllegalArgumentException naming every fault, with the values that do not fit each other.
     */
    EngineContext conclude() {
        final List<String> faults = new ArrayList<>();
        checkRing(faults);
        checkDecisionRing(faults);
        if (parkNs < 1 || parkNs > 1_000_000_000) {
            faults.add("parkNs=" + parkNs + " is out of range; it takes 1 to 1000000000");
        }
        final JournalOptions journalOptions =
                journal == null
                        ? null
                        : journal.conclude(CommandEncoder.maxEncodedLength(settings), faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
        }
        return new EngineContext(
                settings,
                symbols == null ? new SymbolTable() : symbols,
                decisionRingSize,
                waitStrategy,
                parkNs,
                producers,
                handOver,
                new CheckedClock(clock == null ? new EngineClock() : clock),
                List.copyOf(sinks),
                List.copyOf(handlers),
                List.copyOf(launches),
                tap,
                watchdog,
                errorHandler,
                threadFactory,
                journalOptions,
                warmUp,
                cores);
    }

    private void checkRing(final List<String> faults) {
        final int ringSize = settings.getInt(Setting.RING_SIZE);
        if (Integer.bitCount(ringSize) != 1) {
            faults.add("ringSize=" + ringSize + " is no power of two");
        }
        final long bytes = IngestRing.bytes(settings);
        if (bytes > Integer.MAX_VALUE - SlotDescriptor.STRIDE) {
            faults.add(
                    "ringSize=%d with maxUnits=%d takes %d bytes; a ring takes at most %d"
                            .formatted(
                                    ringSize,
                                    settings.get(Setting.MAX_UNITS),
                                    bytes,
                                    Integer.MAX_VALUE - SlotDescriptor.STRIDE));
        }
    }

    private void checkDecisionRing(final List<String> faults) {
        if (decisionRingSize < 2
                || decisionRingSize > LARGEST_DECISION_RING
                || Integer.bitCount(decisionRingSize) != 1) {
            faults.add(
                    "decisionRingSize=%d is no power of two from 2 to %d"
                            .formatted(decisionRingSize, LARGEST_DECISION_RING));
        }
        final int longest = EntryDescriptor.maxSlots(settings);
        if (decisionRingSize < 2 * longest) {
            faults.add(
                    ("decisionRingSize=%d is under twice the %d slots of the longest entry with"
                                    + " maxVrusPerInstance=%d and maxUnits=%d")
                            .formatted(
                                    decisionRingSize,
                                    longest,
                                    settings.get(Setting.MAX_VRUS_PER_INSTANCE),
                                    settings.get(Setting.MAX_UNITS)));
        }
    }

    private static Thread daemon(final Runnable work) {
        final Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
