package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Grants by cgroup v1: cpu is needed; freezer, cpuacct and memory are used where they are mounted.
 */
final class CgroupV1Actuator extends CgroupActuator {
    /** Killing starts in the first: what is frozen dies only when thawed. */
    private static final List<String> CONTROLLERS =
            List.of("freezer", "cpu", "cpuacct", "memory", "cpuset");

    private static final String CPUS = "cpuset.cpus";
    private static final String MEMS = "cpuset.mems";

    private final Map<String, Path> runs;
    private final long periodUs;

    private CgroupV1Actuator(
            final RunName run,
            final GroupTree tree,
            final Map<String, Path> runs,
            final CpuHomes homes,
            final long periodUs) {
        super(ActuatorKind.CGROUP_V1, run, tree, distinct(runs), homes);
        this.runs = runs;
        this.periodUs = periodUs;
    }

    /** The directories in which runs make their groups, for clearing up. */
    static List<Path> bases(final CgroupLayout layout) {
        return CONTROLLERS.stream()
                .flatMap(controller -> layout.legacy(controller).stream())
                .distinct()
                .toList();
    }

    /**
     * Makes the run's groups.
     *
     * @throws IOException saying why this machine does not allow it
     */
    static CgroupV1Actuator open(
            final CgroupLayout layout, final RunName run, final GroupTree tree, final long periodUs)
            throws IOException {
        final Path cpu =
                layout.legacy("cpu")
                        .orElseThrow(() -> new IOException("no v1 cpu hierarchy is mounted"));
        final Map<String, Path> runs = new LinkedHashMap<>();
        try {
            for (final String controller : CONTROLLERS) {
                final Optional<Path> own = layout.legacy(controller);
                if (own.isPresent() && isUsable(controller, own.get())) {
                    final Path group = own.get().resolve(run.toString());
                    if (!runs.containsValue(group)) {
                        tree.create(group);
                    }
                    runs.put(controller, group);
                }
            }
            if (!Files.exists(runs.get("cpu").resolve("cpu.cfs_quota_us"))) {
                throw new IOException(
                        "the kernel has no CPU quota (CONFIG_CFS_BANDWIDTH) in " + cpu);
            }
            ControlFile.write(
                    runs.get("cpu").resolve("cpu.shares"),
                    Long.toString(CpuWeight.shares(CpuWeight.machinePpm())));
            return new CgroupV1Actuator(run, tree, runs, homes(layout, runs), periodUs);
        } catch (final IOException refused) {
            runs.values().stream().distinct().forEach(tree::removeSoon);
            throw new IOException(
                    "cannot make a group in " + cpu + ": " + reason(refused), refused);
        }
    }

    /** The CPUs of the own group become the run's: a new group of v1 has none, and takes no process. */
    private static CpuHomes homes(final CgroupLayout layout, final Map<String, Path> runs)
            throws IOException {
        if (!runs.containsKey("cpuset")) {
            return null;
        }
        final Path own = layout.legacy("cpuset").orElseThrow();
        final BitSet cpus = CpuPlacement.allowed();
        final BitSet there = CpuPlacement.parse(text(own.resolve(CPUS)));
        if (cpus.intersects(there)) {
            cpus.and(there);
        } else {
            cpus.clear();
            cpus.or(there);
        }
        ControlFile.write(runs.get("cpuset").resolve(CPUS), CpuHomes.list(cpus));
        ControlFile.write(runs.get("cpuset").resolve(MEMS), text(own.resolve(MEMS)));
        return new CpuHomes(new CpuPacking(cpus));
    }

    private static String text(final Path file) throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    /** A cpuset that is mounted without the prefix of its files, or without CPUs, is left alone. */
    private static boolean isUsable(final String controller, final Path own) throws IOException {
        return !controller.equals("cpuset")
                || Files.exists(own.resolve(CPUS)) && !text(own.resolve(CPUS)).isEmpty();
    }

    @Override
    public String description() {
        return "cgroup v1 in "
                + runs.get("cpu")
                + ", quota per "
                + periodUs / 1_000
                + " ms, with "
                + String.join(", ", runs.keySet());
    }

    @Override
    public List<String> shortcomings() {
        final List<String> missing = new ArrayList<>();
        if (!runs.containsKey("memory")) {
            missing.add("memory is not enforced: no v1 memory hierarchy");
        }
        if (!runs.containsKey("freezer")) {
            missing.add(
                    "a task that holds nothing keeps the smallest quota: no v1 freezer hierarchy");
        }
        if (homes() == null) {
            missing.add(NO_CPUSET);
        }
        return missing;
    }

    @Override
    CgroupTask newTask(
            final String name, final String directory, final Consumer<TaskGroup> onClosed) {
        final Map<String, Path> groups = new LinkedHashMap<>();
        runs.forEach((controller, group) -> groups.put(controller, group.resolve(directory)));
        return new Task(name, groups, onClosed);
    }

    private static List<Path> distinct(final Map<String, Path> groups) {
        return groups.values().stream().distinct().toList();
    }

    private final class Task extends CgroupTask {
        private final Map<String, Path> groups;
        private ControlFile quota;
        private ControlFile shares;
        private ControlFile cpus;
        private long granted;
        private ControlFile freezer;

        Task(
                final String name,
                final Map<String, Path> groups,
                final Consumer<TaskGroup> onClosed) {
            super(name, run(), tree(), distinct(groups), limiter(), homes(), onClosed);
            this.groups = groups;
        }

        @Override
        MemoryControl openControls() throws IOException {
            ControlFile.write(
                    groups.get("cpu").resolve("cpu.cfs_period_us"), Long.toString(periodUs));
            quota = ControlFile.open(groups.get("cpu").resolve("cpu.cfs_quota_us"));
            shares = ControlFile.open(groups.get("cpu").resolve("cpu.shares"));
            if (homes() != null) {
                ControlFile.write(
                        groups.get("cpuset").resolve(MEMS), text(runs.get("cpuset").resolve(MEMS)));
                cpus = ControlFile.open(groups.get("cpuset").resolve(CPUS));
            }
            if (groups.containsKey("freezer")) {
                freezer = ControlFile.open(groups.get("freezer").resolve(Freezer.V1.file()));
            }
            return groups.containsKey("memory") ? new MemoryV1(groups.get("memory")) : null;
        }

        @Override
        void writeQuota(final long cpuPpm) throws IOException {
            granted = cpuPpm;
            quota.write(CpuQuota.quotaUs(cpuPpm, periodUs));
            shares.write(CpuWeight.shares(cpuPpm));
        }

        @Override
        void writeCpus(final BitSet allowed) throws IOException {
            cpus.write(CpuHomes.list(allowed));
        }

        @Override
        void writeFreezer(final boolean stop) throws IOException {
            if (freezer != null) {
                freezer.write(stop ? Freezer.V1.stop() : Freezer.V1.go());
            } else {
                quota.write(stop ? CpuQuota.QUOTA_US_MIN : CpuQuota.quotaUs(granted, periodUs));
            }
        }

        @Override
        void closeControls() throws IOException {
            if (quota != null) {
                quota.close();
            }
            if (shares != null) {
                shares.close();
            }
            if (cpus != null) {
                cpus.close();
            }
            if (freezer != null) {
                freezer.close();
            }
        }

        @Override
        public long cpuTimeNs() throws IOException {
            if (!groups.containsKey("cpuacct")) {
                return ProcessTable.read(Path.of("/proc")).cpuTimeNs(pids());
            }
            return Long.parseLong(
                    Files.readString(
                                    groups.get("cpuacct").resolve("cpuacct.usage"),
                                    StandardCharsets.US_ASCII)
                            .strip());
        }

        @Override
        public long outOfMemoryKills() {
            try {
                return groups.containsKey("memory")
                        ? keyed(groups.get("memory").resolve("memory.oom_control"), "oom_kill")
                                .orElse(0L)
                        : 0;
            } catch (final IOException gone) {
                return 0;
            }
        }

        @Override
        public Optional<CgroupPaths> cgroup() {
            return Optional.of(new CgroupPaths(1, groups.get("cpuacct"), groups.get("memory")));
        }
    }

    /**
     * The kernel refuses a limit under the use that it cannot reclaim, so a lowered one waits for
     * the task to shrink.
     */
    private static final class MemoryV1 implements MemoryControl {
        private final ControlFile limit;

        MemoryV1(final Path group) throws IOException {
            limit = ControlFile.open(group.resolve("memory.limit_in_bytes"));
        }

        @Override
        public String apply(final long bytes, final boolean lowering) throws IOException {
            limit.write(bytes == TaskGroup.UNLIMITED ? "-1" : Long.toString(bytes));
            return null;
        }

        @Override
        public void close() throws IOException {
            limit.close();
        }
    }
}
