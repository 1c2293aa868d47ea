package io.swarmbid.host.replay;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.core.EngineCore;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** What became of each task, by its id; of one whose id came again, the last. Not threadsafe. */
public final class TaskOutcomes implements CommandListener {
    /** Where something has not happened. */
    public static final long NEVER = -1;

    private static final String QUEUED = "queued";
    private static final String RUNNING = "running";

    /**
     * One task.
     *
     * @param submittedNs when it came.
     * @param startedNs when it first held something, or {@link #NEVER}.
     * @param endedNs when it ended, or {@link #NEVER}.
     * @param outcome DONE, CANCELLED, FAILED, the reason of a reject, queued or running.
     * @param units held at last while it ran.
     * @param charge in nano.
     * @param losses how often it lost units.
     */
    public record Outcome(
            long submittedNs,
            long startedNs,
            long endedNs,
            String outcome,
            int units,
            long charge,
            int losses) {
        /** A task that never came. */
        public static final Outcome ABSENT = new Outcome(NEVER, NEVER, NEVER, "absent", 0, 0, 0);
    }

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TaskCommandDecoder task = new TaskCommandDecoder();
    private final AdmitDecisionDecoder admit = new AdmitDecisionDecoder();
    private final GrantDecisionDecoder grant = new GrantDecisionDecoder();
    private final RevokeDecisionDecoder revoke = new RevokeDecisionDecoder();
    private final CompleteDecisionDecoder complete = new CompleteDecisionDecoder();
    private final RejectDecisionDecoder reject = new RejectDecisionDecoder();
    private final Map<Long, Outcome> byId = new TreeMap<>();
    private long staged;
    private Outcome stagedOutcome;

    /** The same outcomes, that go on by themselves. */
    TaskOutcomes fork() {
        final TaskOutcomes fork = new TaskOutcomes();
        fork.byId.putAll(byId);
        return fork;
    }

    @Override
    public void onCommand(
            final long sequence,
            final long atNs,
            final DirectBuffer buffer,
            final int offset,
            final long actualWorkNs) {
        staged = 0;
        header.wrap(buffer, offset);
        if (header.templateId() == TaskCommandDecoder.TEMPLATE_ID) {
            task.wrapAndApplyHeader(buffer, offset, header);
            staged = task.task();
            stagedOutcome = new Outcome(atNs, NEVER, NEVER, QUEUED, 0, 0, 0);
        }
    }

    @Override
    public void onOutcome(final boolean refused) {
        if (!refused && staged != 0) {
            byId.put(staged, stagedOutcome);
        }
        staged = 0;
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case AdmitDecisionDecoder.TEMPLATE_ID -> {
                admit.wrapAndApplyHeader(buffer, offset, header);
                final Outcome was = find(admit.task());
                final long startedNs = was.startedNs == NEVER ? admit.at() : was.startedNs;
                holds(admit.task(), was, startedNs, RUNNING, was.units, was.losses);
            }
            case GrantDecisionDecoder.TEMPLATE_ID -> {
                grant.wrapAndApplyHeader(buffer, offset, header);
                final Outcome was = find(grant.task());
                holds(grant.task(), was, was.startedNs, RUNNING, grant.units(), was.losses);
            }
            case RevokeDecisionDecoder.TEMPLATE_ID -> {
                revoke.wrapAndApplyHeader(buffer, offset, header);
                final Outcome was = find(revoke.task());
                final boolean all = revoke.units() == 0;
                holds(
                        revoke.task(),
                        was,
                        was.startedNs,
                        all ? QUEUED : RUNNING,
                        all ? was.units : revoke.units(),
                        was.losses + 1);
            }
            case CompleteDecisionDecoder.TEMPLATE_ID -> {
                complete.wrapAndApplyHeader(buffer, offset, header);
                end(complete.task(), complete.at(), complete.reason().name(), complete.charge());
            }
            case RejectDecisionDecoder.TEMPLATE_ID -> {
                reject.wrapAndApplyHeader(buffer, offset, header);
                final boolean ran = reject.charge() != RejectDecisionDecoder.chargeNullValue();
                end(reject.task(), reject.at(), reject.reason().name(), ran ? reject.charge() : 0);
            }
            default -> {
                // Nothing that becomes of a task.
            }
        }
    }

    /** The live task of that id; one that is just being submitted joins the others at the first decision about it. */
    private Outcome find(final long id) {
        final Outcome known = byId.get(id);
        if (known != null && known.endedNs == NEVER || staged != id) {
            return known;
        }
        return stagedOutcome;
    }

    private void put(final long id, final Outcome now) {
        if (staged == id && find(id) == stagedOutcome) {
            stagedOutcome = now;
        } else {
            byId.put(id, now);
        }
    }

    private void holds(
            final long id,
            final Outcome was,
            final long startedNs,
            final String outcome,
            final int units,
            final int losses) {
        put(id, new Outcome(was.submittedNs, startedNs, NEVER, outcome, units, was.charge, losses));
    }

    private void end(final long id, final long atNs, final String outcome, final long charge) {
        final Outcome was = find(id);
        put(
                id,
                new Outcome(
                        was.submittedNs,
                        was.startedNs,
                        atNs,
                        outcome,
                        was.units,
                        charge,
                        was.losses));
    }

    /** Reads what the live ones are charged up to now. */
    void charge(final EngineCore core) {
        byId.replaceAll(
                (id, was) ->
                        was.endedNs != NEVER
                                ? was
                                : new Outcome(
                                        was.submittedNs,
                                        was.startedNs,
                                        NEVER,
                                        was.outcome,
                                        was.units,
                                        core.chargeOf(id).orElse(0),
                                        was.losses));
    }

    /** Every task by id. */
    public Map<Long, Outcome> byId() {
        return byId;
    }
}
