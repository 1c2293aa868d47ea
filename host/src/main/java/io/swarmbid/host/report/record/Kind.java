package io.swarmbid.host.report.record;

/** The kinds of VRU, in the order in which files and tables give them. */
public enum Kind {
    VCPU("vCPU"),
    MEMORY("memory"),
    ACCELERATOR("accelerator");

    /** How many kinds there are. */
    public static final int COUNT = 3;

    private final String label;

    Kind(final String label) {
        this.label = label;
    }

    /** How a reader names it. */
    public String label() {
        return label;
    }

    /** The kind of that name in a file, in either case; null if there is none. */
    static Kind byName(final String name) {
        for (final Kind kind : values()) {
            if (kind.name().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        return null;
    }
}
