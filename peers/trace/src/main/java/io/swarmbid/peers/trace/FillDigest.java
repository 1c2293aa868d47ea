package io.swarmbid.peers.trace;

/** Fills in their order: which task got a VRU, and at which cost. Not threadsafe. */
public final class FillDigest {
    private long digest;
    private long count;

    /** Forgets all. */
    public void reset() {
        digest = 0;
        count = 0;
    }

    /** A task got one VRU at a cost in price steps. */
    public void add(final long task, final int cost) {
        digest = digest * 0x5851F42D4C957F2DL + (task << 16 | cost) + 1;
        count++;
    }

    /** The same for equal fills in equal order. */
    public long digest() {
        return digest;
    }

    /** Fills so far. */
    public long count() {
        return count;
    }
}
