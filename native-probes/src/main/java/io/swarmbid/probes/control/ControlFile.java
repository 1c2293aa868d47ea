package io.swarmbid.probes.control;

/** A cgroup file, opened once and written to often. Not threadsafe; writing may take milliseconds in the kernel. */
public interface ControlFile extends AutoCloseable {
    /** The longest text that can be written, in bytes. */
    int LENGTH_MAX = 256;

    /**
     * Writes a number in decimal, without allocating.
     *
     * @param value to write.
     * @return what the kernel made of it.
     */
    ControlOutcome write(long value);

    /**
     * Writes a text, such as "50000 100000".
     *
     * @param ascii at most {@link #LENGTH_MAX} bytes.
     * @return what the kernel made of it.
     * @throws IllegalArgumentException when it is longer.
     */
    ControlOutcome write(CharSequence ascii);

    @Override
    void close();
}
