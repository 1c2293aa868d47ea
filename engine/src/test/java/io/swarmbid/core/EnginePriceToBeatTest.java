package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.config.Setting;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.reference.CommandWriter;
import io.swarmbid.reference.HistoryGenerator;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** On the engine: a bid at the price to beat wins in that very state, one less does not. */
final class EnginePriceToBeatTest {
    private static final long HISTORIES = Long.getLong("swarmbid.histories", 800);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int COMMANDS = 150;
    private static final int PER_HISTORY = 12;

    /** Said on a command: the task can be admitted for that bid. */
    private record Offer(int step, long task, long bid) {}

    @Test
    void shouldBeExact() {
        int tried = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            if (history.settings().get(Setting.MINIMUM_HOLD) == 0
                    && history.settings().get(Setting.GRACE) == 0
                    && history.settings().get(Setting.PREEMPTION_BUDGET) == 0) {
                for (final Offer offer : offers(history)) {
                    final String what = "seed " + seed + " " + offer;
                    assertTrue(isAdmitted(history, offer, offer.bid), what);
                    if (offer.bid > 0) {
                        assertEquals(false, isAdmitted(history, offer, offer.bid - 1), what);
                    }
                    tried++;
                }
            }
        }
        assertTrue(tried > HISTORIES / 8, "only " + tried + " prices to beat were said");
    }

    private static List<Offer> offers(final HistoryGenerator.History history) {
        final List<Offer> offers = new ArrayList<>();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final QueueDecisionDecoder queue = new QueueDecisionDecoder();
        try (EngineCore core = new EngineCore(history.settings(), history.symbols())) {
            for (int i = 0; i < history.steps().size(); i++) {
                final int index = i;
                final HistoryGenerator.Step step = history.steps().get(i);
                play(
                        core,
                        step,
                        (buffer, offset, length) -> {
                            if (header.wrap(buffer, offset).templateId()
                                    != QueueDecisionDecoder.TEMPLATE_ID) {
                                return;
                            }
                            queue.wrapAndApplyHeader(buffer, offset, header);
                            // What a timer said may be changed by the command that follows.
                            final boolean isOfCommand =
                                    queue.cause() == step.sequence() && queue.at() == step.at();
                            if (isOfCommand
                                    && queue.priceToBeat() >= 0
                                    && offers.size() < PER_HISTORY) {
                                offers.add(new Offer(index, queue.task(), queue.priceToBeat()));
                            }
                        });
            }
        }
        return offers;
    }

    private static boolean isAdmitted(
            final HistoryGenerator.History history, final Offer offer, final long bid) {
        final boolean[] admitted = {false};
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final AdmitDecisionDecoder admit = new AdmitDecisionDecoder();
        try (EngineCore core = new EngineCore(history.settings(), history.symbols())) {
            for (int i = 0; i <= offer.step; i++) {
                play(core, history.steps().get(i), DecisionSink.NONE);
            }
            final byte[] rebid = new CommandWriter(history.settings()).rebid(offer.task, bid);
            play(
                    core,
                    new HistoryGenerator.Step(0, core.timeNs(), rebid),
                    (buffer, offset, length) -> {
                        if (header.wrap(buffer, offset).templateId()
                                == AdmitDecisionDecoder.TEMPLATE_ID) {
                            admit.wrapAndApplyHeader(buffer, offset, header);
                            admitted[0] |= admit.task() == offer.task;
                        }
                    });
        }
        return admitted[0];
    }

    private static void play(
            final EngineCore core, final HistoryGenerator.Step step, final DecisionSink sink) {
        core.onCommand(
                step.sequence(),
                step.at(),
                new UnsafeBuffer(step.command()),
                0,
                step.command().length,
                sink);
    }
}
