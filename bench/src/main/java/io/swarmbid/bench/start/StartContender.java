package io.swarmbid.bench.start;

import io.swarmbid.bench.Market;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.peers.trace.Outcome;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.HandOver;
import io.swarmbid.pipeline.Producers;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.pipeline.WaitStrategy;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A JVM that launches an engine and sends it one command after the other, each when the one before has been decided: the
 * market's instances, then bids until its tasks live, then by turns a rebid, an end and a new bid. A command's time is that
 * from the call to the first decision; an instance's is not counted.
 */
public final class StartContender {
    /** The figures in their order. */
    static final List<String> FIGURES =
            List.of(
                    "firstDecisionMs",
                    "launchMs",
                    "us1",
                    "us10",
                    "us100",
                    "us1000",
                    "us10000",
                    "usLater");

    private static final int CAUSE_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + PriceDecisionDecoder.causeEncodingOffset();
    private static final int MEASURED = 10_000;
    private static final int LATER = 400_000;
    private static final int LAST = 50_000;

    private final SplittableRandom random = new SplittableRandom(42);
    private final long[] live = new long[Market.TASKS];
    private final Market market;
    private final SwarmEngine engine;
    private final EngineClient client;

    /** The cause of the latest decision; written by one thread. */
    private volatile long decided;

    private long lastSequence;
    private long lastTask;
    private int count;
    private int turn;

    private StartContender(
            final boolean inline, final int maxUnits, final int warmUp, final long mostNs) {
        market = new Market(maxUnits);
        final DecisionSink sink =
                (buffer, offset, length) ->
                        decided = Math.max(decided, buffer.getLong(offset + CAUSE_OFFSET));
        final EngineConfig config =
                new EngineConfig()
                        .settings(Market.settings())
                        .waitStrategy(WaitStrategy.BUSY_SPIN)
                        .producers(Producers.SINGLE)
                        .handOver(HandOver.ENGINE_THREAD)
                        .onDecision(sink);
        if (warmUp > 0) {
            config.warmUp(warmUp, mostNs);
        }
        engine = inline ? SwarmEngine.inline(config) : SwarmEngine.launch(config);
        client = engine.client().awaiting();
    }

    /** Arguments: inline or ring, units of a task, commands of the warm-up, its longest in milliseconds. */
    public static void main(final String[] args) {
        final long startNs = System.nanoTime();
        final StartContender contender =
                new StartContender(
                        args[0].equals("inline"),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Long.parseLong(args[3]) * 1_000_000);
        final long launchNs = System.nanoTime() - startNs;
        contender.open();
        final long[] nanos = new long[MEASURED];
        nanos[0] = contender.next();
        final long firstMs = System.currentTimeMillis();
        for (int i = 1; i < MEASURED; i++) {
            nanos[i] = contender.next();
        }
        for (int i = MEASURED; i < LATER - LAST; i++) {
            contender.next();
        }
        final long[] last = new long[LAST];
        for (int i = 0; i < LAST; i++) {
            last[i] = contender.next();
        }
        contender.engine.close();
        final Outcome outcome = new Outcome("start");
        outcome.with(FIGURES.get(0), firstMs - ManagementFactory.getRuntimeMXBean().getStartTime());
        outcome.with(FIGURES.get(1), launchNs / 1e6);
        int from = 0;
        int figure = 2;
        for (int to = 1; to <= MEASURED; to *= 10) {
            outcome.with(FIGURES.get(figure++), median(nanos, from, to));
            from = to;
        }
        outcome.with(FIGURES.get(figure), median(last, 0, LAST));
        System.out.println(outcome.line());
    }

    private static double median(final long[] nanos, final int from, final int to) {
        final long[] sorted = Arrays.copyOfRange(nanos, from, to);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e3;
    }

    private void open() {
        taken(client.pool(market.pool()));
        long last = 0;
        for (int id = 1; id <= Market.INSTANCES; id++) {
            last = client.instance(id, 1);
            taken(last);
        }
        while (engine.counters().commands() < last) {
            Thread.onSpinWait();
        }
    }

    private static void taken(final long result) {
        if (result < 0) {
            throw new IllegalStateException("refused: " + result);
        }
    }

    /** Nanoseconds from the next command to its first decision, or where it has none until it is applied. */
    private long next() {
        while (engine.counters().commands() < lastSequence) {
            Thread.onSpinWait();
        }
        if (count < live.length) {
            live[count] = ++lastTask;
            final TaskSpec task = market.task(live[count++]);
            final long start = System.nanoTime();
            return await(start, client.task(task));
        }
        final int place = random.nextInt(live.length);
        final long id = live[place];
        if (turn++ % 2 == 0) {
            final long bid = market.bid();
            final long start = System.nanoTime();
            return await(start, client.rebid(id, bid));
        }
        live[place] = live[--count];
        final long start = System.nanoTime();
        return await(start, client.complete(id, CompleteStatus.DONE));
    }

    private long await(final long startNs, final long sequence) {
        taken(sequence);
        lastSequence = sequence;
        while (decided < sequence && engine.counters().commands() < sequence) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - startNs;
    }
}
