package io.swarmbid.host.report.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * The state of a run as its files tell it, command by command and decision by decision. It decides nothing: it only
 * follows. Not thread safe.
 */
final class RunState {
    static final int MAX_LISTED_TASKS = 20_000;
    static final int MAX_HISTORIES = 64;
    static final int MAX_LISTED_INSTANCES = 200;

    final Totals totals = new Totals();
    final Findings findings = new Findings();
    final Tallies tallies = Tallies.empty();
    final Map<Long, Pool> pools = new TreeMap<>();
    final SwarmState swarm;
    final Accounts customers = new Accounts();
    final Accounts classes = new Accounts();
    final Largest<Task> listed =
            new Largest<>(
                    MAX_LISTED_TASKS,
                    Comparator.comparingLong(Task::bid)
                            .thenComparing(Comparator.comparingLong(Task::arrivedAt).reversed()));
    final Largest<Task> holders =
            new Largest<>(
                    MAX_HISTORIES,
                    Comparator.comparingDouble(Task::dominantShareNs)
                            .thenComparing(Comparator.comparingLong(Task::arrivedAt).reversed()));
    private final Map<Long, Task> tasks = new HashMap<>();
    private final Accrual accrual;
    private final boolean takesUsage;
    private Task lastSubmitted;
    private long now;
    private boolean started;
    private long startNs;
    private boolean sawUsage;

    /** @param takesUsage whether telemetry in the commands says how much CPU was used; otherwise a file does. */
    RunState(final Summary summary, final boolean takesUsage) {
        this.takesUsage = takesUsage;
        final Map<String, Object> settings = summary.object("settings");
        final Object margin = settings.get("minimumMargin");
        final long defaultMargin = margin instanceof Number number ? number.longValue() : 0;
        accrual = new Accrual("PAY_AS_BID".equals(settings.get("charging")), totals.revenueRate);
        swarm = new SwarmState(pools, totals, tallies, defaultMargin);
    }

    boolean knows(final long task) {
        return tasks.containsKey(task);
    }

    long startNs() {
        return startNs;
    }

    long now() {
        return now;
    }

    boolean sawUsage() {
        return sawUsage;
    }

    private long advance(final long at) {
        if (!started) {
            started = true;
            startNs = at;
            now = at;
        }
        for (Accrual.Due due = accrual.next(at); due != null; due = accrual.next(at)) {
            now = Math.max(now, due.at());
            if (due.isRevoke()) {
                lateRevoke(due);
            } else if (accrual.isExhausted(due)) {
                exhaust(due.task());
            }
        }
        now = Math.max(now, at);
        return now;
    }

    private void lateRevoke(final Accrual.Due due) {
        final Task task = due.task();
        if (task.drainsUntil == due.at() && task.outcome == Task.Outcome.RUNNING) {
            task.drained.stream().forEach(vru -> task.instance.owner(vru, null));
            endDrain(task);
            hold(task, task.instance, task.unitsAfter, task.whyAfter);
        }
    }

    private void exhaust(final Task task) {
        accrual.accrue(task, now);
        task.exhausted = true;
        accrual.reprice(task, now);
        task.history.begin(
                now,
                History.State.EXHAUSTED,
                task.units,
                task.instance.id,
                Why.held("", task.lastMargin, task.lastSlope));
    }

    void command(final CommandReader command) {
        final long at = advance(command.at);
        tallies.commands().add(command.cmd);
        switch (command.cmd) {
            case "task" -> submit(at, command);
            case "rebid" -> rebid(at, command);
            case "progress" -> progress(at, command);
            case "usage" -> usage(at, command);
            case "telemetry" -> telemetry(at, command);
            default -> swarm.command(at, command);
        }
    }

    private void submit(final long at, final CommandReader command) {
        if (tasks.containsKey(command.id)) {
            return;
        }
        final Task task = new Task(at, command);
        lastSubmitted = task;
        tasks.put(task.id, task);
        totals.queued.add(at, 1);
        task.history.begin(at, History.State.QUEUED, 0, 0, Why.SUBMITTED);
    }

    private void rebid(final long at, final CommandReader command) {
        final Task task = tasks.get(command.task);
        if (task != null) {
            accrual.accrue(task, at);
            task.bidBefore = task.bid;
            task.bid = command.bid;
            task.rebids++;
            accrual.judge(task);
            accrual.reprice(task, at);
        }
    }

    private void progress(final long at, final CommandReader command) {
        final Task task = tasks.get(command.task);
        if (task != null) {
            accrual.accrue(task, at);
            task.workDone = command.workDone;
            accrual.judge(task);
            accrual.reprice(task, at);
        }
    }

    private void usage(final long at, final CommandReader command) {
        final Task task = tasks.get(command.task);
        if (takesUsage && task != null && task.units > 0 && command.vcpuShare != JsonLines.ABSENT) {
            sawUsage = true;
            task.hasUsage = true;
            task.history.granted().set(at, grantedPpm(task));
            task.history.used().set(at, command.vcpuShare * grantedPpm(task) / 1e6);
        }
    }

    private void telemetry(final long at, final CommandReader command) {
        if (!takesUsage || Kind.byName(command.kind) != Kind.VCPU) {
            return;
        }
        final Instance instance = swarm.instance(command.instance);
        final Task task =
                instance == null ? null : instance.use((int) command.vru, command.utilisation);
        if (task != null && task.units > 0 && !task.hasUsage) {
            sawUsage = true;
            task.history.granted().set(at, grantedPpm(task));
            task.history.used().set(at, task.telemetryPpm);
        }
    }

    private static double grantedPpm(final Task task) {
        return 1e6 * task.units * task.bundle[Kind.VCPU.ordinal()];
    }

    void decision(final DecisionReader decision) {
        final long at = advance(decision.at);
        tallies.decisions().add(decision.decision);
        switch (decision.decision) {
            case "refuse" -> refuse(decision);
            case "queue" -> queue(at, decision);
            case "reject" -> reject(at, decision);
            case "grant" -> grant(at, decision);
            case "revoke" -> revoke(at, decision);
            case "complete" -> complete(at, decision);
            case "price" -> price(at, decision);
            case "flag" -> flag(decision);
            default -> swarm.decision(at, decision);
        }
    }

    private Task task(final long id) {
        return tasks.computeIfAbsent(
                id,
                number -> {
                    totals.queued.add(now, 1);
                    return new Task(now, number);
                });
    }

    private void refuse(final DecisionReader decision) {
        tallies.refusals().add(decision.code);
        final Task subject = tasks.get(decision.subject);
        if ("BELOW_CHARGED".equals(decision.code) && subject != null) {
            subject.bid = subject.bidBefore;
            subject.rebids--;
            accrual.judge(subject);
            accrual.reprice(subject, now);
            return;
        }
        final boolean isTask =
                lastSubmitted != null
                        && lastSubmitted.outcome == Task.Outcome.SUBMITTED
                        && (lastSubmitted.commandLine == decision.cause
                                || "TABLE_FULL".equals(decision.code)
                                        && lastSubmitted.id == decision.subject);
        if (isTask && !"DUPLICATE_ID".equals(decision.code)) {
            end(now, lastSubmitted, Task.Outcome.REFUSED, decision.code);
        }
    }

    private void queue(final long at, final DecisionReader decision) {
        tallies.queued().add(decision.reason);
        final Task task = task(decision.task);
        waits(task, decision);
        if (task.units == 0) {
            accrual.accrue(task, at);
            task.outcome = Task.Outcome.QUEUED;
            task.history.begin(
                    at, History.State.QUEUED, 0, 0, Why.waiting(decision, task.lastRevoke));
        }
        task.lastRevoke = "";
        task.lostAllAt = Task.NEVER;
    }

    private static void waits(final Task task, final DecisionReader decision) {
        final boolean hasWon = decision.instance != JsonLines.ABSENT;
        task.reason = hasWon ? Why.WON : decision.reason == null ? "" : decision.reason;
        task.reasonKind = decision.kind == null ? "" : decision.kind;
        task.deficit = decision.deficit;
        task.priceToBeat = hasWon ? JsonLines.ABSENT : decision.priceToBeat;
        task.rival = decision.rival;
    }

    private void reject(final long at, final DecisionReader decision) {
        tallies.rejected().add(decision.reason);
        final Task task = task(decision.task);
        accrual.accrue(task, at);
        if (decision.priceToBeat != JsonLines.ABSENT || decision.kind != null) {
            waits(task, decision);
        }
        if (decision.charge != JsonLines.ABSENT) {
            Accrual.settle(task, decision.charge, Math.max(0, decision.cost));
        }
        end(at, task, Task.Outcome.REJECTED, decision.reason);
    }

    private void complete(final long at, final DecisionReader decision) {
        tallies.completed().add(decision.reason);
        final Task task = task(decision.task);
        accrual.accrue(task, at);
        Accrual.settle(task, Math.max(0, decision.charge), Math.max(0, decision.cost));
        end(at, task, Task.Outcome.COMPLETED, decision.reason);
    }

    private void end(
            final long at, final Task task, final Task.Outcome outcome, final String reason) {
        endDrain(task);
        hold(task, task.instance, 0, Why.SUBMITTED);
        totals.queued.add(at, -1);
        task.outcome = outcome;
        task.end = reason == null ? "" : reason;
        task.endedAt = at;
        tasks.remove(task.id);
        leave(task, at);
    }

    /** Files a task that has ended, or that the record leaves behind. */
    private void leave(final Task task, final long at) {
        task.history.finish(at);
        customers.settle(task.customer, task);
        classes.settle(task.clazz, task);
        listed.offer(task);
        final Task crowdedOut = holders.offer(task);
        if (crowdedOut != null) {
            crowdedOut.history = null;
        }
    }

    private void grant(final long at, final DecisionReader decision) {
        final Task task = task(decision.task);
        final Instance instance = swarm.instanceOrNew(at, decision.instance);
        final int units = (int) Math.max(0, decision.units);
        guessBundle(task, decision, units);
        task.lastMargin = decision.margin;
        task.lastSlope = decision.slope;
        task.firstGrantAt = task.firstGrantAt < 0 ? at : task.firstGrantAt;
        final String moved =
                task.units == 0 && task.lostAllAt == at ? "moved: " + task.lastRevoke : "";
        final Why why = Why.held(moved, decision.margin, decision.slope);
        if (task.drainsUntil > 0 && units < task.units) {
            task.unitsAfter = units;
            task.whyAfter = why;
            vcpus(decision, task.drained::clear);
        } else {
            endDrain(task);
            hold(task, instance, units, why);
        }
        own(instance, decision, task);
    }

    private static void guessBundle(
            final Task task, final DecisionReader decision, final int units) {
        final int gained = units - task.units;
        if (task.work == 0 && gained > 0) {
            for (int k = 0; k < Kind.COUNT; k++) {
                task.bundle[k] = Math.max(task.bundle[k], decision.vruCount[k] / gained);
            }
        }
    }

    private static void own(
            final Instance instance, final DecisionReader decision, final Task owner) {
        vcpus(decision, vru -> instance.owner(vru, owner));
    }

    private static void vcpus(final DecisionReader decision, final IntConsumer each) {
        for (int i = 0; i < decision.vcpuRangeEnd; i += 2) {
            for (int vru = decision.vcpuRanges[i]; vru <= decision.vcpuRanges[i + 1]; vru++) {
                each.accept(vru);
            }
        }
    }

    private static void endDrain(final Task task) {
        task.drainsUntil = 0;
        task.drained.clear();
    }

    private void revoke(final long at, final DecisionReader decision) {
        tallies.revoked().add(decision.reason);
        final Task task = task(decision.task);
        final int units = (int) Math.max(0, decision.units);
        task.lastRevoke = decision.reason == null ? "" : decision.reason;
        if ("OUTBID".equals(decision.reason) || "REARRANGED".equals(decision.reason)) {
            task.moves++;
        }
        if (units > 0) {
            task.lastMargin = decision.margin;
            task.lastSlope = decision.slope;
        }
        final Why why = Why.held(task.lastRevoke, decision.margin, decision.slope);
        if (decision.deadline > at && task.units > 0) {
            task.drainsUntil = decision.deadline;
            task.unitsAfter = units;
            task.whyAfter = why;
            vcpus(decision, task.drained::set);
            accrual.revokeLater(task);
            return;
        }
        if (task.instance != null) {
            own(task.instance, decision, null);
        }
        endDrain(task);
        task.lostAllAt = units == 0 ? at : Task.NEVER;
        hold(task, task.instance, units, why);
    }

    /** From now on the task holds so many units on the instance. */
    private void hold(final Task task, final Instance on, final int units, final Why why) {
        accrual.accrue(task, now);
        if (task.units > 0 && task.instance != on) {
            change(task, 0);
        }
        if (units > 0) {
            if (task.stay() == null || task.stay().instance != on) {
                task.stays.add(new Task.Stay(on));
            }
            task.instance = on;
            task.outcome = Task.Outcome.RUNNING;
            task.peakUnits = Math.max(task.peakUnits, units);
        }
        change(task, units);
        accrual.reprice(task, now);
        if (units > 0) {
            final History.State state =
                    task.exhausted ? History.State.EXHAUSTED : History.State.RUNNING;
            task.history.begin(now, state, units, on.id, why);
        } else if (task.outcome == Task.Outcome.RUNNING) {
            task.outcome = Task.Outcome.QUEUED;
            task.history.begin(now, History.State.QUEUED, 0, 0, why);
        }
        if (task.history.cpuUsed() != null) {
            task.history.granted().set(now, grantedPpm(task));
        }
    }

    private void change(final Task task, final int units) {
        final int change = units - task.units;
        if (change == 0) {
            return;
        }
        for (int k = 0; k < Kind.COUNT; k++) {
            if (task.bundle[k] > 0) {
                task.instance.allocate(now, k, (double) change * task.bundle[k]);
                totals.allocated[k].add(now, (double) change * task.bundle[k]);
                customers.hold(now, task.customer, k, (double) change * task.bundle[k]);
            }
        }
        if (task.units == 0) {
            task.instance.tasks.add(task);
            totals.running.add(now, 1);
            totals.queued.add(now, -1);
        } else if (units == 0) {
            task.instance.tasks.remove(task);
            totals.running.add(now, -1);
            totals.queued.add(now, 1);
        }
        task.units = units;
    }

    private void price(final long at, final DecisionReader decision) {
        final Instance instance = swarm.instanceOrNew(at, decision.instance);
        final Kind kind = Kind.byName(decision.kind);
        if (kind == null) {
            return;
        }
        swarm.price(at, instance, kind.ordinal(), decision.price);
        for (final Task task : instance.tasks) {
            accrual.accrue(task, at);
            accrual.reprice(task, at);
        }
    }

    private void flag(final DecisionReader decision) {
        tallies.findings().add(decision.finding);
        final Task task = tasks.get(decision.task);
        if (task != null && decision.finding != null) {
            task.finding = decision.finding;
            findings.add(
                    new Findings.Found(
                            decision.at,
                            decision.task,
                            task.customer,
                            decision.finding,
                            decision.recommendedUnits,
                            decision.waste));
        }
    }

    /** The files have ended: closes what is open. */
    void finish() {
        final List<Task> live = new ArrayList<>(tasks.values());
        live.sort(Comparator.comparingLong(Task::arrivedAt).thenComparingLong(Task::id));
        for (final Task task : live) {
            accrual.accrue(task, now);
            Accrual.leaveOpen(task);
            leave(task, now);
        }
        swarm.finish(now);
    }
}
