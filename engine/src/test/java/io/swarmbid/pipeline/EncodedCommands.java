package io.swarmbid.pipeline;

import org.agrona.DirectBuffer;

/** Sends what is encoded already, for tests of other packages. */
public final class EncodedCommands {
    private EncodedCommands() {}

    public static long send(
            final EngineClient client, final DirectBuffer command, final int length) {
        return client.encoded(command, length);
    }
}
