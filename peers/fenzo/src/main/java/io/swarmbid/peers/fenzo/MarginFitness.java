package io.swarmbid.peers.fenzo;

import com.netflix.fenzo.TaskRequest;
import com.netflix.fenzo.TaskTrackerState;
import com.netflix.fenzo.VMTaskFitnessCalculator;
import com.netflix.fenzo.VirtualMachineCurrentState;
import com.netflix.fenzo.plugins.BinPackingFitnessCalculators;
import io.swarmbid.peers.trace.PlacementTrace;

/** Margin first; among hosts of one margin its own packing of vCPUs and memory. */
record MarginFitness(PlacementTrace trace) implements VMTaskFitnessCalculator {
    /** Less than the margins of two pools differ by, as shares of any bid. */
    private static final double PACKING = 0.01;

    @Override
    public String getName() {
        return "margin";
    }

    @Override
    public double calculateFitness(
            final TaskRequest request,
            final VirtualMachineCurrentState host,
            final TaskTrackerState state) {
        final int pool = trace.poolOf(Integer.parseInt(host.getHostname()));
        final double packing =
                BinPackingFitnessCalculators.cpuMemBinPacker.calculateFitness(request, host, state);
        return (1 - PACKING) * ((TaskBid) request).margin(pool) + PACKING * packing;
    }
}
