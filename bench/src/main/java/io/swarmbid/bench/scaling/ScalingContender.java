package io.swarmbid.bench.scaling;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.memory.Work;
import io.swarmbid.peers.trace.Outcome;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A JVM with one size of market, with room for a tenth more than there is: tasks of one VRU spread over the
 * instances. Every sample is one command, and one of three kinds in turn: a random task goes, another comes, a
 * random one rebids. Bids are even from 1.2 to 4.2 times the reserve. Beside it, in the same JVM, a chain of
 * dependent reads at random in as much memory as the tasks' records take.
 */
public final class ScalingContender {
    private static final long RESERVE = 1_000_000;
    private static final long WORK_NS = 3_600_000_000_000L;
    private static final long STEP_NS = 250;
    private static final int RECORD_BYTES = 192;
    private static final String[] KINDS = {"cancel", "task", "rebid"};

    private final SplittableRandom random = new SplittableRandom(42);
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[8_192]);
    private final int tasks;
    private final EngineCore core;
    private final CommandEncoder encoder;
    private final TaskSpec spec;
    private long sequence;

    private ScalingContender(final int tasks, final int instances) {
        this.tasks = tasks;
        final int vrus = Math.max(4, (int) Math.ceil(1.1 * tasks / instances));
        final Settings settings =
                Settings.defaults()
                        .with(Setting.AUTOSCALE, 0)
                        .with(Setting.MINIMUM_HOLD, 0)
                        .with(Setting.TICK_INTERVAL, 0)
                        .with(Setting.MAX_TASKS, tasks + 16)
                        .with(Setting.MAX_INSTANCES, instances)
                        .with(Setting.MAX_VRUS_PER_INSTANCE, vrus);
        encoder = new CommandEncoder(settings);
        core = new EngineCore(settings, new SymbolTable());
        spec = new TaskSpec(settings.getInt(Setting.MAX_UNITS));
        final PoolSpec pool = new PoolSpec().pool(1).cost(RESERVE * vrus).vrus(vrus, 0, 0);
        apply(encoder.pool(command, 0, pool));
        for (int id = 1; id <= instances; id++) {
            apply(encoder.instance(command, 0, id, 1));
        }
        for (int id = 1; id <= tasks; id++) {
            submit(id);
        }
    }

    /** Arguments: tasks, instances, samples. */
    public static void main(final String[] args) {
        final int tasks = Integer.parseInt(args[0]);
        final ScalingContender contender = new ScalingContender(tasks, Integer.parseInt(args[1]));
        final int samples = Integer.parseInt(args[2]);
        contender.samples(samples, new Outcome(""));
        final Outcome outcome = new Outcome("scaling");
        contender.samples(samples, outcome);
        outcome.with("floor", floor((long) tasks * RECORD_BYTES));
        System.out.println(outcome.line());
        contender.core.close();
    }

    private void samples(final int count, final Outcome outcome) {
        final long[][] nanos = new long[KINDS.length][count];
        final long[] steps = new long[KINDS.length];
        for (int i = 0; i < count; i++) {
            final int id = 1 + random.nextInt(tasks);
            long before = Work.steps();
            long start = System.nanoTime();
            apply(encoder.cancel(command, 0, id));
            nanos[0][i] = System.nanoTime() - start;
            steps[0] += Work.steps() - before;
            before = Work.steps();
            start = System.nanoTime();
            submit(id);
            nanos[1][i] = System.nanoTime() - start;
            steps[1] += Work.steps() - before;
            final int other = 1 + random.nextInt(tasks);
            before = Work.steps();
            start = System.nanoTime();
            apply(encoder.rebid(command, 0, other, bid()));
            nanos[2][i] = System.nanoTime() - start;
            steps[2] += Work.steps() - before;
        }
        for (int kind = 0; kind < KINDS.length; kind++) {
            Arrays.sort(nanos[kind]);
            outcome.with(KINDS[kind], nanos[kind][count / 2]);
            outcome.with(KINDS[kind] + "99", nanos[kind][count * 99 / 100]);
            if (Work.COUNTED) {
                outcome.with(KINDS[kind] + "Steps", (double) steps[kind] / count);
            }
        }
    }

    private void submit(final int id) {
        spec.reset().task(id).bid(bid(), WORK_NS).units(1, 1).bundle(1, 0, 0);
        apply(encoder.task(command, 0, spec));
    }

    private long bid() {
        return RESERVE * 12 / 10 + random.nextLong(3 * RESERVE);
    }

    private void apply(final long length) {
        if (length < 0) {
            throw new IllegalStateException("refused by the static checks: " + length);
        }
        sequence++;
        core.onCommand(sequence, sequence * STEP_NS, command, 0, (int) length, DecisionSink.NONE);
    }

    /** Nanoseconds of one read at random whose place the read before tells. */
    private static double floor(final long bytes) {
        final int lines = (int) Math.max(16, bytes / 64);
        final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(lines * 64));
        final SplittableRandom random = new SplittableRandom(1);
        for (int line = 0; line < lines; line++) {
            memory.putInt(line * 64, random.nextInt(lines));
        }
        int at = 0;
        final int reads = 2_000_000;
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            final long start = System.nanoTime();
            for (int i = 0; i < reads; i++) {
                at = (memory.getInt(at * 64) + i) % lines;
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return (double) best / reads + (at < 0 ? 1 : 0);
    }
}
