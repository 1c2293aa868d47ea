package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Grants by cgroup v2: the cpu controller is needed, the memory controller is used where there is
 * one.
 */
final class CgroupV2Actuator extends CgroupActuator {
    private static final String SUBTREE = "cgroup.subtree_control";

    private final Path runGroup;
    private final V2Delegation delegation;
    private final boolean memory;
    private final long periodUs;

    private CgroupV2Actuator(
            final RunName run,
            final GroupTree tree,
            final Path runGroup,
            final V2Delegation delegation,
            final CpuHomes homes,
            final long periodUs) {
        super(ActuatorKind.CGROUP_V2, run, tree, List.of(runGroup), homes);
        this.runGroup = runGroup;
        this.delegation = delegation;
        this.memory = delegation.controllers().contains("memory");
        this.periodUs = periodUs;
    }

    /** The directories in which runs make their groups, for clearing up. */
    static List<Path> bases(final CgroupLayout layout) {
        return layout.unified() == null ? List.of() : List.of(V2Delegation.base(layout.unified()));
    }

    /**
     * Makes the run's group and hands the controllers down to it.
     *
     * @throws IOException saying why this machine does not allow it
     */
    static CgroupV2Actuator open(
            final CgroupLayout layout, final RunName run, final GroupTree tree, final long periodUs)
            throws IOException {
        if (layout.unified() == null) {
            throw new IOException("no cgroup v2 is mounted");
        }
        final V2Delegation delegation =
                V2Delegation.open(V2Delegation.base(layout.unified()), tree);
        final Path group = delegation.base().resolve(run.toString());
        try {
            tree.create(group);
            final String controllers =
                    delegation.controllers().stream()
                            .map(name -> "+" + name)
                            .collect(Collectors.joining(" "));
            ControlFile.write(group.resolve(SUBTREE), controllers);
            ControlFile.write(
                    group.resolve("cpu.weight"),
                    Long.toString(CpuWeight.weight(CpuWeight.machinePpm())));
        } catch (final IOException refused) {
            tree.removeSoon(group);
            delegation.restore();
            throw new IOException(
                    "cannot make a group in " + delegation.base() + ": " + reason(refused),
                    refused);
        }
        final CpuHomes homes =
                delegation.controllers().contains("cpuset")
                        ? new CpuHomes(new CpuPacking(CpuPlacement.allowed()))
                        : null;
        return new CgroupV2Actuator(run, tree, group, delegation, homes, periodUs);
    }

    @Override
    public String description() {
        return "cgroup v2 in "
                + runGroup
                + ", quota per "
                + periodUs / 1_000
                + " ms, with "
                + String.join(", ", delegation.controllers())
                + ", freezer";
    }

    @Override
    public List<String> shortcomings() {
        final List<String> missing = new ArrayList<>();
        if (!memory) {
            missing.add("memory is not enforced: cgroup v2 has no memory controller here");
        }
        if (homes() == null) {
            missing.add(NO_CPUSET);
        }
        return missing;
    }

    @Override
    CgroupTask newTask(
            final String name, final String directory, final Consumer<TaskGroup> onClosed) {
        return new Task(name, runGroup.resolve(directory), onClosed);
    }

    @Override
    void restore() {
        delegation.restore();
    }

    private final class Task extends CgroupTask {
        private final Path group;
        private ControlFile cpuMax;
        private ControlFile weight;
        private ControlFile cpus;
        private ControlFile freeze;

        Task(final String name, final Path group, final Consumer<TaskGroup> onClosed) {
            super(name, run(), tree(), List.of(group), limiter(), homes(), onClosed);
            this.group = group;
        }

        @Override
        MemoryControl openControls() throws IOException {
            cpuMax = ControlFile.open(group.resolve("cpu.max"));
            weight = ControlFile.open(group.resolve("cpu.weight"));
            if (homes() != null) {
                cpus = ControlFile.open(group.resolve("cpuset.cpus"));
            }
            freeze = ControlFile.open(group.resolve(Freezer.V2.file()));
            return memory ? new MemoryV2(group) : null;
        }

        @Override
        void writeQuota(final long cpuPpm) throws IOException {
            cpuMax.write(CpuQuota.quotaUs(cpuPpm, periodUs) + " " + periodUs);
            weight.write(CpuWeight.weight(cpuPpm));
        }

        @Override
        void writeCpus(final BitSet allowed) throws IOException {
            cpus.write(CpuHomes.list(allowed));
        }

        @Override
        void writeFreezer(final boolean stop) throws IOException {
            freeze.write(stop ? Freezer.V2.stop() : Freezer.V2.go());
        }

        @Override
        void closeControls() throws IOException {
            if (cpuMax != null) {
                cpuMax.close();
            }
            if (weight != null) {
                weight.close();
            }
            if (cpus != null) {
                cpus.close();
            }
            if (freeze != null) {
                freeze.close();
            }
        }

        @Override
        public long cpuTimeNs() throws IOException {
            return keyed(group.resolve("cpu.stat"), "usage_usec").orElse(0L) * 1_000;
        }

        @Override
        public long outOfMemoryKills() {
            try {
                return memory ? keyed(group.resolve("memory.events"), "oom_kill").orElse(0L) : 0;
            } catch (final IOException gone) {
                return 0;
            }
        }

        @Override
        public Optional<CgroupPaths> cgroup() {
            return Optional.of(new CgroupPaths(2, group, memory ? group : null));
        }
    }

    /**
     * A {@code memory.max} under the use kills. So a lowered limit is first a {@code memory.high},
     * which slows the task down and reclaims, and becomes the maximum once the use is under it.
     */
    private static final class MemoryV2 implements MemoryControl {
        private final Path current;
        private final ControlFile high;
        private final ControlFile max;

        MemoryV2(final Path group) throws IOException {
            current = group.resolve("memory.current");
            high = ControlFile.open(group.resolve("memory.high"));
            max = ControlFile.open(group.resolve("memory.max"));
        }

        @Override
        public String apply(final long bytes, final boolean lowering) throws IOException {
            if (lowering) {
                high.write(bytes);
                final long used =
                        Long.parseLong(
                                Files.readString(current, StandardCharsets.US_ASCII).strip());
                if (used > bytes) {
                    return "the task still uses " + used + " bytes";
                }
            }
            max.write(bytes == TaskGroup.UNLIMITED ? "max" : Long.toString(bytes));
            high.write("max");
            return null;
        }

        @Override
        public void close() throws IOException {
            high.close();
            max.close();
        }
    }
}
