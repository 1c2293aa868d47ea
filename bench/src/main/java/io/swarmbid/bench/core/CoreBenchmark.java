package io.swarmbid.bench.core;

import io.swarmbid.bench.Market;
import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One command at a time on a market of 100 instances and 1,000 live tasks, decisions encoded and dropped. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CoreBenchmark {
    /** Most units a task takes: 1 leaves room, 4 asks for 2.5 times the capacity. */
    @Param({"1", "4"})
    public int maxUnits;

    private long decisions;
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[8_192]);
    private final CommandEncoder encoder = Market.encoder();
    private final DecisionSink sink = (buffer, offset, length) -> decisions++;
    private Market market;
    private EngineCore core;
    private long sequence;
    private long timeNs;
    private int turn;

    /** Fills the market. */
    @Setup
    public void fill() {
        market = new Market(maxUnits);
        core = new EngineCore(Market.settings(), new SymbolTable());
        apply(encoder.pool(command, 0, market.pool()));
        for (int id = 1; id <= Market.INSTANCES; id++) {
            apply(encoder.instance(command, 0, id, 1));
        }
        for (int id = 1; id <= Market.TASKS; id++) {
            apply(encoder.task(command, 0, market.task(id)));
        }
    }

    /** Frees the state. */
    @TearDown
    public void close() {
        core.close();
    }

    private void apply(final long length) {
        timeNs += 100;
        core.onCommand(++sequence, timeNs, command, 0, (int) length, sink);
    }

    /** The latest use of one VRU. */
    @Benchmark
    public void telemetry() {
        turn++;
        final int instance = 1 + (turn & 63);
        apply(
                encoder.telemetry(
                        command, 0, instance, Kind.VCPU, turn & (Market.VRUS - 1), 500_000, 4_096));
    }

    /** A new bid for a live task. */
    @Benchmark
    public void rebid() {
        turn = turn == Market.TASKS ? 1 : turn + 1;
        apply(encoder.rebid(command, 0, turn, market.bid()));
    }

    /** A task comes, is placed or queued, and goes: two commands. */
    @Benchmark
    public void bidAndCancel() {
        apply(encoder.task(command, 0, market.task(1_000_000)));
        apply(encoder.cancel(command, 0, 1_000_000));
    }

    /** A task completes (one still queued is cancelled) and another comes in its place: three commands. */
    @Benchmark
    public void completeAndBid() {
        turn = turn == Market.TASKS ? 1 : turn + 1;
        apply(encoder.complete(command, 0, turn, CompleteStatus.DONE));
        apply(encoder.cancel(command, 0, turn));
        apply(encoder.task(command, 0, market.task(turn)));
    }

    /** What every command costs at least: dispatch and an event without change. */
    @Benchmark
    public void tick() {
        apply(encoder.tick(command, 0));
    }
}
