package io.swarmbid.host.actuator;

/** The ways in which a grant can be put into effect, best first. */
public enum ActuatorKind {
    /**
     * Control group v2: {@code cpu.max}, {@code memory.max}, {@code cgroup.freeze}, {@code
     * cgroup.kill}.
     */
    CGROUP_V2("cgroup v2"),
    /**
     * Control groups v1: {@code cpu.cfs_quota_us}, {@code memory.limit_in_bytes}, {@code
     * freezer.state}.
     */
    CGROUP_V1("cgroup v1"),
    /**
     * Whole CPUs by affinity, weights by nice, pauses by signal. Enforces no fraction of a CPU and
     * no memory.
     */
    AFFINITY("affinity"),
    /** Nothing is enforced; tasks only start when they are first granted something. */
    NONE("none");

    private final String text;

    ActuatorKind(final String text) {
        this.text = text;
    }

    /** The name as reports print it. */
    @Override
    public String toString() {
        return text;
    }
}
