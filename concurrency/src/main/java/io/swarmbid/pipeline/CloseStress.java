package io.swarmbid.pipeline;

import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * One producer offers while another thread closes. First whether the offer was accepted, then whether the command lies
 * within the boundary up to which the engine works: the two must agree.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "accepted, and counts")
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "refused, and does not count")
@Outcome(expect = Expect.FORBIDDEN, desc = "accepted and dropped, or refused and applied")
@State
public class CloseStress {
    private static final Settings SETTINGS =
            Settings.defaults().with(Setting.RING_SIZE, 2).with(Setting.MAX_UNITS, 1);
    private static final UnsafeBuffer COMMAND = new UnsafeBuffer(new byte[64]);

    private final Lifecycle lifecycle = new Lifecycle(ErrorHandler.NONE);
    private final IngestRing ring =
            new IngestRing(
                    SETTINGS,
                    Producers.SINGLE,
                    () -> 0,
                    new Waiter(WaitStrategy.BUSY_SPIN, 1),
                    lifecycle,
                    0);

    /** A producer. */
    @Actor
    public void offer(final ZZ_Result result) {
        result.r1 = ring.offer(COMMAND, 64) > 0;
    }

    /** A thread that closes. */
    @Actor
    public void close() {
        lifecycle.beginClose(ring);
    }

    /** The engine thread, when both are done. */
    @Arbiter
    public void boundary(final ZZ_Result result) {
        result.r2 = lifecycle.boundary() >= 0;
    }
}
