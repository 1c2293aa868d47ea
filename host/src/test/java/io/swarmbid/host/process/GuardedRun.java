package io.swarmbid.host.process;

import io.swarmbid.host.actuator.Actuator;
import io.swarmbid.host.actuator.Actuators;
import io.swarmbid.host.actuator.CommandProcessControls;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A program for a test to end by SIGTERM: starts a task, prints its pid, and waits. */
public final class GuardedRun {
    private GuardedRun() {}

    /** Runs it. */
    public static void main(final String[] args) throws Exception {
        final Actuator actuator =
                Actuators.detect(Actuators.Request.AUTO, 50_000, new CommandProcessControls())
                        .actuator();
        final TaskProcesses processes = new TaskProcesses(actuator, end -> {});
        ShutdownGuard.over(processes, actuator);
        final ProcessSpec spec =
                new ProcessSpec("task", List.of("sleep", "1000"), Map.of(), null, null, 0);
        System.out.println(processes.start(1, spec, 100_000, 1 << 26).pid());
        new CountDownLatch(1).await();
    }
}
