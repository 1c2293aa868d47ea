package io.swarmbid.pipeline;

import org.agrona.DirectBuffer;

/** Where a client puts a command that passed the checks. */
@FunctionalInterface
interface CommandPort {
    /**
     * Sends the encoded command at the start of the buffer.
     *
     * @return the input sequence, or a refusal's code.
     */
    long send(DirectBuffer source, int length);
}
