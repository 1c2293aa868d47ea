package io.swarmbid.pipeline;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.FlagDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RefuseDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;

/**
 * The host's reactions to decisions: override what matters. Each method is given a flyweight over the engine's memory,
 * valid during the call only. Called in order, always on the same thread (see {@link HandOver}); an exception stops the
 * engine. A handler may send commands, through a client of its own thread.
 */
public interface DecisionHandler {
    /** The state refused a command: {@code cause} names its input sequence. */
    default void onRefuse(final RefuseDecisionDecoder refuse) {}

    /** A task begins to run on an instance. */
    default void onAdmit(final AdmitDecisionDecoder admit) {}

    /** A task waits, with the reason and the price to beat. */
    default void onQueue(final QueueDecisionDecoder queue) {}

    /** A task is turned away for good. */
    default void onReject(final RejectDecisionDecoder reject) {}

    /** A task gained VRUs. */
    default void onGrant(final GrantDecisionDecoder grant) {}

    /** A task lost VRUs. */
    default void onRevoke(final RevokeDecisionDecoder revoke) {}

    /** A task is over; what it held is free. */
    default void onComplete(final CompleteDecisionDecoder complete) {}

    /** The price of a kind on an instance changed. */
    default void onPrice(final PriceDecisionDecoder price) {}

    /** An instance is activated, ready, draining, interrupted or deactivated. */
    default void onSwarm(final SwarmDecisionDecoder swarm) {}

    /** A finding about a task. */
    default void onFlag(final FlagDecisionDecoder flag) {}

    /** All decisions there are for now have been handed over: the time to flush. */
    default void onBatchEnd() {}
}
