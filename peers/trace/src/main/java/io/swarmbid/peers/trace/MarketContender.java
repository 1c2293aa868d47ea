package io.swarmbid.peers.trace;

/** Something that plays a trace. One thread calls it. */
public interface MarketContender extends AutoCloseable {
    /**
     * Plays commands and returns when the last of them has taken effect.
     *
     * @param fills takes every fill, or null where they are only to be made.
     */
    void play(MarketTrace trace, int from, int to, FillDigest fills);

    /** Whether its fills must be those of the trace. */
    default boolean isComparable() {
        return true;
    }

    @Override
    void close();
}
