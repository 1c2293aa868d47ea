package io.swarmbid.peers.fenzo;

import com.netflix.fenzo.ConstraintEvaluator;
import com.netflix.fenzo.TaskRequest;
import com.netflix.fenzo.VMTaskFitnessCalculator;
import io.swarmbid.peers.trace.PlacementTrace;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A task of the trace. */
final class TaskBid implements TaskRequest {
    private final String id;
    private final PlacementTrace trace;
    private final int task;
    private AssignedResources assigned;

    TaskBid(final PlacementTrace trace, final int task) {
        this.trace = trace;
        this.task = task;
        id = name(task);
    }

    static String name(final int task) {
        return Integer.toString(task);
    }

    /** The share of the bid that is left in a pool. */
    double margin(final int pool) {
        return (double) (trace.bid(task) - trace.cost(task, pool)) / trace.bid(task);
    }

    int task() {
        return task;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String taskGroupName() {
        return "";
    }

    @Override
    public double getCPUs() {
        return trace.vcpus(task);
    }

    @Override
    public double getMemory() {
        return trace.memory(task);
    }

    @Override
    public double getNetworkMbps() {
        return 0;
    }

    @Override
    public double getDisk() {
        return 0;
    }

    @Override
    public int getPorts() {
        return 0;
    }

    @Override
    public Map<String, Double> getScalarRequests() {
        return Collections.emptyMap();
    }

    @Override
    public Map<String, NamedResourceSetRequest> getCustomNamedResources() {
        return Collections.emptyMap();
    }

    @Override
    public List<? extends ConstraintEvaluator> getHardConstraints() {
        return List.of();
    }

    @Override
    public List<? extends VMTaskFitnessCalculator> getSoftConstraints() {
        return List.of();
    }

    @Override
    public void setAssignedResources(final AssignedResources resources) {
        assigned = resources;
    }

    @Override
    public AssignedResources getAssignedResources() {
        return assigned;
    }
}
