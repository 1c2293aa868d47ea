package io.swarmbid.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.config.Setting;
import io.swarmbid.decision.DecisionSink;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A bid at the price to beat wins, one less does not; hold and preemption budget set aside. */
class PriceToBeatTest {
    private static final int COMMANDS = 120;
    private static final int PER_HISTORY = 12;
    private static final long HISTORIES = Long.getLong("swarmbid.histories", 60);

    /** Said on a command: the task can be admitted for that bid. */
    private record Offer(int step, long task, long bid) {}

    @Test
    void shouldBeExact() {
        int tried = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            if (isProtected(history)) {
                continue;
            }
            for (final Offer offer : offers(history)) {
                final String what = "seed " + seed + " " + offer;
                assertTrue(isAdmitted(history, offer, offer.bid), what);
                assertTrue(
                        offer.bid == 0 || !isAdmitted(history, offer, offer.bid - 1),
                        what + " and one less");
                tried++;
            }
        }
        assertTrue(tried > 0, "no price to beat was said");
    }

    /** Whether something may keep off a bid that would do. */
    private static boolean isProtected(final HistoryGenerator.History history) {
        return history.settings().get(Setting.MINIMUM_HOLD) != 0
                || history.settings().get(Setting.GRACE) != 0
                || history.settings().get(Setting.PREEMPTION_BUDGET) != 0;
    }

    @Test
    void shouldBeExactWithHoldAndBudgetSetAside() {
        int tried = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            if (isProtected(history)) {
                for (final Offer offer : offers(history)) {
                    check(history, offer, "seed " + seed + " " + offer);
                    tried++;
                }
            }
        }
        assertTrue(tried > 0, "no price to beat was said");
    }

    /**
     * In the state in which the price was said, the bid wins a contest that no hold and no budget decides, or keeps what is won
     * and yet to drain; no smaller one.
     */
    private static void check(
            final HistoryGenerator.History history, final Offer offer, final String what) {
        try (ReferenceCore core = new ReferenceCore(history.settings(), history.symbols())) {
            for (int i = 0; i <= offer.step; i++) {
                play(core, history.steps().get(i), DecisionSink.NONE);
            }
            final TaskState task = core.world.tasks.get(offer.task);
            assertTrue(winsSomewhere(core.world, task, offer.bid), what);
            if (offer.bid - 1 > task.charge) {
                assertTrue(!winsSomewhere(core.world, task, offer.bid - 1), what);
            }
        }
    }

    private static boolean winsSomewhere(final World world, final TaskState task, final long bid) {
        task.bid(bid);
        if (task.isRunning()) {
            final int least = Math.min(task.units, Hull.above(task.hull, 0));
            return Segment.of(task, 0, least, task.instance.pool).isAcceptable();
        }
        final Contest contest = new Contest(world);
        for (final InstanceState instance : world.eligible(task)) {
            final Segment first = Segment.first(task, instance.pool);
            if (first != null
                    && Pricing.fitsHealthy(instance, first)
                    && contest.judge(instance, first, Contest.Mode.FREE).wins()) {
                return true;
            }
        }
        return false;
    }

    private static List<Offer> offers(final HistoryGenerator.History history) {
        final List<Offer> offers = new ArrayList<>();
        try (ReferenceCore core = new ReferenceCore(history.settings(), history.symbols())) {
            for (int i = 0; i < history.steps().size(); i++) {
                final HistoryGenerator.Step step = history.steps().get(i);
                final int index = i;
                play(
                        core,
                        step,
                        (buffer, offset, length) -> {
                            final MessageHeaderDecoder header = new MessageHeaderDecoder();
                            if (header.wrap(buffer, offset).templateId()
                                    == QueueDecisionDecoder.TEMPLATE_ID) {
                                final var queue =
                                        new QueueDecisionDecoder()
                                                .wrapAndApplyHeader(buffer, offset, header);
                                if (queue.cause() == step.sequence()
                                        && queue.at() == step.at()
                                        && queue.priceToBeat() >= 0
                                        && offers.size() < PER_HISTORY) {
                                    offers.add(new Offer(index, queue.task(), queue.priceToBeat()));
                                }
                            }
                        });
            }
        }
        return offers;
    }

    private static boolean isAdmitted(
            final HistoryGenerator.History history, final Offer offer, final long bid) {
        try (ReferenceCore core = new ReferenceCore(history.settings(), history.symbols())) {
            for (int i = 0; i <= offer.step; i++) {
                play(core, history.steps().get(i), DecisionSink.NONE);
            }
            assertEquals(false, core.world.tasks.get(offer.task).isRunning());
            final boolean[] admitted = {false};
            final byte[] rebid = new CommandWriter(history.settings()).rebid(offer.task, bid);
            play(
                    core,
                    new HistoryGenerator.Step(0, core.timeNs(), rebid),
                    (buffer, offset, length) -> {
                        final MessageHeaderDecoder header = new MessageHeaderDecoder();
                        if (header.wrap(buffer, offset).templateId()
                                == AdmitDecisionDecoder.TEMPLATE_ID) {
                            admitted[0] |=
                                    new AdmitDecisionDecoder()
                                                    .wrapAndApplyHeader(buffer, offset, header)
                                                    .task()
                                            == offer.task;
                        }
                    });
            return admitted[0];
        }
    }

    private static void play(
            final ReferenceCore core, final HistoryGenerator.Step step, final DecisionSink sink) {
        core.onCommand(
                step.sequence(),
                step.at(),
                new UnsafeBuffer(step.command()),
                0,
                step.command().length,
                sink);
    }
}
