package io.swarmbid.host.workload;

import io.swarmbid.host.actuator.DrainSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task: a command and its bid.
 *
 * @param line of the file that it starts on
 * @param name unique in the workload
 * @param customer who pays
 * @param taskClass tasks of one class are taken to behave alike
 * @param bid for the whole task, nano-currency
 * @param workNs duration with one unit, nanoseconds
 * @param min units it needs at least, when it runs
 * @param max units it can use at most
 * @param vcpu VRUs of CPU in a unit
 * @param memory VRUs of memory in a unit
 * @param serialPpm Amdahl's serial share; not used when there is a table
 * @param tablePpm S(1) to S(max) in millionths; empty for Amdahl's law
 * @param startAtNs when it bids, nanoseconds after the start of the run
 * @param deadlineNs when it should have ended, nanoseconds after the start of the run; {@link
 *     #NONE}
 * @param ttlNs how long it waits in the queue before it gives up; {@link #NONE}
 * @param moveCost what it costs its customer to lose everything or be moved, nano-currency
 * @param preemptible whether a higher bid may take its VRUs
 * @param drainSignal sent to the command when others have won some of its units, which it keeps for the grace period; empty:
 *     it is not told
 * @param rebids later bids, in the order of time
 * @param command executed as it is, without a shell
 * @param environment added to the host's own
 * @param directory to run in, or null for the host's own
 */
public record WorkloadTask(
        int line,
        String name,
        String customer,
        String taskClass,
        long bid,
        long workNs,
        int min,
        int max,
        int vcpu,
        int memory,
        int serialPpm,
        List<Integer> tablePpm,
        long startAtNs,
        long deadlineNs,
        long ttlNs,
        long moveCost,
        boolean preemptible,
        Optional<DrainSignal> drainSignal,
        List<Rebid> rebids,
        List<String> command,
        Map<String, String> environment,
        Path directory) {
    /** A time that is not given. */
    public static final long NONE = -1;

    /** Copies the collections. */
    public WorkloadTask {
        tablePpm = List.copyOf(tablePpm);
        rebids = List.copyOf(rebids);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * A later bid.
     *
     * @param atNs nanoseconds after the start of the run
     * @param bid for the whole task, nano-currency
     */
    public record Rebid(long atNs, long bid) {}
}
