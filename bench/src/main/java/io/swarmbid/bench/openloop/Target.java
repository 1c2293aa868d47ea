package io.swarmbid.bench.openloop;

import org.HdrHistogram.Histogram;

/** Something that commands are sent to. One thread sends; the latencies are recorded where the answers are made. */
interface Target extends AutoCloseable {
    String name();

    /** Sends one command that was due at a time of {@link System#nanoTime}; waits only for room. */
    void send(long dueNs);

    /** Waits until all that was sent is answered. */
    void await();

    /** From when a command was due to when its answer was there, since the last call. After {@link #await}. */
    Histogram takeLatencies();

    @Override
    void close();
}
