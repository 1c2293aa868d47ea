package io.swarmbid.bench.probes;

import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.probes.HostCpus;
import io.swarmbid.probes.frame.FrameDescriptor;
import io.swarmbid.probes.frame.ProbeFrame;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.ProcessField;
import io.swarmbid.probes.jni.LibraryConfig;
import io.swarmbid.probes.jni.NativeLibrary;
import io.swarmbid.probes.jni.NativeReader;
import io.swarmbid.probes.jni.ReaderChoice;
import io.swarmbid.probes.procfs.JavaReader;
import io.swarmbid.probes.source.Probe;
import io.swarmbid.probes.source.ProbeReader;
import io.swarmbid.probes.source.ProcessAspect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;
import oshi.util.driver.linux.proc.ProcessStat;

/**
 * Reads 100 processes, in one JVM and in rounds that take turns: bare system calls from C, the native reader, the Java
 * reader, OSHI's driver and OSHI's public call; then their CPU time by pages, and what writing to a cgroup file costs.
 * Prints medians, ratios and garbage, and whether the requirements hold.
 *
 * <p>Arguments: NAME=VALUE, or the number of rounds, each about 50 ms.
 */
public final class ProbeBenchmark {
    private static final int PROCESSES = 100;
    private static final String HEADING = "%-26s %12s %12s %14s %16s%n";

    private ProbeBenchmark() {}

    /**
     * Runs the benchmark.
     *
     * @param arguments NAME=VALUE, or the number of rounds.
     * @throws IOException when the processes cannot be started, or the results not written.
     */
    public static void main(final String[] arguments) throws IOException {
        final Options options =
                Options.of("rounds=100", "out=bench-results").withNumber("rounds", arguments);
        final int rounds = options.getInt("rounds");
        final Results results =
                new Results(
                        "probes",
                        "Readings of 100 processes a batch, by wall clock and CPU time of the thread, and what they allocate;"
                                + " CPU time of the same processes by pages; CPU limits written to a file, 500 a batch. All"
                                + " in rounds that take turns.",
                        options.all());
        NativeLibrary.load(new LibraryConfig().reader(ReaderChoice.NATIVE));
        final List<Process> processes = new ArrayList<>();
        try {
            for (int count = 0; count < PROCESSES; count++) {
                processes.add(new ProcessBuilder("sleep", "100000").start());
            }
            final List<Integer> pids =
                    processes.stream().map(process -> (int) process.pid()).toList();
            run(results, rounds, pids);
            PageRows.run(results, rounds, pids);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        ActuationRows.run(results, rounds);
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private static void run(final Results results, final int rounds, final List<Integer> pids) {
        final UnsafeBuffer[] frames = new UnsafeBuffer[4];
        for (int index = 0; index < frames.length; index++) {
            final int length = FrameDescriptor.rowOffset(PROCESSES);
            frames[index] = new UnsafeBuffer(BufferUtil.allocateDirectAligned(length, Long.BYTES));
        }
        final int cpuIds = HostCpus.possibleIds();
        try (NativeReader stat = new NativeReader(frames[0], PROCESSES, cpuIds);
                NativeReader clock = new NativeReader(frames[1], PROCESSES, cpuIds);
                NativeReader task = new NativeReader(frames[3], PROCESSES, cpuIds);
                JavaReader java = new JavaReader(frames[2], PROCESSES, cpuIds)) {
            add(stat, pids, ProcessAspect.STAT);
            add(clock, pids, ProcessAspect.CPU_TIME);
            add(task, pids, ProcessAspect.CPU_TIME, ProcessAspect.MEMORY);
            add(java, pids, ProcessAspect.STAT);
            final OperatingSystem oshi = new SystemInfo().getOperatingSystem();
            final Contender floor =
                    new Contender("bare pread of stat, C", rounds, 5, stat::sampleFloor);
            final Contender ours =
                    new Contender("native reader, stat", rounds, 5, sampling(stat, frames[0]));
            final Contender clockFloor =
                    new Contender("bare CPU clock, C", rounds, 30, clock::sampleFloor);
            final Contender cpu =
                    new Contender(
                            "native reader, CPU time", rounds, 30, sampling(clock, frames[1]));
            final Contender both =
                    new Contender(
                            "native reader, CPU + RSS", rounds, 15, sampling(task, frames[3]));
            final Contender plain =
                    new Contender("Java reader, stat", rounds, 5, sampling(java, frames[2]));
            final Contender driver =
                    new Contender("OSHI driver, stat", rounds, 2, () -> driver(pids));
            final Contender all =
                    new Contender("OSHI getProcesses", rounds, 1, () -> processes(oshi, pids));
            final List<Contender> contenders =
                    List.of(floor, ours, clockFloor, cpu, both, plain, driver, all);
            for (int round = 0; round < 60; round++) {
                contenders.forEach(Contender::warmUp);
            }
            for (int round = 0; round < rounds; round++) {
                for (final Contender contender : contenders) {
                    contender.measure(round);
                }
            }
            print(contenders, floor);
            contenders.forEach(contender -> contender.addTo(results, "100 processes"));
            requirement("native stat / bare pread", ours, floor, "<=", 1.05);
            requirement("OSHI getProcesses / native stat", all, ours, ">=", 20);
            requirement("OSHI driver / native stat", driver, ours, ">=", 5);
            requirement("OSHI getProcesses / native CPU time", all, cpu, ">=", 200);
            final double bytes = Math.max(ours.medianBytes(), cpu.medianBytes());
            System.out.printf("%-36s %8.0f%n", "bytes per native sample, must be 0", bytes);
        }
    }

    private static void add(
            final ProbeReader reader,
            final List<Integer> pids,
            final ProcessAspect first,
            final ProcessAspect... more) {
        for (int slot = 0; slot < pids.size(); slot++) {
            reader.add(slot, Probe.process(pids.get(slot), first, more));
        }
    }

    /** A sample and one look at each row, as a host would. */
    private static java.util.function.LongSupplier sampling(
            final ProbeReader reader, final UnsafeBuffer buffer) {
        final ProbeFrame frame = new ProbeFrame().wrap(buffer, 0, buffer.capacity());
        return () -> {
            reader.sample();
            long sum = 0;
            for (int slot = 0; slot < PROCESSES; slot++) {
                if (frame.state(slot) != ProbeState.OK) {
                    throw new IllegalStateException("slot " + slot + " is " + frame.state(slot));
                }
                sum += frame.valueOr(slot, ProcessField.CPU_NS, 0);
            }
            return sum;
        };
    }

    private static long driver(final List<Integer> pids) {
        long sum = 0;
        for (final int pid : pids) {
            sum += ProcessStat.getPidStats(pid).hashCode();
        }
        return sum;
    }

    private static long processes(final OperatingSystem oshi, final List<Integer> pids) {
        long sum = 0;
        for (final OSProcess process : oshi.getProcesses(pids)) {
            sum += process.getUserTime() + process.getKernelTime();
        }
        return sum;
    }

    private static void print(final List<Contender> contenders, final Contender floor) {
        System.out.printf(
                "%d processes per batch, medians per batch, ratios by CPU time; JDK %s%n%n",
                PROCESSES, Runtime.version());
        System.out.printf(
                HEADING, "what", "wall, us", "CPU, us", "/ bare pread", "bytes per batch");
        long sink = 0;
        for (final Contender contender : contenders) {
            System.out.printf(
                    Locale.ROOT,
                    "%-26s %,12.1f %,12.1f %14.2f %,16.0f%n",
                    contender.name(),
                    contender.medianMicros(),
                    contender.medianCpuMicros(),
                    contender.ratioTo(floor),
                    contender.medianBytes());
            sink += contender.sink();
        }
        System.out.printf("%n%s", sink == 42 ? " " : "");
    }

    static void requirement(
            final String what,
            final Contender one,
            final Contender other,
            final String relation,
            final double limit) {
        final double ratio = one.ratioTo(other);
        final boolean holds = "<=".equals(relation) ? ratio <= limit : ratio >= limit;
        System.out.printf(
                Locale.ROOT,
                "%-36s %8.2f  %s %-6s %s (by wall time %.2f)%n",
                what,
                ratio,
                relation,
                limit,
                holds ? "holds" : "FAILS",
                one.wallRatioTo(other));
    }
}
