package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process may use of the machine: CPUs as its affinity and its own control group allow,
 * memory as it is available now.
 *
 * @param cpuPpm micro-vCPU (1,000,000 = one vCPU)
 * @param memoryBytes available without swapping, and under the own control group's limit
 */
public record MachineCapacity(long cpuPpm, long memoryBytes) {
    private static final long KIB = 1_024;

    /** Reads the machine. */
    public static MachineCapacity read() throws IOException {
        final Path proc = Path.of("/proc");
        return read(proc, CgroupLayout.read(proc), Runtime.getRuntime().availableProcessors());
    }

    static MachineCapacity read(final Path proc, final CgroupLayout layout, final int processors)
            throws IOException {
        final long available = availableKib(proc) * KIB;
        final long cpuPpm = Math.min(processors * CpuQuota.VCPU_PPM, ownQuotaPpm(layout));
        return new MachineCapacity(cpuPpm, Math.min(available, ownMemory(layout)));
    }

    private static long availableKib(final Path proc) throws IOException {
        return Files.readAllLines(proc.resolve("meminfo"), StandardCharsets.US_ASCII).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/meminfo has no MemAvailable"));
    }

    private static long ownQuotaPpm(final CgroupLayout layout) {
        long ppm = Long.MAX_VALUE;
        if (layout.unified() != null) {
            final String[] max = text(layout.unified().resolve("cpu.max"), "max 100000").split(" ");
            ppm = Math.min(ppm, ratio(max[0], max[1]));
        }
        if (layout.legacy("cpu").isPresent()) {
            final Path cpu = layout.legacy("cpu").get();
            ppm =
                    Math.min(
                            ppm,
                            ratio(
                                    text(cpu.resolve("cpu.cfs_quota_us"), "-1"),
                                    text(cpu.resolve("cpu.cfs_period_us"), "1")));
        }
        return ppm;
    }

    private static long ratio(final String quotaUs, final String periodUs) {
        return quotaUs.equals("max") || quotaUs.equals("-1")
                ? Long.MAX_VALUE
                : Long.parseLong(quotaUs) * CpuQuota.VCPU_PPM / Long.parseLong(periodUs);
    }

    private static long ownMemory(final CgroupLayout layout) {
        long bytes = Long.MAX_VALUE;
        if (layout.unified() != null) {
            bytes =
                    Math.min(
                            bytes,
                            left(
                                    layout.unified().resolve("memory.max"),
                                    layout.unified().resolve("memory.current")));
        }
        if (layout.legacy("memory").isPresent()) {
            final Path memory = layout.legacy("memory").get();
            bytes =
                    Math.min(
                            bytes,
                            left(
                                    memory.resolve("memory.limit_in_bytes"),
                                    memory.resolve("memory.usage_in_bytes")));
        }
        return bytes;
    }

    private static long left(final Path limit, final Path used) {
        final String max = text(limit, "max");
        return max.equals("max")
                ? Long.MAX_VALUE
                : Math.max(0, Long.parseLong(max) - Long.parseLong(text(used, "0")));
    }

    private static String text(final Path file, final String otherwise) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (final IOException absent) {
            return otherwise;
        }
    }
}
