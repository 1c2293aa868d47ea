package io.swarmbid.peers.trace;

import java.nio.ByteBuffer;

/** A journal to which commands are appended. One thread calls it. */
public interface AppendTarget extends AutoCloseable {
    /** Appends a command with its sequence, from 1 on without a gap, and its time. */
    void append(long sequence, long timeNs, ByteBuffer commands, int offset, int length);

    /** Returns when all that was appended outlives the process. */
    void settle();

    /**
     * Closes the journal and reads it from its beginning.
     *
     * @param commands of which it must consist, again and again.
     * @return how many there were.
     * @throws IllegalStateException if something else is there.
     */
    long readBack(CommandFile commands) throws Exception;

    @Override
    void close();
}
