package io.swarmbid.probes.control;

/** What became of an action. The kernel's refusals are ordinary here, so they are values and not exceptions. */
public enum ControlOutcome {
    /** It has taken effect. */
    DONE,
    /** There is no such process, file or cgroup. */
    GONE,
    /** Not permitted to this user. */
    DENIED,
    /** Not now: for example a memory limit below what is in use. */
    BUSY,
    /** The kernel does not take this value. */
    INVALID,
    /** Anything else, or no tool for it on this machine. */
    FAILED;

    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int ESRCH = 3;
    private static final int EAGAIN = 11;
    private static final int EACCES = 13;
    private static final int EBUSY = 16;
    private static final int ENODEV = 19;
    private static final int EINVAL = 22;
    private static final int ERANGE = 34;

    /** From what a native action returned: 0 or more, or a negative errno. */
    static ControlOutcome of(final int result) {
        if (result >= 0) {
            return DONE;
        }
        return switch (-result) {
            case ENOENT, ESRCH, ENODEV -> GONE;
            case EPERM, EACCES -> DENIED;
            case EAGAIN, EBUSY -> BUSY;
            case EINVAL, ERANGE -> INVALID;
            default -> FAILED;
        };
    }
}
