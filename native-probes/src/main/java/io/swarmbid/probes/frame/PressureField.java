package io.swarmbid.probes.frame;

/** Pressure stall information: time in which some or all work waited for a resource. Shares are moving averages. */
public enum PressureField implements ProbeField {
    /** Some task waited. */
    SOME_TOTAL_NS("someTotalNs", Unit.NANOSECONDS, true),
    /** All tasks waited. Not printed for the CPU before Linux 5.13. */
    FULL_TOTAL_NS("fullTotalNs", Unit.NANOSECONDS, true),
    /** Share of the last 10 s. */
    SOME_10S_PPM("some10sPpm", Unit.PARTS_PER_MILLION, false),
    /** Share of the last 60 s. */
    SOME_60S_PPM("some60sPpm", Unit.PARTS_PER_MILLION, false),
    /** Share of the last 300 s. */
    SOME_300S_PPM("some300sPpm", Unit.PARTS_PER_MILLION, false),
    /** Share of the last 10 s. */
    FULL_10S_PPM("full10sPpm", Unit.PARTS_PER_MILLION, false),
    /** Share of the last 60 s. */
    FULL_60S_PPM("full60sPpm", Unit.PARTS_PER_MILLION, false),
    /** Share of the last 300 s. */
    FULL_300S_PPM("full300sPpm", Unit.PARTS_PER_MILLION, false);

    private final String key;
    private final Unit unit;
    private final boolean counter;

    PressureField(final String key, final Unit unit, final boolean counter) {
        this.key = key;
        this.unit = unit;
        this.counter = counter;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Unit unit() {
        return unit;
    }

    @Override
    public boolean isCounter() {
        return counter;
    }
}
