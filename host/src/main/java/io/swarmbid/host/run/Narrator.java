package io.swarmbid.host.run;

import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.QueueReason;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Limits;
import io.swarmbid.host.workload.MachinePlan;
import io.swarmbid.pipeline.DecisionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells in sentences what the decisions mean. The decisions of one event make one story, in the order in which they are
 * made: who loses, who waits, who takes what the first have lost. Called on the decision thread after {@link Actuation}.
 */
final class Narrator implements DecisionHandler {
    private record Change(
            RunTask task,
            int units,
            int delta,
            long slope,
            boolean isNew,
            boolean isAwaited,
            RevokeReason reason,
            long graceNs) {}

    private final List<RunTask> tasks;
    private final MachinePlan plan;
    private final Story story;
    private final List<Change> lost = new ArrayList<>();
    private final List<String> waits = new ArrayList<>();
    private final List<Change> gained = new ArrayList<>();
    private final int[] held;
    private final boolean[] ran;

    /** Until when a task works with what it has lost, and with how many units. */
    private final long[] drainsUntilNs;

    private final int[] working;

    /** Until when a task waits for what it has won, at most. */
    private final long[] wonUntilNs;

    private long atNs;
    private long cause;

    /** A narrator of tasks whose ids are their places in the list, from 1. */
    Narrator(final List<RunTask> tasks, final MachinePlan plan, final Story story) {
        this.tasks = tasks;
        this.plan = plan;
        this.story = story;
        held = new int[tasks.size() + 1];
        ran = new boolean[tasks.size() + 1];
        drainsUntilNs = new long[tasks.size() + 1];
        working = new int[tasks.size() + 1];
        wonUntilNs = new long[tasks.size() + 1];
    }

    private RunTask task(final long id) {
        return tasks.get((int) id - 1);
    }

    private void event(final long eventAtNs, final long eventCause) {
        if (eventAtNs != atNs || eventCause != cause) {
            flush();
            atNs = eventAtNs;
            cause = eventCause;
        }
    }

    @Override
    public void onRevoke(final RevokeDecisionDecoder revoke) {
        event(revoke.at(), revoke.cause());
        final int id = (int) revoke.task();
        final int delta = held[id] - revoke.units();
        if (revoke.deadline() > revoke.at()) {
            working[id] = drains(id) ? working[id] : held[id];
            drainsUntilNs[id] = revoke.deadline();
        } else {
            drainsUntilNs[id] = 0;
        }
        held[id] = revoke.units();
        if (delta != 0) {
            lost.add(
                    new Change(
                            task(id),
                            revoke.units(),
                            delta,
                            revoke.slope(),
                            false,
                            false,
                            revoke.reason(),
                            revoke.deadline() - revoke.at()));
        }
    }

    @Override
    public void onGrant(final GrantDecisionDecoder grant) {
        event(grant.at(), grant.cause());
        final int id = (int) grant.task();
        final int delta = grant.units() - held[id];
        held[id] = grant.units();
        final boolean isAwaited = wonUntilNs[id] > 0;
        wonUntilNs[id] = 0;
        if (delta != 0) {
            gained.add(
                    new Change(
                            task(id),
                            grant.units(),
                            delta,
                            grant.slope(),
                            !ran[id],
                            isAwaited,
                            null,
                            0));
        }
        ran[id] = true;
    }

    @Override
    public void onQueue(final QueueDecisionDecoder queue) {
        event(queue.at(), queue.cause());
        final RunTask task = task(queue.task());
        if (queue.instance() != QueueDecisionDecoder.instanceNullValue()) {
            final String rival = task(queue.rival()).name();
            wonUntilNs[(int) queue.task()] = queue.deadline();
            task.note("won, waits for " + rival);
            waits.add(
                    task.name()
                            + " has won "
                            + Words.count(queue.units(), "unit")
                            + ", and waits for "
                            + rival
                            + ": "
                            + Words.seconds(queue.deadline() - atNs)
                            + " at most");
            return;
        }
        wonUntilNs[(int) queue.task()] = 0;
        if (queue.reason() == QueueReason.REVOKED && drainsUntilNs[(int) queue.task()] == atNs) {
            waits.add(task.name() + " has drained and is paused");
        }
        final boolean hasPrice = queue.priceToBeat() != QueueDecisionDecoder.priceToBeatNullValue();
        final double toBeat = hasPrice ? task.offer(queue.priceToBeat()) : 0;
        final boolean isEnough = hasPrice && toBeat <= task.offer();
        final String why =
                switch (queue.reason()) {
                    case OUTBID -> "outbid" + by(queue.rival());
                    case HELD ->
                            isProtected(queue.rival())
                                    ? draining()
                                    : "what it outbids is held for a moment";
                    case PREEMPTION_BUDGET -> "enough was preempted for now";
                    case NO_ROOM -> "no room" + shortOf(queue);
                    case WAITING_FOR_INSTANCE -> "an instance is on its way";
                    case NO_INSTANCE -> "there is no instance for it";
                    default -> "displaced" + by(queue.rival());
                };
        final boolean isExhausted = queue.reason() == QueueReason.REVOKED && !hasPrice;
        final String price = Words.millis(toBeat) + (isEnough ? " is enough" : " would win");
        task.note(hasPrice && !isEnough ? price : isExhausted ? "" : why);
        if (queue.reason() != QueueReason.REVOKED) {
            waits.add(
                    task.name()
                            + " waits: "
                            + why
                            + "; offers "
                            + Words.rate(task.offer())
                            + " a unit"
                            + (hasPrice ? ", " + price : ""));
        }
    }

    private boolean drains(final int id) {
        return drainsUntilNs[id] > atNs && working[id] > held[id];
    }

    /** Whether a drain keeps others from displacing a task. */
    private boolean isProtected(final long rival) {
        return rival != QueueDecisionDecoder.rivalNullValue()
                && (drains((int) rival) || wonUntilNs[(int) rival] > atNs);
    }

    /** Who drains, and until when: nobody can take anything from them, or from who waits for them, before. */
    private String draining() {
        return IntStream.range(1, held.length)
                .filter(this::drains)
                .mapToObj(
                        id -> task(id).name() + " drains until " + Words.seconds(drainsUntilNs[id]))
                .collect(Collectors.joining(" and "));
    }

    private String by(final long rival) {
        return rival == QueueDecisionDecoder.rivalNullValue() ? "" : " by " + task(rival).name();
    }

    private static String shortOf(final QueueDecisionDecoder queue) {
        return queue.kind() == Kind.NULL_VAL
                ? ""
                : ", "
                        + Words.count(
                                queue.deficit(),
                                queue.kind().name().toLowerCase(Locale.ROOT) + " VRU")
                        + " short";
    }

    @Override
    public void onReject(final RejectDecisionDecoder reject) {
        event(reject.at(), reject.cause());
        final RunTask task = task(reject.task());
        final String why =
                switch (reject.reason()) {
                    case NOT_PROFITABLE ->
                            "offers "
                                    + Words.rate(task.offer())
                                    + " a unit, which costs "
                                    + Words.millis(cost(task));
                    case NEVER_FITS -> "it does not fit into this machine";
                    case INFEASIBLE_DEADLINE -> "it could not meet its deadline any more";
                    case EXPIRED -> "it has waited long enough";
                    default -> "it was cancelled";
                };
        task.note(
                reject.reason() == RejectReason.NOT_PROFITABLE
                        ? "below cost " + Words.millis(cost(task))
                        : why);
        waits.add(task.name() + " is turned away: " + why);
        held[(int) reject.task()] = 0;
        drainsUntilNs[(int) reject.task()] = 0;
        wonUntilNs[(int) reject.task()] = 0;
    }

    /** What a unit of a task must bring in an hour, nano. */
    private double cost(final RunTask task) {
        final double vcpuShare =
                plan.memoryVrus() == 0 ? 1 : plan.settings().vcpuWeightPpm() / (double) Limits.PPM;
        final double total = plan.settings().costPerHour();
        final double margin = plan.settings().minimumMargin();
        final double block =
                plan.memoryVrus() == 0 ? 0 : total * (1 - vcpuShare) / plan.memoryVrus() + margin;
        return task.spec().vcpu() * (total * vcpuShare / plan.vcpuVrus() + margin)
                + task.spec().memory() * block;
    }

    @Override
    public void onComplete(final CompleteDecisionDecoder complete) {
        event(complete.at(), complete.cause());
        final RunTask task = task(complete.task());
        held[(int) complete.task()] = 0;
        drainsUntilNs[(int) complete.task()] = 0;
        wonUntilNs[(int) complete.task()] = 0;
        final String ran = "ran " + Words.seconds(complete.duration());
        final String paid = ", pays " + Words.amount(complete.charge());
        switch (complete.reason()) {
            case DONE -> {
                task.note(ran);
                story.tell(atNs, task.name() + " is done: it " + ran + paid);
            }
            case FAILED -> story.tell(atNs, task.name() + " has failed: it " + ran + paid);
            default -> {
                task.note("cancelled");
                story.tell(atNs, task.name() + " is cancelled: it " + ran + paid);
            }
        }
    }

    @Override
    public void onBatchEnd() {
        flush();
    }

    private void flush() {
        final List<Change> losers =
                lost.stream().filter(change -> change.reason() == RevokeReason.OUTBID).toList();
        for (final Change loser : lost) {
            if (loser.reason() == RevokeReason.BUDGET_EXHAUSTED && loser.units() == 0) {
                loser.task().note("bid or work used up");
            }
            story.tell(atNs, keeps(loser));
        }
        waits.forEach(line -> story.tell(atNs, line));
        for (final Change winner : gained) {
            story.tell(
                    atNs,
                    losers.isEmpty() || winner.isAwaited() ? grows(winner) : takes(winner, losers));
        }
        waits.clear();
        gained.clear();
        lost.clear();
    }

    private static String takes(final Change winner, final List<Change> losers) {
        return winner.task().name()
                + " takes "
                + Words.count(winner.delta(), "unit")
                + " from "
                + join(losers, loser -> loser.task().name())
                + ": "
                + Words.rate(winner.task().offer())
                + " a unit beats "
                + join(losers, loser -> Words.millis(loser.task().offer()));
    }

    private static String join(final List<Change> changes, final Function<Change, String> word) {
        return changes.stream().map(word).collect(Collectors.joining(" and "));
    }

    private String grows(final Change winner) {
        final String share = share(winner.task(), winner.units());
        if (winner.isNew()) {
            return winner.task().name()
                    + " starts with "
                    + Words.count(winner.units(), "unit")
                    + share;
        }
        return winner.units() == winner.delta()
                ? winner.task().name()
                        + " goes on with "
                        + Words.count(winner.units(), "unit")
                        + share
                : winner.task().name()
                        + " gets "
                        + Words.count(winner.delta(), "more unit")
                        + ", "
                        + winner.units()
                        + " now"
                        + share;
    }

    private String keeps(final Change loser) {
        final String why =
                switch (loser.reason()) {
                    case OUTBID -> "";
                    case BUDGET_EXHAUSTED -> ": its bid or the work that it named is used up";
                    case NOT_PROFITABLE -> ": it no longer pays what they cost";
                    default -> ": " + loser.reason();
                };
        if (loser.graceNs() > 0) {
            return loser.task().name()
                    + " has "
                    + Words.seconds(loser.graceNs())
                    + " to give up "
                    + (loser.units() == 0
                            ? "what it has"
                            : Words.count(loser.delta(), "unit")
                                    + " and keeps "
                                    + loser.units()
                                    + share(loser.task(), loser.units()))
                    + why;
        }
        final String lost = loser.task().name() + " loses " + Words.count(loser.delta(), "unit");
        return lost
                + (loser.units() == 0
                        ? " and is paused"
                        : " and keeps " + loser.units() + share(loser.task(), loser.units()))
                + why;
    }

    private String share(final RunTask task, final int units) {
        final long blocks = (long) units * task.spec().memory();
        return " ("
                + Words.vcpu(plan.cpuPpm(task.spec(), units))
                + (blocks == 0
                        ? ""
                        : ", " + (blocks * plan.settings().memoryBlockBytes() >> 20) + " MiB")
                + ")";
    }
}
