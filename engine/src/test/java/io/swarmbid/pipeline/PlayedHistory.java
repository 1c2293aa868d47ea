package io.swarmbid.pipeline;

import io.swarmbid.reference.HistoryGenerator;
import io.swarmbid.reference.ReferenceCore;
import java.util.function.IntConsumer;
import org.agrona.concurrent.UnsafeBuffer;

/** A random history on an inline engine, at its own times, with the reference beside it. */
public final class PlayedHistory {
    private final HistoryGenerator.History history;
    private final ReferenceCore reference;
    private final EngineConfig config;
    private long nowNs;

    public PlayedHistory(final HistoryGenerator.History history) {
        this.history = history;
        reference = new ReferenceCore(history.settings(), history.symbols());
        config =
                new EngineConfig()
                        .settings(history.settings())
                        .symbols(history.symbols())
                        .clock(() -> nowNs)
                        .onCommand(
                                (sequence, timeNs, buffer, offset, length) ->
                                        reference.onCommand(
                                                sequence,
                                                timeNs,
                                                buffer,
                                                offset,
                                                length,
                                                (ignored, at, bytes) -> {}));
    }

    /** To be completed before the history is played. */
    public EngineConfig config() {
        return config;
    }

    /** Takes the time from where another left it. */
    public void startAt(final PlayedHistory before) {
        nowNs = before.nowNs;
    }

    /** In the engine's state after every command. */
    public ReferenceCore reference() {
        return reference;
    }

    /** Plays the history on an engine with this configuration, which stays open. */
    public InlineEngine play(final IntConsumer afterEach) {
        final InlineEngine engine = SwarmEngine.inline(config);
        final EngineClient client = engine.client();
        int played = 0;
        for (final HistoryGenerator.Step step : history.steps()) {
            nowNs = step.at();
            final long sequence =
                    client.encoded(new UnsafeBuffer(step.command()), step.command().length);
            if (sequence != ++played) {
                throw new AssertionError("command " + played + " was answered " + sequence);
            }
            afterEach.accept(played);
        }
        return engine;
    }
}
