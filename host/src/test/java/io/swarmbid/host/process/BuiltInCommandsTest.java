package io.swarmbid.host.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.host.actuator.Actuator;
import io.swarmbid.host.actuator.Actuators;
import io.swarmbid.host.actuator.CommandProcessControls;
import io.swarmbid.host.actuator.TaskGroup;
import io.swarmbid.host.workload.WorkloadReader;
import io.swarmbid.host.workload.WorkloadTask;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BuiltInCommandsTest {
    @Test
    void shouldEndAfterTheCpuTimeThatTheyAreTold() throws Exception {
        final WorkloadTask task =
                WorkloadReader.builtIn().tasks().stream()
                        .filter(candidate -> candidate.name().equals("render"))
                        .findFirst()
                        .orElseThrow();
        final BlockingQueue<TaskEnd> ends = new LinkedBlockingQueue<>();
        try (Actuator actuator =
                        Actuators.detect(
                                        Actuators.Request.NONE,
                                        50_000,
                                        new CommandProcessControls())
                                .actuator();
                TaskProcesses processes = new TaskProcesses(actuator, ends::add)) {
            final ProcessSpec spec =
                    new ProcessSpec(
                            "render",
                            task.command(),
                            Map.of("CPU_CENTISECONDS", "5"),
                            null,
                            null,
                            0);
            processes.start(1, spec, 1_000_000, TaskGroup.UNLIMITED);
            final TaskEnd end = ends.take();
            assertEquals("exit 0", end.reason());
            assertTrue(end.elapsedNs() >= 40_000_000, "used its CPU time");
        }
    }
}
