package io.swarmbid.host.run;

import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.host.workload.MachinePlan;
import io.swarmbid.pipeline.DecisionHandler;
import java.io.IOException;
import java.util.List;

/**
 * Puts decisions into effect, on the decision thread. The first grant starts a task's command; what follows changes its
 * limits; with no unit left it is paused, and its memory stays where it is. A task that is over is stopped. What is revoked
 * with a grace period is taken away when that ends, before it is granted to anybody else.
 */
final class Actuation implements DecisionHandler {
    private final List<RunTask> tasks;
    private final MachinePlan plan;
    private final TaskHost host;
    private final Runnable onOver;
    private final Drains drains = new Drains(this::takeAway);
    private volatile Prices prices = Prices.NONE;

    /**
     * An actuation of tasks whose ids are their places in the list, from 1.
     *
     * @param onOver told each time that a task is over.
     */
    Actuation(
            final List<RunTask> tasks,
            final MachinePlan plan,
            final TaskHost host,
            final Runnable onOver) {
        this.tasks = tasks;
        this.plan = plan;
        this.host = host;
        this.onOver = onOver;
    }

    @Override
    public void onGrant(final GrantDecisionDecoder grant) {
        drains.passTo(grant.at());
        final RunTask task = task(grant.task());
        for (final GrantDecisionDecoder.VrusDecoder range : grant.vrus()) {
            task.vrus(range.kind(), range.first(), range.last(), true);
        }
        if (!drains.isStill(task, grant)) {
            task.holds(grant.units(), grant.slope(), grant.at());
            grantTo(task, grant.units());
        }
    }

    @Override
    public void onRevoke(final RevokeDecisionDecoder revoke) {
        drains.passTo(revoke.at());
        final RunTask task = task(revoke.task());
        if (revoke.deadline() > revoke.at()) {
            drains.begin(task, revoke);
            tell(task);
            return;
        }
        drains.forget(task);
        for (final RevokeDecisionDecoder.VrusDecoder range : revoke.vrus()) {
            task.vrus(range.kind(), range.first(), range.last(), false);
        }
        task.holds(revoke.units(), revoke.slope(), revoke.at());
        grantTo(task, revoke.units());
    }

    private void tell(final RunTask task) {
        if (task.spec().drainSignal().isEmpty() || !task.isProcessLive()) {
            return;
        }
        try {
            host.tell(task, task.spec().drainSignal().get());
        } catch (final IOException refused) {
            host.failed(task, false, refused);
        }
    }

    private void takeAway(final Drains.Drain drain) {
        for (final Kind kind : List.of(Kind.VCPU, Kind.MEMORY)) {
            drain.vrus(kind).stream().forEach(vru -> drain.task().vrus(kind, vru, vru, false));
        }
        drain.task().holds(drain.units(), drain.slope(), drain.untilNs());
        grantTo(drain.task(), drain.units());
    }

    @Override
    public void onQueue(final QueueDecisionDecoder queue) {
        drains.passTo(queue.at());
    }

    private void grantTo(final RunTask task, final int units) {
        final boolean isStart = !task.hasProcess();
        if (isStart ? units == 0 : !task.isProcessLive()) {
            return;
        }
        final long cpuPpm = plan.cpuPpm(task.spec(), units);
        final long memoryBytes = plan.memoryBytes(task.spec(), units);
        try {
            if (isStart) {
                task.processStarted();
                host.start(task, cpuPpm, memoryBytes);
            } else if (units == 0) {
                host.pause(task);
            } else {
                host.change(task, cpuPpm, memoryBytes);
            }
        } catch (final IOException refused) {
            host.failed(task, isStart, refused);
        }
    }

    @Override
    public void onReject(final RejectDecisionDecoder reject) {
        end(task(reject.task()), Phase.REJECTED, chargeOf(reject), reject.at());
    }

    private static long chargeOf(final RejectDecisionDecoder reject) {
        final long charge = reject.charge();
        return charge == RejectDecisionDecoder.chargeNullValue() ? 0 : charge;
    }

    @Override
    public void onComplete(final CompleteDecisionDecoder complete) {
        final Phase phase =
                switch (complete.reason()) {
                    case DONE -> Phase.DONE;
                    case FAILED -> Phase.FAILED;
                    default -> Phase.REJECTED;
                };
        end(task(complete.task()), phase, complete.charge(), complete.at());
    }

    private void end(final RunTask task, final Phase phase, final long charge, final long atNs) {
        drains.forget(task);
        task.over(phase, "", charge, atNs);
        if (task.isProcessLive()) {
            host.stop(task);
        }
        onOver.run();
    }

    @Override
    public void onPrice(final PriceDecisionDecoder price) {
        drains.passTo(price.at());
        prices =
                price.kind() == Kind.VCPU
                        ? new Prices(price.price(), prices.memory())
                        : new Prices(prices.vcpu(), price.price());
        tasks.forEach(task -> task.prices(prices, price.at()));
    }

    /** The prices as they stand; any thread. */
    Prices prices() {
        return prices;
    }

    private RunTask task(final long id) {
        return tasks.get((int) id - 1);
    }
}
