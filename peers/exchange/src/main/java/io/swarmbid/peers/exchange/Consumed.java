package io.swarmbid.peers.exchange;

import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import io.swarmbid.peers.trace.FillDigest;
import java.util.function.ObjLongConsumer;

/**
 * Takes processed commands at the end of a pipeline and lets the publishing thread wait for them. {@link #expect} and
 * {@link #await} are for that thread, {@link #accept} is for the pipeline's last.
 */
final class Consumed implements ObjLongConsumer<OrderCommand> {
    private volatile FillDigest fills;
    private volatile long target;
    private volatile boolean isReached;
    private long orders;

    /** Says which orders come next: so many, with their fills read if there is a digest. */
    void expect(final int count, final FillDigest digest) {
        fills = digest;
        isReached = false;
        target += count;
    }

    /** Waits for the last of them. */
    void await() {
        while (!isReached) {
            Thread.yield();
        }
    }

    @Override
    public void accept(final OrderCommand command, final long sequence) {
        final OrderCommandType type = command.command;
        if (type != OrderCommandType.PLACE_ORDER
                && type != OrderCommandType.MOVE_ORDER
                && type != OrderCommandType.CANCEL_ORDER) {
            return;
        }
        final FillDigest digest = fills;
        if (digest != null) {
            Fills.read(command, digest);
        }
        if (++orders == target) {
            isReached = true;
        }
    }
}
