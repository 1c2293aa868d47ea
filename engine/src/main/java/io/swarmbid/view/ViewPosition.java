package io.swarmbid.view;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How far the model has come. The decision thread writes after it has handed over what led there, so who reads a
 * position first and the tables' tails then, finds everything up to it.
 */
final class ViewPosition {
    private final AtomicLong inputs = new AtomicLong();
    private final AtomicLong decisions = new AtomicLong();
    private final AtomicLong timeNs = new AtomicLong();

    void input(final long sequence, final long atNs) {
        timeNs.setOpaque(atNs);
        inputs.setRelease(sequence);
    }

    void decision(final long sequence, final long atNs) {
        timeNs.setOpaque(atNs);
        decisions.setRelease(sequence);
    }

    /** The last input that began: all before it are done, and it may be. */
    long inputs() {
        return inputs.getAcquire();
    }

    long decisions() {
        return decisions.getAcquire();
    }

    long timeNs() {
        return timeNs.getOpaque();
    }
}
