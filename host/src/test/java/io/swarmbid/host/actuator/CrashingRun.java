package io.swarmbid.host.actuator;

import java.util.ArrayList;
import java.util.List;

/** A program for a test to kill: starts a frozen task, prints its pid and its group, and waits. */
public final class CrashingRun {
    private CrashingRun() {}

    /** Runs it. */
    public static void main(final String[] args) throws Exception {
        final Actuator actuator =
                Actuators.detect(Actuators.Request.CGROUP, 50_000, new CommandProcessControls())
                        .actuator();
        final TaskGroup group = actuator.prepare("left", 100_000, TaskGroup.UNLIMITED);
        final List<String> command = new ArrayList<>(group.launcher());
        command.addAll(List.of("sleep", "1000"));
        final ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(group.environment());
        final Process process = builder.start();
        while (group.pids().length == 0) {
            Thread.onSpinWait();
        }
        group.cpu(0);
        System.out.println(process.pid());
        System.out.println(group.cgroup().orElseThrow().cpuAccounting());
        process.waitFor();
    }
}
