package io.swarmbid.pipeline;

import org.agrona.DirectBuffer;

/**
 * Sees every accepted command as the engine saw it, in order, each before its decisions. Replaying what it saw
 * gives the same decisions. Called on the thread that hands over decisions; an exception stops the engine.
 */
@FunctionalInterface
public interface CommandTap {
    /**
     * One command; the bytes are valid during the call only.
     *
     * @param sequence input sequence, from 1 without gaps.
     * @param timeNs logical time, after clamping.
     * @param buffer that holds the SBE message; not to be kept or changed.
     * @param offset of its header.
     * @param length of header and message in bytes.
     */
    void onCommand(long sequence, long timeNs, DirectBuffer buffer, int offset, int length);

    /** This and then another. */
    default CommandTap andThen(final CommandTap next) {
        return (sequence, timeNs, buffer, offset, length) -> {
            onCommand(sequence, timeNs, buffer, offset, length);
            next.onCommand(sequence, timeNs, buffer, offset, length);
        };
    }
}
