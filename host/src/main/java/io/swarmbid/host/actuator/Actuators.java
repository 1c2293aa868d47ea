package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the best actuator that this machine allows. */
public final class Actuators {
    private static final Path PROC = Path.of("/proc");

    private static final String REMEDY =
            "run as root, or in a group of your own: systemd-run --user --scope -p Delegate=yes ./swarmbid run";

    private Actuators() {}

    /** What the user may ask for. */
    public enum Request {
        /** The best there is: cgroup v2, else cgroup v1, else affinity, else none. */
        AUTO,
        /** Control groups of either version, or an error. */
        CGROUP,
        /** Affinity and nice, or an error. */
        AFFINITY,
        /** Nothing is enforced. */
        NONE;

        /**
         * Reads a command-line value.
         *
         * @throws IllegalArgumentException naming the right ones
         */
        public static Request of(final String text) {
            for (final Request request : values()) {
                if (request.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return request;
                }
            }
            throw new IllegalArgumentException(
                    "no actuator is called " + text + "; use auto, cgroup, affinity or none");
        }
    }

    /**
     * What was found.
     *
     * @param actuator ready for use; the caller closes it
     * @param reason one line: which, where, and why none better
     * @param cleared one line for each thing of an earlier, killed run that was cleared away
     */
    public record Detection(Actuator actuator, String reason, List<String> cleared) {
        /** Copies the list. */
        public Detection {
            cleared = List.copyOf(cleared);
        }
    }

    /**
     * Clears away what killed runs left, then opens an actuator.
     *
     * @param request what the user asked for
     * @param smallestCpuPpm the smallest CPU share that will be granted, micro-vCPU: one VRU
     * @param controls for the affinity actuator
     * @throws ActuatorUnavailableException when what was asked for is impossible here
     * @throws IOException when {@code /proc} cannot be read
     */
    public static Detection detect(
            final Request request, final long smallestCpuPpm, final ProcessControls controls)
            throws ActuatorUnavailableException, IOException {
        return detect(
                request, smallestCpuPpm, controls, PROC, CgroupLayout.read(PROC), new GroupTree());
    }

    static Detection detect(
            final Request request,
            final long smallestCpuPpm,
            final ProcessControls controls,
            final Path proc,
            final CgroupLayout layout,
            final GroupTree tree)
            throws ActuatorUnavailableException, IOException {
        final RunName run = RunName.self(proc);
        final List<Path> bases = new ArrayList<>(CgroupV1Actuator.bases(layout));
        bases.addAll(CgroupV2Actuator.bases(layout));
        final StaleGroups stale = new StaleGroups(proc, run, tree);
        final List<String> cleared = new ArrayList<>(stale.clear(bases));
        cleared.addAll(stale.clearProcesses());

        final long periodUs = CpuQuota.periodUs(smallestCpuPpm);
        final List<String> refusals = new ArrayList<>();
        Actuator found = null;
        if (request == Request.AUTO || request == Request.CGROUP) {
            found =
                    attempt(
                            () -> CgroupV2Actuator.open(layout, run, tree, periodUs),
                            "v2",
                            refusals);
            if (found == null) {
                found =
                        attempt(
                                () -> CgroupV1Actuator.open(layout, run, tree, periodUs),
                                "v1",
                                refusals);
            }
        }
        if (found == null && (request == Request.AUTO || request == Request.AFFINITY)) {
            found = attempt(() -> SignalActuator.affinity(run, controls), "affinity", refusals);
        }
        if (found == null && (request == Request.AUTO || request == Request.NONE)) {
            found = SignalActuator.none(run);
        }
        if (found == null) {
            throw new ActuatorUnavailableException(
                    "actuator "
                            + request.name().toLowerCase(Locale.ROOT)
                            + " is impossible here: "
                            + String.join("; ", refusals)
                            + (request == Request.CGROUP ? "; " + REMEDY : ""));
        }
        return new Detection(found, found.description() + because(refusals), cleared);
    }

    private static String because(final List<String> refusals) {
        return refusals.isEmpty() ? "" : " (" + String.join("; ", refusals) + ")";
    }

    @FunctionalInterface
    private interface Opening {
        Actuator open() throws IOException;
    }

    private static Actuator attempt(
            final Opening opening, final String label, final List<String> refusals) {
        try {
            return opening.open();
        } catch (final IOException refused) {
            refusals.add("not " + label + ": " + refused.getMessage());
            return null;
        }
    }
}
