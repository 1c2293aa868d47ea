package io.swarmbid.pipeline;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import java.util.function.BiFunction;

/**
 * Trains the code of an engine that is about to start on another one, which is small and thrown away: of the same kind and
 * with the same settings, but for the limits and for times that would not pass in so short a life. Its threads never run; the
 * launching thread takes every turn. So the classes are loaded, and the compiler has seen its hot path, before the first
 * command.
 *
 * <p>The engine that starts shares nothing with it but code: not state, symbols, clock, journal, handlers nor sequences.
 *
 * @param commands that it is sent at most; 0: none, and no engine is made.
 * @param mostNs after which no more are sent, nanoseconds of real time.
 */
record WarmUp(int commands, long mostNs) {
    static final WarmUp NONE = new WarmUp(0, 0);

    private static final int LOOK_INTERVAL = 16;
    private static final int DECISION_RING_SIZE = 4_096;

    /** The longest that a setting may make something last that the traffic is to see end. */
    private static final long SHORT_NS = 1_000_000;

    private static final Setting[] TIMES = {
        Setting.MINIMUM_HOLD,
        Setting.GRACE,
        Setting.PREEMPTION_WINDOW,
        Setting.COOL_DOWN,
        Setting.INTERRUPTION_NOTICE
    };

    /** Where time is cut into intervals of these, the logical time between two commands must not hold thousands of them. */
    private static final Setting[] INTERVALS = {Setting.TICK_INTERVAL, Setting.FINDING_WINDOW};

    /**
     * Warms up for an engine.
     *
     * @param context of the engine that is about to start.
     * @param maker makes an engine of its kind.
     * @throws IllegalStateException if the throw-away engine failed, as the real one then would.
     */
    void run(
            final EngineContext context,
            final BiFunction<EngineContext, EngineStart, SwarmEngine> maker) {
        if (commands == 0) {
            return;
        }
        final Scratch scratch = new Scratch();
        final EngineContext its = context(context, scratch);
        try (AllocationCore core = its.newCore()) {
            scratch.engine = maker.apply(its, new EngineStart(core, null));
            scratch.traffic.begin(scratch.engine.client());
            final long startNs = System.nanoTime();
            for (int sent = 0; sent < commands; sent++) {
                if (sent % LOOK_INTERVAL == 0 && System.nanoTime() - startNs > mostNs) {
                    return;
                }
                scratch.traffic.next();
            }
        } catch (final Throwable e) {
            final Throwable cause = scratch.failure == null ? e : scratch.failure;
            throw new IllegalStateException(
                    "the warm-up failed, so the engine was not started: " + cause, cause);
        }
    }

    /** The throw-away engine and what is around it. */
    private static final class Scratch implements ErrorHandler {
        final EngineClock clock = new EngineClock();
        final WarmUpTraffic traffic = new WarmUpTraffic(this::turn);
        SwarmEngine engine;
        Throwable failure;

        Scratch() {
            clock.standAt(0);
        }

        private void turn(final long nowNs) {
            clock.standAt(nowNs);
            engine.turn();
        }

        /** An event with more decisions than fit is handed over at once, by the thread that would wait. */
        @Override
        public void onHandlerLag(final long decisions) {
            engine.handOver();
        }

        @Override
        public void onError(final long inputSequence, final EngineFailedException cause) {
            failure = cause;
        }
    }

    private static EngineContext context(final EngineContext context, final Scratch scratch) {
        Settings settings =
                context.settings()
                        .with(Setting.MAX_TASKS, WarmUpTraffic.TASKS_MAX)
                        .with(Setting.MAX_INSTANCES, WarmUpTraffic.INSTANCES_MAX)
                        .with(Setting.MAX_VRUS_PER_INSTANCE, WarmUpTraffic.VRUS_MAX)
                        .with(Setting.MAX_UNITS, WarmUpTraffic.UNITS_MAX)
                        .with(Setting.RING_SIZE, WarmUpTraffic.RING_SIZE);
        for (final Setting time : TIMES) {
            settings = settings.with(time, Math.min(SHORT_NS, settings.get(time)));
        }
        for (final Setting interval : INTERVALS) {
            settings = settings.with(interval, settings.get(interval) == 0 ? 0 : SHORT_NS);
        }
        return new EngineConfig()
                .settings(settings)
                .symbols(new SymbolTable())
                .clock(scratch.clock)
                .decisionRingSize(DECISION_RING_SIZE)
                .waitStrategy(context.waitStrategy())
                .parkNs(context.parkNs())
                .producers(context.producers())
                .handOver(context.handOver())
                .onDecision(scratch.traffic)
                .errorHandler(scratch)
                .threadFactory(Thread::new)
                .core(context.cores())
                .conclude();
    }
}
