package io.swarmbid.host.actuator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program, not a test: sets CPU quotas on a task that would use all there is, and prints what it
 * got. Wall-clock figures depend on the machine, so they are for people to read.
 *
 * <p>Arguments: {@code [auto|cgroup|affinity] [milliseconds a step] [ppm…]}.
 */
public final class QuotaCheck {
    private static final List<Long> QUOTAS_PPM =
            List.of(50_000L, 100_000L, 250_000L, 500_000L, 750_000L, 1_000_000L, 1_500_000L);
    private static final long SETTLE_MS = 300;
    private static final long SMALLEST_PPM = 50_000;
    private static final long MEMORY_BYTES = 64L << 20;
    private static final PrintStream OUT = System.out;

    private QuotaCheck() {}

    /** Runs the check. */
    public static void main(final String[] args)
            throws IOException, ActuatorUnavailableException, InterruptedException {
        final Actuators.Request request =
                Actuators.Request.of(args.length > 0 ? args[0] : "cgroup");
        final long stepMs = args.length > 1 ? Long.parseLong(args[1]) : 3_000;
        final List<Long> quotas = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            quotas.add(Long.parseLong(args[i]));
        }
        final Actuators.Detection detection =
                Actuators.detect(request, SMALLEST_PPM, new CommandProcessControls());
        OUT.println(detection.reason());
        detection.actuator().shortcomings().forEach(line -> OUT.println("  " + line));
        detection.cleared().forEach(OUT::println);
        final Thread hook = new Thread(detection.actuator()::close);
        Runtime.getRuntime().addShutdownHook(hook);
        try (Actuator actuator = detection.actuator();
                TaskGroup group = actuator.prepare("check", SMALLEST_PPM, MEMORY_BYTES)) {
            final Process process = start(group);
            OUT.println("  asked ppm    used ppm   error   by /proc ppm");
            for (final long quota : quotas.isEmpty() ? QUOTAS_PPM : quotas) {
                if (quota <= Runtime.getRuntime().availableProcessors() * CpuQuota.VCPU_PPM) {
                    group.cpu(quota);
                    measure(group, quota, stepMs);
                }
            }
            group.cpu(0);
            measure(group, 0, stepMs);
            group.cpu(SMALLEST_PPM);
            OUT.println("pids " + group.pids().length + ", leader alive " + process.isAlive());
            timeWrites(group);
            memory(group);
            final long start = System.nanoTime();
            group.kill();
            OUT.println(
                    "killed after "
                            + (System.nanoTime() - start) / 1_000
                            + " us, left "
                            + group.pids().length);
            process.waitFor();
            together(actuator, stepMs);
        }
    }

    private static void together(final Actuator actuator, final long stepMs) throws IOException {
        final long part = Runtime.getRuntime().availableProcessors() * CpuQuota.VCPU_PPM / 20;
        final List<TaskGroup> groups = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            final TaskGroup group = actuator.prepare("together" + i, part * i, MEMORY_BYTES);
            groups.add(group);
            start(group);
        }
        OUT.println("all at once, three quarters of the machine in five parts:");
        park(SETTLE_MS);
        final long start = System.nanoTime();
        final List<Long> before = new ArrayList<>();
        for (final TaskGroup group : groups) {
            before.add(group.cpuTimeNs());
        }
        park(stepMs);
        final long wall = System.nanoTime() - start;
        for (int i = 0; i < groups.size(); i++) {
            final long used =
                    (groups.get(i).cpuTimeNs() - before.get(i)) * CpuQuota.VCPU_PPM / wall;
            final long asked = part * (i + 1);
            OUT.printf("%11d %11d %+8.1f %%%n", asked, used, (used - asked) * 100.0 / asked);
        }
        groups.forEach(TaskGroup::close);
    }

    private static Process start(final TaskGroup group) throws IOException {
        final List<String> command = new ArrayList<>(group.launcher());
        command.addAll(List.of("/bin/sh", "-c", "while :; do :; done & while :; do :; done"));
        final ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(group.environment());
        final Process process = builder.start();
        while (group.pids().length < 2 && process.isAlive() && group.cgroup().isPresent()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        group.started(process.pid());
        return process;
    }

    private static void measure(final TaskGroup group, final long askedPpm, final long stepMs)
            throws IOException {
        park(SETTLE_MS);
        final long start = System.nanoTime();
        final long cpu = group.cpuTimeNs();
        final long proc = procNs(group);
        park(stepMs);
        final long cpuNow = group.cpuTimeNs();
        final long procNow = procNs(group);
        final long wall = System.nanoTime() - start;
        final long used = (cpuNow - cpu) * 1_000_000 / wall;
        final String error =
                askedPpm == 0
                        ? ""
                        : String.format("%+.1f %%", (used - askedPpm) * 100.0 / askedPpm);
        OUT.printf(
                "%11d %11d %9s %11d%n", askedPpm, used, error, (procNow - proc) * 1_000_000 / wall);
    }

    private static long procNs(final TaskGroup group) throws IOException {
        return ProcessTable.read(Path.of("/proc")).cpuTimeNs(group.pids());
    }

    private static void timeWrites(final TaskGroup group) throws IOException {
        final int writes = 2_000;
        final long start = System.nanoTime();
        for (int i = 0; i < writes; i++) {
            group.cpu(SMALLEST_PPM + (i & 1) * SMALLEST_PPM);
        }
        OUT.println("a quota write takes " + (System.nanoTime() - start) / writes + " ns");
    }

    private static void memory(final TaskGroup group) {
        for (final long bytes : new long[] {MEMORY_BYTES * 2, MEMORY_BYTES / 2}) {
            group.memory(bytes);
            park(SETTLE_MS);
            OUT.println("memory " + group.memoryLimit());
        }
    }

    private static void park(final long ms) {
        final long start = System.nanoTime();
        final long ns = TimeUnit.MILLISECONDS.toNanos(ms);
        while (System.nanoTime() - start < ns) {
            LockSupport.parkNanos(ns - (System.nanoTime() - start));
        }
    }
}
