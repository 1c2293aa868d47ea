package io.swarmbid.host.cli;

import io.swarmbid.codec.sbe.QueueReason;
import io.swarmbid.core.TaskStanding;
import io.swarmbid.host.log.Printable;
import io.swarmbid.host.replay.Amounts;
import io.swarmbid.host.replay.Playback;
import io.swarmbid.host.replay.TaskHistory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in words how a task stands and what happened to it. */
final class ExplainText {
    private static final String INDENT = "           ";
    private static final int LOSERS_NAMED = 8;

    private final PrintWriter out;
    private final Playback playback;
    private final TaskHistory history;
    private final boolean atEnd;

    ExplainText(
            final PrintWriter out,
            final Playback playback,
            final TaskHistory history,
            final boolean atEnd) {
        this.out = out;
        this.playback = playback;
        this.history = history;
        this.atEnd = atEnd;
    }

    void print(final Optional<TaskStanding> standing) {
        request(history.request());
        final String when =
                "at "
                        + Amounts.seconds(playback.core().timeNs())
                        + (atEnd ? ", the end" : ", after input " + playback.lastInput());
        if (standing.isEmpty()) {
            line("state", when + ": " + ended());
        } else {
            final TaskStanding stands = standing.get();
            stands.holding().ifPresent(holding -> runs(when, stands, holding));
            stands.waiting().ifPresent(wait -> waits(when, stands, wait));
        }
        history();
    }

    private void line(final String label, final String text) {
        out.println(String.format(Locale.ROOT, "%-11s%s", label, Printable.of(text)));
    }

    private void more(final String text) {
        out.println(INDENT + Printable.of(text));
    }

    private void request(final TaskHistory.Request asked) {
        final String customer = playback.symbols().text(asked.customer());
        final String taskClass = playback.symbols().text(asked.taskClass());
        line(
                "task",
                history.id()
                        + " of "
                        + (customer.isEmpty() ? "nobody" : customer)
                        + (taskClass.isEmpty() ? "" : ", class " + taskClass)
                        + ", input "
                        + asked.sequence()
                        + " at "
                        + Amounts.seconds(asked.atNs()));
        more(
                "bids "
                        + Amounts.money(asked.bid())
                        + " for "
                        + Amounts.seconds(asked.workNs())
                        + " of work on "
                        + (asked.min() == asked.max() ? "" : asked.min() + " to ")
                        + units(asked.max())
                        + " of "
                        + bundle(asked));
    }

    private static String bundle(final TaskHistory.Request asked) {
        return asked.vcpu()
                + " vcpu"
                + (asked.memory() > 0 ? ", " + asked.memory() + " memory" : "")
                + (asked.accelerator() > 0 ? ", " + asked.accelerator() + " accelerator" : "");
    }

    private static String units(final int count) {
        return count + (count == 1 ? " unit" : " units");
    }

    private String ended() {
        final List<TaskHistory.Entry> entries = history.entries();
        final TaskHistory.Entry last = entries.get(entries.size() - 1);
        return last.what() + ", at " + Amounts.seconds(last.atNs());
    }

    private void runs(
            final String when, final TaskStanding stands, final TaskStanding.Holding holding) {
        line(
                "state",
                when
                        + ": running, "
                        + units(holding.units())
                        + " on instance "
                        + holding.instance()
                        + " of pool "
                        + holding.pool());
        account(stands);
        if (holding.draining() > 0) {
            more(
                    units(holding.draining())
                            + " of them others have won: it loses these at "
                            + Amounts.seconds(holding.drainsUntilNs()));
        }
        if (holding.awaited() > 0) {
            more(
                    units(holding.awaited())
                            + " more it has won: others work with these until "
                            + Amounts.seconds(holding.awaitedUntilNs())
                            + " at the latest");
        }
        if (holding.units() == holding.draining()) {
            line(
                    "more",
                    "no bid changes this until "
                            + Amounts.seconds(holding.drainsUntilNs())
                            + ": then it has nothing, is queued, and tries again with its bid of then");
            return;
        }
        if (stands.exhausted()) {
            line("why", "its work or its bid is used up: it is worth nothing any more and keeps");
            more("what nobody else wants");
        } else {
            line(
                    "why",
                    "its last "
                            + (holding.units() - holding.draining() - holding.lastSegmentFrom() == 1
                                    ? "unit is worth "
                                    : "segment is worth, per unit, ")
                            + Amounts.rate(holding.slope()));
            more(
                    "a unit's price there is "
                            + Amounts.rate(holding.price())
                            + ", its reserve "
                            + Amounts.rate(holding.reserve()));
        }
        growth(stands, holding);
        threat(stands, holding);
    }

    private void account(final TaskStanding stands) {
        line(
                "charged",
                Amounts.money(stands.charge())
                        + " of its bid of "
                        + Amounts.money(stands.bid())
                        + ", cost "
                        + Amounts.money(stands.cost())
                        + ", done "
                        + Amounts.seconds(stands.workDoneNs())
                        + " of "
                        + Amounts.seconds(stands.workNs()));
    }

    private void growth(final TaskStanding stands, final TaskStanding.Holding holding) {
        if (holding.nextSegmentTo() == 0) {
            line(
                    "more",
                    "it wants no more than it " + (holding.awaited() > 0 ? "has won" : "holds"));
        } else if (holding.growthBid().isEmpty()) {
            line("more", "no bid gets it " + units(holding.nextSegmentTo()) + " there");
        } else {
            final boolean isKept =
                    holding.draining() > 0 && holding.nextSegmentTo() <= holding.units();
            line(
                    "more",
                    bid(holding.growthBid().getAsLong(), stands.bid())
                            + (isKept ? " keeps it " : " gets it ")
                            + units(holding.nextSegmentTo())
                            + (holding.draining() > 0
                                    ? " beyond " + Amounts.seconds(holding.drainsUntilNs())
                                    : "")
                            + losers(holding.growthLosers()));
        }
    }

    private void threat(final TaskStanding stands, final TaskStanding.Holding holding) {
        if (!holding.preemptible()) {
            line("threat", "none: it is not preemptible");
            return;
        }
        if (holding.challenger().isEmpty()) {
            line("threat", "none: no task that is here now can take anything from it");
            return;
        }
        line(
                "threat",
                "task "
                        + holding.challenger().getAsLong()
                        + " comes nearest: "
                        + bid(holding.challengerBids().orElseThrow(), holding.challengerBid()));
        more("takes the last segment from it");
        if (holding.heldUntilNs() > stands.atNs()) {
            more(
                    "but not before "
                            + Amounts.seconds(holding.heldUntilNs())
                            + ", when "
                            + protection(holding)
                            + " ends");
        }
    }

    /** What protects a task until its {@code heldUntilNs}. */
    private static String protection(final TaskStanding.Holding holding) {
        if (holding.draining() > 0 && holding.heldUntilNs() == holding.drainsUntilNs()) {
            return "the drain of what it has lost";
        }
        return holding.awaited() > 0 && holding.heldUntilNs() == holding.awaitedUntilNs()
                ? "the drain of what it has won"
                : "its hold";
    }

    /** A bid with its nano, and what is bid now. */
    private static String bid(final long wanted, final long now) {
        return "a bid of " + Amounts.money(wanted) + " (now " + Amounts.money(now) + ")";
    }

    private static String losers(final List<Long> losers) {
        final int last = losers.size() - 1;
        if (last <= 0) {
            return losers.isEmpty() ? "" : "; task " + losers.get(0) + " would lose";
        }
        final List<String> named =
                losers.stream().limit(LOSERS_NAMED).map(String::valueOf).toList();
        final boolean all = named.size() > last;
        return "; tasks "
                + String.join(", ", all ? named.subList(0, last) : named)
                + " and "
                + (all ? losers.get(last) : losers.size() - named.size() + " more")
                + " would lose";
    }

    private void waits(final String when, final TaskStanding stands, final TaskStanding.Wait wait) {
        if (wait.won().isPresent()) {
            hasWon(when, stands, wait, wait.won().get());
            return;
        }
        line("state", when + ": queued since " + Amounts.seconds(wait.sinceNs()));
        if (stands.durationNs() > 0) {
            account(stands);
        }
        line(
                "why",
                wait.reason()
                        + wait.kind()
                                .map(
                                        kind ->
                                                ", short of "
                                                        + wait.deficit().orElseThrow()
                                                        + " "
                                                        + kind.name().toLowerCase(Locale.ROOT))
                                .orElse(""));
        meaning(wait).forEach(this::more);
        if (wait.priceToBeat().isPresent()) {
            line(
                    "price",
                    bid(wait.priceToBeat().getAsLong(), stands.bid())
                            + (wait.hold().isPresent() ? " wins it " : " gets it ")
                            + units(wait.firstSegment())
                            + " on instance "
                            + wait.instance().orElseThrow()
                            + after(wait));
        } else {
            line("price", "no bid gets it in as things are");
        }
    }

    private void hasWon(
            final String when,
            final TaskStanding stands,
            final TaskStanding.Wait wait,
            final TaskStanding.Won won) {
        line(
                "state",
                when
                        + ": has WON "
                        + units(won.units())
                        + " on instance "
                        + wait.instance().orElseThrow()
                        + ", and is granted "
                        + (won.units() == 1 ? "it" : "them")
                        + " by "
                        + Amounts.seconds(won.grantedAtNs()));
        if (stands.durationNs() > 0) {
            account(stands);
        }
        line(
                "why",
                "others work on with it until their grace ends; task "
                        + wait.losers().get(0)
                        + " is the first to go");
        won.keepsWith()
                .ifPresent(
                        bid ->
                                line(
                                        "keeps",
                                        "it has nothing to beat: with any bid down to "
                                                + Amounts.money(bid)
                                                + " (now "
                                                + Amounts.money(stands.bid())
                                                + ") it keeps that until then"));
    }

    /** When the price to beat wins, and over whom; what a drain that ends makes of the others is not known before. */
    private static String after(final TaskStanding.Wait wait) {
        return wait.hold().map(hold -> " at " + Amounts.seconds(hold.untilNs())).orElse("")
                + (wait.hold().filter(hold -> !hold.drains().isEmpty()).isPresent()
                        ? ""
                        : losers(wait.losers()));
    }

    private static List<String> meaning(final TaskStanding.Wait wait) {
        if (wait.hold().isEmpty()) {
            return List.of(meaning(wait.reason()));
        }
        final TaskStanding.Hold hold = wait.hold().get();
        final List<String> lines = new ArrayList<>();
        if (wait.reason() != QueueReason.HELD) {
            lines.add(meaning(wait.reason()));
        }
        if (hold.drains().isEmpty()) {
            lines.add(
                    "its bid would do, but those who would lose gained what they hold too lately: nobody may"
                            + " take it before "
                            + Amounts.seconds(hold.untilNs()));
        } else {
            lines.add("its bid would do, but VRUs there are draining: " + drains(hold.drains()));
            lines.add(
                    "nobody there is displaced before "
                            + Amounts.seconds(hold.untilNs())
                            + ": then the drain ends, and its bid wins, as things stand;");
            lines.add("who works with what it wins then drains in turn");
        }
        return lines;
    }

    private static String drains(final List<TaskStanding.Drain> drains) {
        final String named =
                drains.stream()
                        .limit(LOSERS_NAMED)
                        .map(
                                drain ->
                                        "task "
                                                + drain.task()
                                                + " gives up "
                                                + units(drain.units())
                                                + " at "
                                                + Amounts.seconds(drain.untilNs()))
                        .collect(Collectors.joining(", "));
        return drains.size() <= LOSERS_NAMED
                ? named
                : named + " and " + (drains.size() - LOSERS_NAMED) + " more";
    }

    private static String meaning(final QueueReason reason) {
        return switch (reason) {
            case OUTBID ->
                    "others hold what it needs, and what it takes to displace them is more than it bids";
            case NO_ROOM ->
                    "what it needs is not free, and nobody who may be displaced holds enough";
            case HELD ->
                    "its bid would do, but those who hold what it needs may not be displaced yet";
            case PREEMPTION_BUDGET ->
                    "its bid would do, but the instance has seen as many preemptions as are allowed";
            case WAITING_FOR_INSTANCE -> "an instance that it may run on is on its way";
            case NO_INSTANCE -> "no instance that it may run on is ready";
            case REVOKED -> "it lost what it held";
            default -> "";
        };
    }

    private void history() {
        out.println("history");
        for (final TaskHistory.Entry entry : history.entries()) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "  %14s  %-10s %s",
                            Amounts.seconds(entry.atNs()),
                            entry.cause() == 0 ? "" : "input " + entry.cause(),
                            entry.what()));
        }
    }
}
