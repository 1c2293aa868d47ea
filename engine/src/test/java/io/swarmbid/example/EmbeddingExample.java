package io.swarmbid.example;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder.VrusDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RefuseDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.pipeline.DecisionHandler;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.util.function.Consumer;

/** A host that owns one instance and lets two tasks bid for it. */
final class EmbeddingExample {
    private EmbeddingExample() {}

    public static void main(final String[] args) {
        run(System.out::println);
    }

    static void run(final Consumer<String> log) {
        try (SwarmEngine engine =
                SwarmEngine.launch(
                        new EngineConfig()
                                .limits(limits -> limits.tasks(100_000).instances(1_000))
                                .set("hysteresisPpm", "50000")
                                .onDecision(new Scheduler(log))
                                .errorHandler(
                                        (input, failure) -> log.accept(failure.getMessage())))) {
            final EngineClient client = engine.client(); // one per producing thread

            // A pool of machines with 8 vCPUs and 32 blocks of memory at 0.096 an hour, and one
            // that is ready.
            client.pool(new PoolSpec().pool(1).cost(96_000_000).vrus(8, 32, 0));
            client.instance(7, 1);

            // Ninety seconds of work on one unit, on up to four, for 0.005 the whole.
            final TaskSpec task = client.newTask(); // fill, send and reset as often as wanted
            task.customer = client.symbol("acme");
            final long sequence =
                    client.task(
                            task.task(100)
                                    .bid(5_000_000, 90_000_000_000L)
                                    .units(1, 4)
                                    .bundle(1, 2, 0)
                                    .serialPpm(50_000));
            if (sequence < 0) { // nothing was sent; a sequence above 0 is the cause in decisions
                final Refusal refusal = Refusal.of(sequence);
                log.accept(refusal.field() + " takes " + refusal.remedy());
            }

            // The waiting form waits for room in the ring instead of returning RING_FULL.
            client.awaiting()
                    .task(task.reset().task(101).bid(9_000_000, 90_000_000_000L).bundle(1, 2, 0));
            client.rebid(100, 7_000_000);
            client.complete(101, CompleteStatus.DONE);
        } // applies what was accepted, hands its decisions over, and stops
    }

    /** Called on the decision thread. The flyweights are valid during the call only. */
    private static final class Scheduler implements DecisionHandler {
        private final Consumer<String> log;

        Scheduler(final Consumer<String> log) {
            this.log = log;
        }

        @Override
        public void onGrant(final GrantDecisionDecoder grant) {
            final StringBuilder vrus = new StringBuilder();
            for (final VrusDecoder range : grant.vrus()) {
                vrus.append(' ').append(range.kind()).append(' ');
                vrus.append(range.first()).append("..").append(range.last());
            }
            log.accept("task " + grant.task() + " on " + grant.instance() + " gains" + vrus);
        }

        @Override
        public void onRevoke(final RevokeDecisionDecoder revoke) {
            log.accept("task " + revoke.task() + " loses VRUs: " + revoke.reason());
        }

        @Override
        public void onQueue(final QueueDecisionDecoder queue) {
            log.accept("task " + queue.task() + " waits: " + queue.reason());
        }

        @Override
        public void onRefuse(final RefuseDecisionDecoder refuse) {
            log.accept("input " + refuse.cause() + " is refused: " + refuse.code());
        }
    }
}
