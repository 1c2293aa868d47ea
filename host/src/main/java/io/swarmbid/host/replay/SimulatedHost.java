package io.swarmbid.host.replay;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.sbe.ActivationFailedCommandDecoder;
import io.swarmbid.codec.sbe.CompleteCommandDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.ProgressCommandDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.host.log.CommandSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Plays the host of a replay: answers an activation when the pool's delay is over, runs tasks on what they were granted
 * and completes each at the first nanosecond at which its actual work is done. What the log answers itself is left to
 * the log. Not threadsafe.
 */
public final class SimulatedHost implements CommandListener {
    private record Activation(long pool, HostAnswer answer) {}

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PoolCommandDecoder pool = new PoolCommandDecoder();
    private final TaskCommandDecoder task = new TaskCommandDecoder();
    private final ProgressCommandDecoder progress = new ProgressCommandDecoder();
    private final CompleteCommandDecoder completeCommand = new CompleteCommandDecoder();
    private final ActivationFailedCommandDecoder activationFailed =
            new ActivationFailedCommandDecoder();
    private final GrantDecisionDecoder grant = new GrantDecisionDecoder();
    private final RevokeDecisionDecoder revoke = new RevokeDecisionDecoder();
    private final CompleteDecisionDecoder complete = new CompleteDecisionDecoder();
    private final RejectDecisionDecoder reject = new RejectDecisionDecoder();
    private final SwarmDecisionDecoder swarm = new SwarmDecisionDecoder();

    private final LoggedAnswers logged;
    private final CommandEncoder encoder;
    private final Map<Long, Long> activationDelayByPool = new HashMap<>();
    private final Map<Long, HostedTask> tasks = new HashMap<>();
    private final Map<Long, Activation> activations = new HashMap<>();
    private final TreeSet<HostAnswer> answers = new TreeSet<>();
    private HostedTask stagedTask;
    private long stagedPool;
    private long stagedDelayNs;
    private long progressTask;
    private long progressNs;
    private long completeTask;
    private long failedInstance;
    private long commandAtNs;
    private boolean commandIsInput;
    private long lastSequence;
    private long runningTasks;

    /** A host that says nothing which {@code logged} holds. */
    public SimulatedHost(final Settings settings, final LoggedAnswers logged) {
        this.logged = logged;
        encoder = new CommandEncoder(settings);
    }

    /** The same host at another's point, between two commands, with what another log says itself. */
    private SimulatedHost(final SimulatedHost other, final LoggedAnswers logged) {
        this.logged = logged;
        encoder = other.encoder;
        activationDelayByPool.putAll(other.activationDelayByPool);
        other.tasks.forEach((id, hosted) -> tasks.put(id, hosted.copy()));
        activations.putAll(other.activations);
        answers.addAll(other.answers);
        commandAtNs = other.commandAtNs;
        commandIsInput = other.commandIsInput;
        lastSequence = other.lastSequence;
        runningTasks = other.runningTasks;
    }

    /** A host that goes on from here by itself; {@code answers} is what the log says itself from here on. */
    public SimulatedHost fork(final LoggedAnswers answersOfLog) {
        return new SimulatedHost(this, answersOfLog);
    }

    /** When the next answer is due, {@link Long#MAX_VALUE} if none is. */
    public long nextNs() {
        return answers.isEmpty() ? Long.MAX_VALUE : answers.first().dueNs();
    }

    /** Whether any task holds units. */
    public boolean runsTasks() {
        return runningTasks > 0;
    }

    /** Encodes the next answer at offset 0 and forgets it; the result is its length in bytes. */
    public int takeAnswer(final MutableDirectBuffer buffer) {
        final HostAnswer answer = answers.pollFirst();
        final long length;
        if (answer.completes()) {
            tasks.get(answer.id()).answer = null;
            length = encoder.complete(buffer, 0, answer.id(), CompleteStatus.DONE);
        } else {
            final Activation activation = activations.remove(answer.id());
            length = encoder.instance(buffer, 0, answer.id(), activation.pool);
        }
        return Math.toIntExact(length);
    }

    @Override
    public void onCommand(
            final long sequence,
            final long atNs,
            final DirectBuffer buffer,
            final int offset,
            final long actualWorkNs) {
        commandAtNs = atNs;
        commandIsInput = sequence != AllocationCore.UNNUMBERED;
        lastSequence = Math.max(lastSequence, sequence);
        stagedTask = null;
        stagedPool = 0;
        progressTask = 0;
        completeTask = 0;
        failedInstance = 0;
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case PoolCommandDecoder.TEMPLATE_ID -> {
                pool.wrapAndApplyHeader(buffer, offset, header);
                stagedPool = pool.pool();
                stagedDelayNs = pool.activationDelay();
            }
            case TaskCommandDecoder.TEMPLATE_ID -> {
                task.wrapAndApplyHeader(buffer, offset, header);
                final long work =
                        actualWorkNs == CommandSource.NO_ACTUAL_WORK ? task.work() : actualWorkNs;
                stagedTask = new HostedTask(sequence, task, work);
            }
            case ProgressCommandDecoder.TEMPLATE_ID -> {
                progress.wrapAndApplyHeader(buffer, offset, header);
                progressTask = progress.task();
                progressNs = progress.workDone();
            }
            case CompleteCommandDecoder.TEMPLATE_ID -> {
                completeCommand.wrapAndApplyHeader(buffer, offset, header);
                completeTask = completeCommand.task();
            }
            case ActivationFailedCommandDecoder.TEMPLATE_ID -> {
                activationFailed.wrapAndApplyHeader(buffer, offset, header);
                failedInstance = activationFailed.instance();
            }
            default -> {
                // Nothing that a host acts on before it is decided.
            }
        }
    }

    @Override
    public void onOutcome(final boolean refused) {
        if (refused) {
            if (completeTask != 0 && commandIsInput) {
                reschedule(tasks.get(completeTask), commandAtNs);
            }
            return;
        }
        if (stagedTask != null) {
            tasks.put(stagedTask.id, stagedTask);
        }
        if (stagedPool != 0) {
            activationDelayByPool.put(stagedPool, stagedDelayNs);
        }
        if (progressTask != 0) {
            final HostedTask worked = tasks.get(progressTask);
            worked.progress(progressNs, commandAtNs);
            reschedule(worked, commandAtNs);
        }
        if (failedInstance != 0) {
            forgetActivation(failedInstance);
        }
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case GrantDecisionDecoder.TEMPLATE_ID -> {
                grant.wrapAndApplyHeader(buffer, offset, header);
                granted(grant.task(), grant.units(), grant.at());
            }
            case RevokeDecisionDecoder.TEMPLATE_ID -> {
                revoke.wrapAndApplyHeader(buffer, offset, header);
                revoked(revoke.task(), revoke.units(), revoke.at(), revoke.deadline());
            }
            case CompleteDecisionDecoder.TEMPLATE_ID -> {
                complete.wrapAndApplyHeader(buffer, offset, header);
                forgetTask(complete.task(), complete.at());
            }
            case RejectDecisionDecoder.TEMPLATE_ID -> {
                reject.wrapAndApplyHeader(buffer, offset, header);
                forgetTask(reject.task(), reject.at());
            }
            case SwarmDecisionDecoder.TEMPLATE_ID -> {
                swarm.wrapAndApplyHeader(buffer, offset, header);
                if (swarm.action() == SwarmAction.ACTIVATE) {
                    activate(swarm.instance(), swarm.pool(), swarm.at());
                } else {
                    forgetActivation(swarm.instance());
                }
            }
            default -> {
                // Nothing that a host acts on.
            }
        }
    }

    /** The task of that id; one that is just being submitted joins the others at the first decision about it. */
    private HostedTask find(final long id) {
        final HostedTask known = tasks.get(id);
        if (known != null || stagedTask == null || stagedTask.id != id) {
            return known;
        }
        final HostedTask joined = stagedTask;
        tasks.put(id, joined);
        stagedTask = null;
        return joined;
    }

    private void granted(final long id, final int units, final long atNs) {
        final HostedTask held = find(id);
        runningTasks += held.runs() ? 0 : 1;
        held.granted(units, atNs);
        reschedule(held, atNs);
    }

    private void revoked(final long id, final int units, final long atNs, final long goneNs) {
        final HostedTask held = find(id);
        runningTasks += (units > 0 ? 1 : 0) - (held.runs() ? 1 : 0);
        if (goneNs > atNs) {
            held.drains(units, goneNs, atNs);
        } else {
            held.units(units, atNs);
        }
        reschedule(held, atNs);
    }

    private void forgetTask(final long id, final long atNs) {
        final HostedTask ended = find(id);
        runningTasks -= ended.runs() ? 1 : 0;
        ended.units(0, atNs);
        reschedule(ended, atNs);
        tasks.remove(id);
    }

    private void reschedule(final HostedTask changed, final long nowNs) {
        if (changed == null) {
            return;
        }
        if (changed.answer != null) {
            answers.remove(changed.answer);
            changed.answer = null;
        }
        if (logged.completes(changed.id, Math.max(changed.submittedBy, lastSequence))) {
            return;
        }
        final long dueNs = changed.dueNs(nowNs);
        if (dueNs != HostedTask.NEVER) {
            changed.answer = new HostAnswer(dueNs, true, changed.id);
            answers.add(changed.answer);
        }
    }

    private void activate(final long instance, final long poolId, final long atNs) {
        if (logged.answers(instance)) {
            return;
        }
        final Long known = activationDelayByPool.get(poolId);
        final long delayNs = known == null ? stagedDelayNs : known;
        if (delayNs <= Limits.MAX_TIME_NS - atNs) {
            final HostAnswer answer = new HostAnswer(atNs + delayNs, false, instance);
            activations.put(instance, new Activation(poolId, answer));
            answers.add(answer);
        }
    }

    private void forgetActivation(final long instance) {
        final Activation activation = activations.remove(instance);
        if (activation != null) {
            answers.remove(activation.answer);
        }
    }
}
