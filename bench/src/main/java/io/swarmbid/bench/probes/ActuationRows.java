package io.swarmbid.bench.probes;

import io.swarmbid.bench.results.Results;
import io.swarmbid.probes.control.ControlFile;
import io.swarmbid.probes.control.ControlOutcome;
import io.swarmbid.probes.control.ProcessControl;
import io.swarmbid.probes.jni.NativeActions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One CPU limit written to the open file of a control group again and again: through {@link ControlFile}, and by a C loop
 * of bare pwrite of the same bytes to the same file; and the same for a file in memory, where the kernel does least.
 */
final class ActuationRows {
    private static final Path V1 = Path.of("/sys/fs/cgroup/cpu");
    private static final Path V2 = Path.of("/sys/fs/cgroup");
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final int WRITES = 500;

    private ActuationRows() {}

    static void run(final Results results, final int rounds) throws IOException {
        final String name = "swarmbid-bench-" + ProcessHandle.current().pid();
        if (Files.isWritable(V1.resolve("cpu.cfs_quota_us"))) {
            inGroup(results, rounds, V1.resolve(name), "cpu.cfs_quota_us", "50000");
        } else if (Files.isWritable(V2.resolve("cgroup.subtree_control"))
                && Files.readString(V2.resolve("cgroup.subtree_control")).contains("cpu")) {
            inGroup(results, rounds, V2.resolve(name), "cpu.max", "50000 100000");
        }
        final Path plain = Files.createTempFile(SHARED_MEMORY, name, "");
        try {
            measure(results, rounds, plain, "50000");
        } finally {
            Files.delete(plain);
        }
    }

    private static void inGroup(
            final Results results,
            final int rounds,
            final Path group,
            final String file,
            final String value)
            throws IOException {
        Files.createDirectory(group);
        try {
            measure(results, rounds, group.resolve(file), value);
        } finally {
            Files.delete(group);
        }
    }

    private static void measure(
            final Results results, final int rounds, final Path path, final String value)
            throws IOException {
        final UnsafeBuffer bytes =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(value.length(), Long.BYTES));
        bytes.putStringWithoutLengthAscii(0, value);
        final int descriptor =
                NativeActions.open((path.toString() + '\0').getBytes(StandardCharsets.UTF_8));
        try (ControlFile file = ProcessControl.create().open(path)) {
            final Contender floor =
                    new Contender(
                            "bare pwrite, C loop",
                            rounds,
                            1,
                            () ->
                                    NativeActions.floorWrites(
                                            descriptor,
                                            bytes.addressOffset(),
                                            value.length(),
                                            WRITES));
            final Contender ours =
                    new Contender("ControlFile", rounds, 1, () -> write(file, value));
            final List<Contender> contenders = List.of(floor, ours);
            for (int round = 0; round < rounds; round++) {
                contenders.forEach(Contender::warmUp);
            }
            for (int round = 0; round < rounds; round++) {
                for (final Contender contender : contenders) {
                    contender.measure(round);
                }
            }
            final String where = path.startsWith(SHARED_MEMORY) ? "memory" : "a control group";
            contenders.forEach(
                    contender -> contender.addTo(results, "500 writes to a file of " + where));
            System.out.printf("%nwriting \"%s\" to %s%n", value, path);
            for (final Contender contender : contenders) {
                System.out.printf(
                        Locale.ROOT,
                        "%-26s %10.0f ns, CPU %10.0f ns%n",
                        contender.name(),
                        contender.medianMicros() * 1000 / WRITES,
                        contender.medianCpuMicros() * 1000 / WRITES);
            }
            ProbeBenchmark.requirement("ControlFile / bare pwrite", ours, floor, "<=", 1.1);
        } finally {
            NativeActions.close(descriptor);
        }
    }

    private static long write(final ControlFile file, final String value) {
        for (int count = 0; count < WRITES; count++) {
            final ControlOutcome outcome = file.write(value);
            if (outcome != ControlOutcome.DONE) {
                throw new IllegalStateException("writing " + value + ": " + outcome);
            }
        }
        return WRITES;
    }
}
