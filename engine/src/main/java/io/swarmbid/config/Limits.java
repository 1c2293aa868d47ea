package io.swarmbid.config;

/** Fixed bounds that keep every product of the core inside 128 bits and every table inside its arena. */
public final class Limits {
    /** Latest logical time and longest duration, nanoseconds (146 years). */
    public static final long MAX_TIME_NS = 1L << 62;

    /** Largest bid for a task, a fleet's unit or budget, nano-currency. */
    public static final long MAX_BID = 4_000_000_000_000_000_000L;

    /** Largest cost of an instance-hour, nano-currency. */
    public static final long MAX_COST = 1_000_000_000_000L;

    /** Largest minimum margin per VRU-hour, nano-currency. */
    public static final long MAX_MARGIN = 1_000_000_000L;

    /** The value rate of a task stays below this, in 10^-6 nano-currency per hour. */
    public static final long MAX_VALUE_RATE = 1L << 62;

    /** Largest id that a sender may choose. */
    public static final long MAX_ID = 0xFFFF_FFFFL;

    /** Ids of the instances that the engine activates start here. */
    public static final long FIRST_ENGINE_INSTANCE = 1L << 32;

    public static final int MAX_POOLS = 256;
    public static final int MAX_FLEETS = 1_024;

    /** Longest list of permitted pools in one command. */
    public static final int MAX_POOLS_LISTED = 64;

    public static final int PPM = 1_000_000;
    public static final long NANOS_PER_HOUR = 3_600_000_000_000L;

    private Limits() {}
}
