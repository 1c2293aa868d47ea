package io.swarmbid.reference;

import io.swarmbid.config.Setting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Section 3: does a challenger win its segment on an instance, and from whom? */
final class Contest {
    /** What protects the incumbents. */
    enum Mode {
        STRICT(true, true, true),
        /** STRICT but for the preemption budget. */
        UNBUDGETED(true, false, true),
        FREE(false, false, true),
        BARE(false, false, false);

        final boolean hold;
        final boolean budget;
        final boolean delta;

        Mode(final boolean hold, final boolean budget, final boolean delta) {
            this.hold = hold;
            this.budget = budget;
            this.delta = delta;
        }
    }

    /**
     * How a contest ends. {@code kept} are the segments that the victims would lose, in the order taken; the amounts
     * are femto per hour, and null where the contest is impossible. {@code keeper} is the task for which room is kept, if
     * that is what decides, else null.
     */
    record Outcome(
            boolean possible,
            boolean wins,
            List<Segment> kept,
            BigInteger loss,
            BigInteger threshold,
            TaskState keeper) {}

    private static final Outcome IMPOSSIBLE =
            new Outcome(false, false, List.of(), null, null, null);

    private final World world;

    Contest(final World world) {
        this.world = world;
    }

    /** A set of victims: the segments that they would lose, and what is missing after that, below 0 where too much is freed. */
    private record Victims(List<Segment> kept, long[] missing) {
        boolean paysForMoves() {
            return kept.stream()
                    .anyMatch(
                            each ->
                                    !each.exhausted()
                                            && each.from() == 0
                                            && each.task().moveCost > 0);
        }
    }

    Outcome judge(final InstanceState instance, final Segment wanted, final Mode mode) {
        final Victims first = victims(instance, wanted, mode, null);
        if (first == null) {
            return IMPOSSIBLE;
        }
        final List<Victims> sets = new ArrayList<>(List.of(first));
        if (isWasteful(instance, wanted, first) || (mode.delta && first.paysForMoves())) {
            first.kept.stream()
                    .map(Segment::task)
                    .distinct()
                    .limit(4)
                    .map(spared -> victims(instance, wanted, mode, spared))
                    .filter(Objects::nonNull)
                    .forEach(sets::add);
        }
        Victims best = null;
        for (final Victims each : sets) {
            if ((!mode.budget || isWithinBudget(instance, each.kept))
                    && (best == null || price(each, mode).compareTo(price(best, mode)) < 0)) {
                best = each;
            }
        }
        return outcome(instance, wanted, mode, best == null ? first : best, best != null);
    }

    private BigInteger price(final Victims victims, final Mode mode) {
        return loss(victims.kept).add(mode.delta ? delta(victims.kept) : BigInteger.ZERO);
    }

    private Outcome outcome(
            final InstanceState instance,
            final Segment wanted,
            final Mode mode,
            final Victims victims,
            final boolean isAllowed) {
        final BigInteger price = price(victims, mode);
        final BigInteger beaten = Exact.big(wanted.reserve()).add(price.max(BigInteger.ZERO));
        final BigInteger outranked =
                mode == Mode.BARE ? null : Reservations.threshold(world, instance, wanted);
        final boolean isKept = outranked != null && outranked.compareTo(beaten) > 0;
        final BigInteger threshold = isKept ? outranked : beaten;
        final BigInteger worth = Exact.big(wanted.value()).add(Exact.big(wanted.aid()));
        final boolean wins =
                isAllowed
                        && wanted.isAcceptable()
                        && (victims.kept.isEmpty() || worth.compareTo(beaten) > 0)
                        && (outranked == null || worth.compareTo(outranked) > 0);
        return new Outcome(
                true,
                wins,
                victims.kept,
                loss(victims.kept),
                threshold,
                isKept ? instance.reservedFor : null);
    }

    private long[] missing(final InstanceState instance, final Segment wanted) {
        final long[] missing = world.free(instance);
        for (int kind = 0; kind < 3; kind++) {
            missing[kind] = wanted.demand(kind) - missing[kind];
        }
        return missing;
    }

    private boolean isWasteful(
            final InstanceState instance, final Segment wanted, final Victims victims) {
        final long[] lacking = missing(instance, wanted);
        for (int kind = 0; kind < 3; kind++) {
            if (lacking[kind] > 0 && victims.missing[kind] < 0) {
                return true;
            }
        }
        return false;
    }

    /** The lowest-ranked segments that suffice without the spared task's, or null. */
    private Victims victims(
            final InstanceState instance,
            final Segment wanted,
            final Mode mode,
            final TaskState spared) {
        final long[] missing = missing(instance, wanted);
        final List<Segment> taken = collect(instance, wanted.task(), spared, mode, missing);
        return taken == null ? null : new Victims(giveBack(taken, missing), missing);
    }

    /** The segments taken, or null if they do not suffice. Updates what is missing. */
    private List<Segment> collect(
            final InstanceState instance,
            final TaskState challenger,
            final TaskState spared,
            final Mode mode,
            final long[] missing) {
        final TreeMap<Long, Segment> current = new TreeMap<>();
        for (final TaskState task : world.tasksOn(instance)) {
            final boolean safe = !task.preemptible || (mode.hold && world.isHeld(task));
            if (task != challenger && task != spared && (task.exhausted || !safe)) {
                current.put(task.id, Segment.last(task, task.units, instance.pool));
            }
        }
        final List<Segment> taken = new ArrayList<>();
        while (isShort(missing)) {
            Segment lowest = null;
            for (final Segment each : current.values()) {
                if (helps(each.task(), missing)
                        && (lowest == null || each.compareRank(lowest) < 0)) {
                    lowest = each;
                }
            }
            if (lowest == null) {
                return null;
            }
            taken.add(lowest);
            current.remove(lowest.task().id);
            if (lowest.from() > 0) {
                current.put(
                        lowest.task().id,
                        Segment.last(lowest.task(), lowest.from(), instance.pool));
            }
            for (int kind = 0; kind < 3; kind++) {
                missing[kind] -= lowest.demand(kind);
            }
        }
        return taken;
    }

    private static boolean isShort(final long[] missing) {
        return missing[0] > 0 || missing[1] > 0 || missing[2] > 0;
    }

    private static boolean helps(final TaskState task, final long[] missing) {
        return missing[0] > 0 && task.bundle[0] > 0
                || missing[1] > 0 && task.bundle[1] > 0
                || missing[2] > 0 && task.bundle[2] > 0;
    }

    /** The segments that are still needed, going back from the latest. */
    private static List<Segment> giveBack(final List<Segment> taken, final long[] missing) {
        final List<Segment> kept = new ArrayList<>(taken);
        final TreeSet<Long> tasksKept = new TreeSet<>();
        for (int i = taken.size() - 1; i >= 0; i--) {
            final Segment segment = taken.get(i);
            if (!tasksKept.contains(segment.task().id) && isSpare(segment, missing)) {
                kept.remove(i);
                for (int kind = 0; kind < 3; kind++) {
                    missing[kind] += segment.demand(kind);
                }
            } else {
                tasksKept.add(segment.task().id);
            }
        }
        return kept;
    }

    private static boolean isSpare(final Segment segment, final long[] missing) {
        for (int kind = 0; kind < 3; kind++) {
            if (missing[kind] + segment.demand(kind) > 0) {
                return false;
            }
        }
        return true;
    }

    private static BigInteger loss(final List<Segment> kept) {
        BigInteger loss = BigInteger.ZERO;
        for (final Segment segment : kept) {
            loss = loss.add(Exact.big(segment.standing()));
        }
        return loss;
    }

    private BigInteger delta(final List<Segment> kept) {
        BigInteger displaced = BigInteger.ZERO;
        BigInteger kappa = BigInteger.ZERO;
        for (final Segment segment : kept) {
            if (!segment.exhausted()) {
                displaced = displaced.add(Exact.big(Math.max(0, segment.value() + segment.aid())));
                if (segment.from() == 0) {
                    kappa = kappa.add(Exact.big(segment.task().moveCost));
                }
            }
        }
        final BigInteger byValue =
                displaced.multiply(Exact.big(world.settings.get(Setting.HYSTERESIS)));
        final BigInteger byMoves = kappa.multiply(Exact.product(Exact.M, Exact.H));
        return Exact.floor(byValue, Exact.M)
                .add(Exact.floor(byMoves, world.settings.get(Setting.HORIZON)));
    }

    private boolean isWithinBudget(final InstanceState instance, final List<Segment> kept) {
        final long budget = world.settings.get(Setting.PREEMPTION_BUDGET);
        final TreeSet<Long> victims = new TreeSet<>();
        for (final Segment segment : kept) {
            if (!segment.exhausted()) {
                victims.add(segment.task().id);
            }
        }
        if (budget == 0 || kept.isEmpty()) {
            return true;
        }
        final long window = world.settings.get(Setting.PREEMPTION_WINDOW);
        long counted = victims.size();
        for (final long time : instance.preemptions) {
            counted += world.now < Exact.plus(time, window) ? 1 : 0;
        }
        return counted <= budget;
    }
}
