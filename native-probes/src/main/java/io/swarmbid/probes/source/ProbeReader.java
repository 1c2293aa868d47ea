package io.swarmbid.probes.source;

/**
 * Fills the frame it was made for. Two implementations write the same bytes for the same text: the native one and the
 * plain-Java one. Not threadsafe. Slots are managed by the caller: added when empty, below the capacity of the frame.
 */
public interface ProbeReader extends AutoCloseable {
    /**
     * Name for people.
     *
     * @return {@code native} or {@code java}.
     */
    String name();

    /**
     * Opens what the probe needs. Whatever cannot be opened shows in the row's state, not as an exception.
     *
     * @param slot empty.
     * @param probe to sample from now on.
     */
    void add(int slot, Probe probe);

    /**
     * Closes what a probe had open and clears its row.
     *
     * @param slot in use, or empty already.
     */
    void remove(int slot);

    /** Reads all sources into the frame. */
    void sample();

    @Override
    void close();
}
