package io.swarmbid.host.report.record;

import java.util.PriorityQueue;

/**
 * Follows what running tasks earn, and when they are exhausted, from bids, prices and speed-ups; and lets revoked units go
 * when their grace ends. The files say what a task was charged only when it ends: this says when and where it accrued.
 * Not thread safe.
 */
final class Accrual {
    private static final double NS_PER_HOUR = 3.6e12;

    /** Something that happens at a time of its own: a revoke that takes effect, or else an exhaustion. */
    record Due(long at, Task task, boolean isRevoke) {}

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(java.util.Comparator.comparingLong(Due::at));
    private final boolean payAsBid;
    private final StepSeries revenueRate;

    Accrual(final boolean payAsBid, final StepSeries revenueRate) {
        this.payAsBid = payAsBid;
        this.revenueRate = revenueRate;
    }

    /** The next thing that is due by this time, taken off; null if there is none. */
    Due next(final long at) {
        return due.isEmpty() || due.peek().at > at ? null : due.poll();
    }

    void revokeLater(final Task task) {
        due.add(new Due(task.drainsUntil, task, true));
    }

    /** Brings the task's account to this time. */
    void accrue(final Task task, final long at) {
        final long ns = at - task.accruedAt;
        if (ns <= 0) {
            return;
        }
        task.accruedAt = at;
        if (task.units == 0) {
            task.waitedNs += ns;
            return;
        }
        task.ranNs += ns;
        double share = 0;
        for (int k = 0; k < Kind.COUNT; k++) {
            final double held = (double) task.units * task.bundle[k];
            task.vruNs[k] += held * ns;
            final long whole = task.instance.pool.vrus[k];
            share = Math.max(share, held / (whole == 0 ? Math.max(1, held) : whole));
        }
        task.dominantShareNs += share * ns;
        task.instance.vruNs += share * ns;
        if (!task.exhausted) {
            task.workDone += task.speedup(task.units) * ns;
            final double charged = task.chargeRate / NS_PER_HOUR * ns;
            task.accruedCharge += charged;
            task.stay().charge += charged;
        }
    }

    /** Its units, bid, work or price have changed: what does it pay from now on, and until when? */
    void reprice(final Task task, final long at) {
        double rate = 0;
        if (task.units > 0 && !task.exhausted) {
            rate = task.value(task.units);
            if (!payAsBid) {
                double uniform = 0;
                for (int k = 0; k < Kind.COUNT; k++) {
                    uniform += task.instance.price[k] * task.bundle[k] * task.units;
                }
                rate = Math.min(rate, uniform);
            }
        }
        if (rate != task.chargeRate) {
            revenueRate.add(at, rate - task.chargeRate);
            task.chargeRate = rate;
        }
        schedule(task, at);
    }

    private void schedule(final Task task, final long at) {
        if (task.units == 0 || task.exhausted || task.work == 0) {
            task.dueAt = Long.MAX_VALUE;
            return;
        }
        final double workNs = (task.work - task.workDone) / task.speedup(task.units);
        final double chargeNs =
                task.chargeRate > 0
                        ? (task.bid - task.accruedCharge) * NS_PER_HOUR / task.chargeRate
                        : Double.MAX_VALUE;
        final double ns = Math.ceil(Math.max(1, Math.min(workNs, chargeNs)));
        task.dueAt = ns < Long.MAX_VALUE / 4 ? at + (long) ns : Long.MAX_VALUE;
        if (task.dueAt < task.scheduledAt) {
            task.scheduledAt = task.dueAt;
            due.add(new Due(task.dueAt, task, false));
        }
    }

    /** An exhaustion was due: true if it holds; otherwise it is awaited anew. */
    boolean isExhausted(final Due exhaustion) {
        final Task task = exhaustion.task;
        if (exhaustion.at == task.scheduledAt) {
            task.scheduledAt = Long.MAX_VALUE;
        }
        if (task.exhausted || task.units == 0) {
            return false;
        }
        if (task.dueAt <= exhaustion.at) {
            return true;
        }
        if (task.dueAt < task.scheduledAt) {
            task.scheduledAt = task.dueAt;
            due.add(new Due(task.dueAt, task, false));
        }
        return false;
    }

    /** After a new bid or corrected work: is it exhausted still, or again? */
    void judge(final Task task) {
        task.exhausted =
                task.work > 0 && (task.workDone >= task.work || task.accruedCharge >= task.bid);
    }

    /** A decision has said what the task was charged: splits it over its instances as it accrued. */
    static void settle(final Task task, final long charge, final long cost) {
        task.settled = true;
        task.charge = charge;
        task.cost = cost;
        for (final Task.Stay stay : task.stays) {
            final double part =
                    task.accruedCharge > 0
                            ? stay.charge / task.accruedCharge
                            : 1.0 / task.stays.size();
            earn(stay, charge * part);
        }
    }

    /** The record ends before the task: what it has accrued counts. */
    static void leaveOpen(final Task task) {
        for (final Task.Stay stay : task.stays) {
            earn(stay, stay.charge);
        }
    }

    private static void earn(final Task.Stay stay, final double amount) {
        stay.instance.earned += amount;
        stay.instance.pool.earned += amount;
    }
}
