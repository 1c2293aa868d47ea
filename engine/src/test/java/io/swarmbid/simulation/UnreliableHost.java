package io.swarmbid.simulation;

import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.Speedup;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RefuseDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.pipeline.DecisionHandler;
import io.swarmbid.pipeline.EngineClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs tasks and instances as the decisions say, and answers late, twice, wrongly or never. */
final class UnreliableHost implements DecisionHandler {
    /** A task as its host knows it: the work is what it really takes. */
    private static final class Job {
        private boolean isAgain;
        double left;
        int serialPpm;
        int units;
        long sinceNs;
        int version;

        /** Whether it works with what it has lost, until the grace of that number ends and it has so many units. */
        boolean drains;

        int grace;
        int unitsAfter;
    }

    private final Conditions conditions;
    private final Agenda agenda;
    private final Tally tally;
    private final Map<Long, Job> jobs = new TreeMap<>();
    private final Map<Long, Long> poolOf = new TreeMap<>();
    private EngineClient client;

    UnreliableHost(final Conditions conditions, final Agenda agenda, final Tally tally) {
        this.conditions = conditions;
        this.agenda = agenda;
        this.tally = tally;
    }

    void use(final EngineClient engine) {
        client = engine;
    }

    /** A task is about to be bid for; what it really takes only the host will see. */
    void willRun(final long task, final long workNs, final int serialPpm) {
        final Job job = new Job();
        job.left = workNs;
        job.serialPpm = serialPpm;
        job.isAgain = jobs.put(task, job) != null;
    }

    /** Counts what came of a command that may have been refused at the edge. */
    void sent(final long result) {
        if (result < 0) {
            tally.count("refused at the edge: " + Refusal.of(result));
        }
    }

    /** Instances that are ready, as far as the host knows. */
    List<Long> instances() {
        return new ArrayList<>(poolOf.keySet());
    }

    /** Tasks that hold something, as far as the host knows. */
    List<Long> running() {
        final List<Long> tasks = new ArrayList<>();
        jobs.forEach(
                (id, job) -> {
                    if (job.units > 0) {
                        tasks.add(id);
                    }
                });
        return tasks;
    }

    /** Work that a task has left, nanoseconds at one unit. */
    long left(final long task) {
        final Job job = jobs.get(task);
        return job == null ? 0 : (long) job.left;
    }

    void lost(final long instance) {
        poolOf.remove(instance);
    }

    void added(final long instance, final long pool) {
        poolOf.put(instance, pool);
    }

    @Override
    public void onGrant(final GrantDecisionDecoder grant) {
        final Job job = jobs.get(grant.task());
        if (job.drains && grant.units() < job.units) {
            job.unitsAfter = grant.units();
        } else {
            holds(grant.task(), grant.units());
        }
    }

    @Override
    public void onRevoke(final RevokeDecisionDecoder revoke) {
        tally.count("revoke: " + revoke.reason());
        final long left = revoke.deadline() - agenda.nowNs();
        if (left > 0) {
            drains(revoke.task(), revoke.units(), left);
        } else {
            holds(revoke.task(), revoke.units());
        }
    }

    /** A task goes on with what it has for a while. */
    private void drains(final long task, final int unitsAfter, final long forNs) {
        tally.count("drain");
        final Job job = jobs.get(task);
        job.drains = true;
        job.unitsAfter = unitsAfter;
        final int grace = ++job.grace;
        agenda.in(
                forNs,
                () -> {
                    if (jobs.get(task) == job && job.drains && job.grace == grace) {
                        holds(task, job.unitsAfter);
                    }
                });
    }

    /** Whether some task works with what it has lost. */
    boolean isDraining() {
        return jobs.values().stream().anyMatch(job -> job.drains);
    }

    private void holds(final long task, final int units) {
        final Job job = jobs.get(task);
        final long now = agenda.nowNs();
        if (job.units > 0) {
            job.left -= (double) (now - job.sinceNs) * speed(job);
        }
        job.sinceNs = now;
        job.units = units;
        job.drains = false;
        job.version++;
        if (units > 0) {
            final int version = job.version;
            agenda.in((long) Math.max(0, job.left / speed(job)), () -> ends(task, version));
        }
    }

    private static double speed(final Job job) {
        return Speedup.amdahlPpm(job.units, job.serialPpm) / 1e6;
    }

    private void ends(final long task, final int version) {
        final Job job = jobs.get(task);
        if (job == null || job.version != version) {
            return;
        }
        if (conditions.chance(conditions.endsNeverPercent)) {
            tally.count("end never told");
            return;
        }
        final boolean dies = conditions.chance(conditions.diesPercent);
        sent(client.complete(task, dies ? CompleteStatus.FAILED : CompleteStatus.DONE));
        if (conditions.chance(conditions.endsTwicePercent)) {
            tally.count("end told twice");
            sent(client.complete(task, CompleteStatus.DONE));
        }
    }

    @Override
    public void onQueue(final QueueDecisionDecoder queue) {
        tally.count("queue: " + queue.reason());
        if (queue.priceToBeat() > 0 && conditions.chance(10)) {
            for (int left = conditions.random.nextInt(4); left >= 0; left--) {
                tally.count("rebid from the handler");
                sent(client.rebid(queue.task(), queue.priceToBeat() + left));
            }
        }
    }

    @Override
    public void onRefuse(final RefuseDecisionDecoder refuse) {
        tally.count("refuse: " + refuse.code());
    }

    @Override
    public void onReject(final RejectDecisionDecoder reject) {
        tally.count("reject: " + reject.reason());
        ended(reject.task());
    }

    @Override
    public void onComplete(final CompleteDecisionDecoder complete) {
        tally.count("complete: " + complete.reason());
        ended(complete.task());
    }

    /** Where the same id was bid for again, it is the earlier task that ended, maybe while the later is on its way. */
    private void ended(final long task) {
        final Job job = jobs.get(task);
        if (job == null || !job.isAgain) {
            jobs.remove(task);
            return;
        }
        job.isAgain = false;
        job.units = 0;
        job.drains = false;
        job.version++;
    }

    @Override
    public void onSwarm(final SwarmDecisionDecoder swarm) {
        tally.count("swarm: " + swarm.action());
        final long instance = swarm.instance();
        final long pool = swarm.pool();
        switch (swarm.action()) {
            case ACTIVATE -> activate(instance, pool);
            case READY -> added(instance, pool);
            case DEACTIVATE -> lost(instance);
            default -> {
                // It goes at its deadline, and then the engine says so.
            }
        }
    }

    private void activate(final long instance, final long pool) {
        if (conditions.chance(conditions.answersNeverPercent)) {
            tally.count("activation never answered");
            return;
        }
        final boolean fails = conditions.chance(conditions.answersFailPercent);
        final Runnable answer =
                () ->
                        sent(
                                fails
                                        ? client.activationFailed(instance)
                                        : client.instance(instance, pool));
        agenda.in(conditions.exponentialNs(2 * Conditions.MINUTE), answer);
        if (conditions.chance(conditions.answersTwicePercent)) {
            tally.count("activation answered twice");
            agenda.in(conditions.exponentialNs(10 * Conditions.MINUTE), answer);
        }
    }
}
