package io.swarmbid.host.log;

import org.agrona.DirectBuffer;

/** Recorded commands in the order of their time, one at a time. Not threadsafe. */
public interface CommandSource extends AutoCloseable {
    /** Where a command names no actual work. */
    long NO_ACTUAL_WORK = -1;

    /**
     * Goes to the next command.
     *
     * @return false at the end; the other methods then mean nothing.
     */
    boolean next();

    /** Whether this command or a later one is an input, as far as there are any left. */
    boolean hasInput();

    /** Input sequence of the command; 0 for one that the simulated surroundings give, such as a recorded price. */
    long sequence();

    /** Logical time of the command, nanoseconds. */
    long atNs();

    /** Holds the command, with its message header at offset 0, until the next call of {@link #next()}. */
    DirectBuffer buffer();

    /** Length of header and message in bytes. */
    int length();

    /** Work after which a simulated host completes the task, nanoseconds at one unit, or {@link #NO_ACTUAL_WORK}. */
    long actualWorkNs();

    @Override
    void close();
}
