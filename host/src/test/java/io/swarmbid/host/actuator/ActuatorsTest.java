package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActuatorsTest {
    private static final Path PROC = Path.of("/proc");
    private static final CgroupLayout NOTHING = new CgroupLayout(null, Map.of());

    @TempDir private Path root;

    private static Actuators.Detection detect(
            final Actuators.Request request,
            final CgroupLayout layout,
            final ProcessControls controls)
            throws ActuatorUnavailableException, IOException {
        return Actuators.detect(request, 50_000, controls, PROC, layout, new FakeTree());
    }

    private CgroupLayout both() throws IOException {
        final Path unified = Files.createDirectory(root.resolve("unified"));
        FakeTree.fill(unified);
        return new CgroupLayout(unified, Map.of("cpu", Files.createDirectory(root.resolve("cpu"))));
    }

    @Test
    void shouldPreferVersionTwo() throws Exception {
        final Actuators.Detection found =
                detect(Actuators.Request.AUTO, both(), new Controls(null));
        try (Actuator actuator = found.actuator()) {
            assertEquals(ActuatorKind.CGROUP_V2, actuator.kind());
        }
    }

    @Test
    void shouldFallBackToVersionOneAndSayWhy() throws Exception {
        final CgroupLayout layout = both();
        Files.writeString(layout.unified().resolve("cgroup.controllers"), "hugetlb\n");
        final Actuators.Detection found =
                detect(Actuators.Request.CGROUP, layout, new Controls(null));
        try (Actuator actuator = found.actuator()) {
            assertEquals(ActuatorKind.CGROUP_V1, actuator.kind());
            assertTrue(found.reason().contains("not v2: cgroup v2 in"), found.reason());
            assertEquals(3, actuator.shortcomings().size());
        }
    }

    @Test
    void shouldFallBackToAffinityAndThenToNothing() throws Exception {
        try (Actuator actuator =
                detect(Actuators.Request.AUTO, NOTHING, new Controls(null)).actuator()) {
            assertEquals(ActuatorKind.AFFINITY, actuator.kind());
        }
        final Actuators.Detection found =
                detect(Actuators.Request.AUTO, NOTHING, new Controls("no taskset"));
        try (Actuator actuator = found.actuator()) {
            assertEquals(ActuatorKind.NONE, actuator.kind());
            assertTrue(found.reason().contains("not affinity: no taskset"), found.reason());
        }
    }

    @Test
    void shouldRefuseWhatIsImpossibleAndSayWhatWouldHelp() {
        final ActuatorUnavailableException refused =
                assertThrows(
                        ActuatorUnavailableException.class,
                        () -> detect(Actuators.Request.CGROUP, NOTHING, new Controls(null)));
        assertEquals(
                "actuator cgroup is impossible here: not v2: no cgroup v2 is mounted;"
                        + " not v1: no v1 cpu hierarchy is mounted;"
                        + " run as root, or in a group of your own:"
                        + " systemd-run --user --scope -p Delegate=yes ./swarmbid run",
                refused.getMessage());
    }

    @Test
    void shouldNameTheRightRequestsWhenGivenAWrongOne() {
        assertEquals(Actuators.Request.AFFINITY, Actuators.Request.of("affinity"));
        final String message =
                assertThrows(IllegalArgumentException.class, () -> Actuators.Request.of("cgroups"))
                        .getMessage();
        assertEquals("no actuator is called cgroups; use auto, cgroup, affinity or none", message);
    }

    private record Controls(String unavailable) implements ProcessControls {
        @Override
        public void tell(final long pid, final DrainSignal signal) {
            throw new AssertionError("nobody is told anything here");
        }

        @Override
        public void affinity(final long pid, final BitSet cpus) {}

        @Override
        public void nice(final long pid, final int nice) {}

        @Override
        public void stop(final long pid, final boolean stop) {}
    }
}
