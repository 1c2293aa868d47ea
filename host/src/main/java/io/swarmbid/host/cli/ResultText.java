package io.swarmbid.host.cli;

import io.swarmbid.host.log.Printable;
import io.swarmbid.host.replay.Amounts;
import io.swarmbid.host.replay.ReplayInput;
import io.swarmbid.host.replay.RunResult;
import io.swarmbid.host.replay.RunSummary;
import io.swarmbid.host.replay.Totals;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in a few lines what a run came to. */
final class ResultText {
    private static final int NANO_DIGITS = 9;
    private static final int PPM_PER_PERCENT_DIGITS = 4;

    private ResultText() {}

    static void print(final PrintWriter out, final RunResult result) {
        final RunSummary counts = result.counts();
        out.println("inputs     " + counts.inputs());
        out.println("decisions  " + nonZero(counts.decisions()));
        out.println(
                "tasks      "
                        + counts.running()
                        + " running, "
                        + counts.queued()
                        + " queued at the end; "
                        + counted(counts.moves(), "move"));
        if (counts.running() == 0) {
            result.totals().pricedOut().ifPresent(priced -> pricedOut(out, priced));
        }
        if (counts.swarmMoves().values().stream().anyMatch(count -> count > 0)) {
            out.println("swarm      moved " + moved(counts.swarmMoves()));
        }
        if (!counts.rejections().isEmpty()) {
            out.println("rejected   " + nonZero(counts.rejections()));
        }
        out.println(
                "money      revenue "
                        + currency(result.totals().revenue())
                        + " + subsidy "
                        + currency(result.totals().subsidy())
                        + " = cost "
                        + currency(result.totals().cost())
                        + " + margin "
                        + currency(result.totals().margin()));
        out.println(
                "used       "
                        + counts.utilisationPpm(result.endNs()).entrySet().stream()
                                .map(share -> share.getKey() + " " + percent(share.getValue()))
                                .collect(Collectors.joining(", ")));
        if (result.jobsPassedOver().values().stream().anyMatch(count -> count > 0)) {
            out.println("left out   " + leftOut(result.jobsPassedOver()));
        }
        if (!result.skippedLines().isEmpty()) {
            out.println("skipped    " + nonZero(result.skippedLines()));
        }
        out.println("digest     " + RunResult.hex(result.digest()));
        out.println("state      " + RunResult.hex(result.stateDigest()));
    }

    /** With nothing running no recorded price is read any more, so those who bid less would wait for ever. */
    private static void pricedOut(final PrintWriter out, final Totals.PricedOut priced) {
        out.println(
                "           "
                        + counted(priced.tasks(), "queued task")
                        + (priced.tasks() == 1 ? " bids" : " bid")
                        + " less than any pool costs now; nothing runs any more, so the prices stand still and"
                        + (priced.tasks() == 1 ? " it waits" : " they wait"));
        out.println(
                "           task "
                        + priced.task()
                        + (priced.tasks() == 1 ? "" : ", the nearest,")
                        + " offers "
                        + Amounts.rate(priced.offer())
                        + " for a unit; its cheapest pool, "
                        + Printable.of(priced.pool())
                        + ", asks "
                        + Amounts.rate(priced.asked()));
    }

    private static String moved(final Map<String, Long> swarm) {
        return counted(swarm.get("tasks"), "task")
                + " to other instances; drained "
                + counted(swarm.get("cheaperPool"), "instance")
                + " for a cheaper pool, "
                + swarm.get("underused")
                + " underused";
    }

    private static String leftOut(final Map<String, Long> jobs) {
        return jobs.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(
                        count ->
                                counted(count.getValue(), "job")
                                        + switch (count.getKey()) {
                                            case ReplayInput.WITHOUT_WORK ->
                                                    " without run time or processors";
                                            case ReplayInput.TOO_WIDE ->
                                                    " too wide for any instance";
                                            default -> " " + count.getKey();
                                        })
                .collect(Collectors.joining(", "));
    }

    private static String counted(final long count, final String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String nonZero(final Map<String, Long> counts) {
        final String text =
                counts.entrySet().stream()
                        .filter(count -> count.getValue() != 0)
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : text;
    }

    private static String currency(final long nano) {
        return BigDecimal.valueOf(nano, NANO_DIGITS)
                .setScale(4, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String percent(final long ppm) {
        return BigDecimal.valueOf(ppm, PPM_PER_PERCENT_DIGITS)
                        .setScale(1, RoundingMode.HALF_EVEN)
                        .toPlainString()
                + " %";
    }
}
