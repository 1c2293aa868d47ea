package io.swarmbid.pipeline;

import org.agrona.DirectBuffer;

/** Calls the host's handlers on the thread that runs the core, inside the event. */
final class DirectOutlet implements Outlet {
    private final Delivery delivery;
    private long stampNs;

    DirectOutlet(final Delivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public void beginCommand(
            final long sequence,
            final long timeNs,
            final long stampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        this.stampNs = stampNs;
        if (delivery.wantsCommands()) {
            delivery.command(sequence, timeNs, buffer, offset, length);
        }
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        delivery.decision(stampNs, buffer, offset, length);
    }

    @Override
    public void endEvent() {}

    @Override
    public void endBatch() {
        delivery.batchEnd();
    }

    @Override
    public void end() {}
}
