package io.swarmbid.host.run;

/** The prices of the machine's VRUs, nano per VRU-hour. Immutable. */
record Prices(long vcpu, long memory) {
    static final Prices NONE = new Prices(0, 0);

    /** What so many VRUs cost an hour. */
    long of(final int vcpuVrus, final int memoryVrus) {
        return vcpu * vcpuVrus + memory * memoryVrus;
    }
}
