package io.swarmbid.bench.loop;

/** Something that answers one message at a time. Called by one thread. */
interface PingPong extends AutoCloseable {
    String name();

    /** Makes up the next message; not timed. */
    default void prepare() {}

    /** Sends a message and spins until its answer is seen. */
    void roundTrip();

    /** Work between measured round trips that keeps the state steady; not timed. */
    default void restore() {}

    @Override
    void close();
}
