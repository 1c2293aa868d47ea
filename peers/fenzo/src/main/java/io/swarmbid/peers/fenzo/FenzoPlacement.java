package io.swarmbid.peers.fenzo;

import com.netflix.fenzo.SchedulingResult;
import com.netflix.fenzo.TaskAssignmentResult;
import com.netflix.fenzo.TaskScheduler;
import com.netflix.fenzo.VMAssignmentResult;
import com.netflix.fenzo.VirtualMachineLease;
import io.swarmbid.peers.trace.PlacementContender;
import io.swarmbid.peers.trace.PlacementTrace;
import java.util.ArrayList;
import java.util.List;

/**
 * Its scheduler in the mode in which a host is offered once and it keeps the account of what is left itself, which spares it
 * an offer after each task.
 */
final class FenzoPlacement implements PlacementContender {
    private final PlacementTrace trace;
    private final TaskScheduler scheduler;

    /** Looks for the best host; or takes the first that does, which is its fastest. */
    FenzoPlacement(final PlacementTrace trace, final boolean takesFirst) {
        this.trace = trace;
        scheduler =
                new TaskScheduler.Builder()
                        .withLeaseRejectAction(lease -> {})
                        .withLeaseOfferExpirySecs(1_000_000)
                        .withSingleOfferPerVM(true)
                        .withFitnessCalculator(new MarginFitness(trace))
                        .withFitnessGoodEnoughFunction(fitness -> takesFirst)
                        .disableShortfallEvaluation()
                        .build();
        final List<VirtualMachineLease> hosts = new ArrayList<>();
        for (int host = 0; host < trace.hosts(); host++) {
            hosts.add(new HostLease(Integer.toString(host)));
        }
        scheduler.scheduleOnce(List.of(), hosts);
    }

    @Override
    public void place(final int from, final int to, final int[] hostOf) {
        final List<TaskBid> tasks = new ArrayList<>(to - from);
        for (int task = from; task < to; task++) {
            tasks.add(new TaskBid(trace, task));
        }
        final SchedulingResult result = scheduler.scheduleOnce(tasks, new ArrayList<>());
        if (!result.getExceptions().isEmpty()) {
            throw new IllegalStateException("Fenzo fails", result.getExceptions().get(0));
        }
        for (final VMAssignmentResult host : result.getResultMap().values()) {
            for (final TaskAssignmentResult assigned : host.getTasksAssigned()) {
                hostOf[((TaskBid) assigned.getRequest()).task()] =
                        Integer.parseInt(host.getHostname());
                scheduler.getTaskAssigner().call(assigned.getRequest(), host.getHostname());
            }
        }
    }

    @Override
    public void end(final int task, final int host) {
        scheduler.getTaskUnAssigner().call(TaskBid.name(task), Integer.toString(host));
    }

    @Override
    public void close() {
        scheduler.shutdown();
    }
}
