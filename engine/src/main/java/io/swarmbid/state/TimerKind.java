package io.swarmbid.state;

/** What a timer is for; of those that are due together the lowest comes first. */
public final class TimerKind {
    /** By instance: the first of its drains ends. */
    public static final int DRAIN = 0;

    /** By task: it has waited for as long as it may. */
    public static final int TTL = 1;

    /** By task: its bid is used up. */
    public static final int EXHAUSTION = 2;

    /** By task: it cannot meet its deadline any more with so few units, or at all. */
    public static final int DEADLINE = 3;

    /** By instance: its life takes the next step. */
    public static final int INSTANCE = 4;

    /** By pool: its autoscaling is judged. */
    public static final int POOL = 5;

    /** By task that is watched: a period of use ends. */
    public static final int PERIOD = 6;

    /** By fleet: its next look at the pools. */
    public static final int FLEET = 7;

    private TimerKind() {}
}
