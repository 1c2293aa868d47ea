package io.swarmbid.pipeline;

/** On which thread the host's handlers run. */
public enum HandOver {
    /** On a thread of their own, behind a ring: a slow handler delays the engine only when the ring is full. */
    DECISION_THREAD,
    /**
     * On the engine thread, inside the event: the lowest latency, and every nanosecond of a handler delays the engine.
     */
    ENGINE_THREAD
}
