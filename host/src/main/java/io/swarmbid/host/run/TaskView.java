package io.swarmbid.host.run;

import io.swarmbid.host.workload.WorkloadTask;
import java.util.BitSet;

/**
 * A task at one instant.
 *
 * @param spec what the workload says of it.
 * @param phase of its life.
 * @param note why it is so, empty if that needs no word.
 * @param offer for one unit and an hour, nano.
 * @param slope of its last units, nano per unit and hour.
 * @param units that it holds.
 * @param vcpus VRUs of CPU that it holds.
 * @param blocks VRUs of memory that it holds.
 * @param cpuPpm granted, millionths of a vCPU.
 * @param usedPpm used of late, millionths of a vCPU.
 * @param chargeNano charged so far: the account's figure once it is over, before that the host's own reckoning.
 * @param hasProcess whether its command was ever started.
 */
record TaskView(
        WorkloadTask spec,
        Phase phase,
        String note,
        double offer,
        long slope,
        int units,
        BitSet vcpus,
        BitSet blocks,
        long cpuPpm,
        long usedPpm,
        long chargeNano,
        boolean hasProcess) {}
