package io.swarmbid.bench.journal;

import io.swarmbid.bench.Market;
import io.swarmbid.bench.results.Results;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.InlineEngine;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** How long snapshots and recoveries take, by live tasks and by commands. */
final class RecoveryBenchmark {
    private static final int VRUS = 16;

    /** Of 16 VRUs, so that most are held and every bid finds room. */
    private static final int TASKS_PER_INSTANCE = 12;

    private static final double MILLION = 1e6;

    private RecoveryBenchmark() {}

    /** Runs for each number of live tasks. */
    static void run(
            final Results results, final Path directory, final int commands, final int... sizes)
            throws IOException {
        System.out.printf(
                "%10s %10s %12s %12s %12s %14s %14s %12s%n",
                "live tasks",
                "state, MB",
                "copy of it",
                "snapshot",
                "its MB",
                "recover from",
                "replay of " + commands / 1_000 + "k",
                "journal MB");
        for (final int tasks : sizes) {
            final Path path = directory.resolve("recovery");
            measure(results, path, tasks, commands);
            Directories.delete(path);
        }
    }

    /** Instances for so many live tasks. */
    static int instances(final int tasks) {
        return 1 + tasks / TASKS_PER_INSTANCE;
    }

    /** Settings with room for so many live tasks. */
    static Settings settings(final int tasks) {
        return Market.settings()
                .with(Setting.MAX_TASKS, Math.max(1_024, tasks + tasks / 8))
                .with(Setting.MAX_INSTANCES, Math.max(1_024, instances(tasks)))
                .with(Setting.MAX_VRUS_PER_INSTANCE, VRUS)
                .with(Setting.TICK_INTERVAL, 0);
    }

    private static EngineConfig config(final Path path, final int tasks, final long[] clock) {
        return new EngineConfig().settings(settings(tasks)).clock(() -> clock[0]++).journal(path);
    }

    private static void measure(
            final Results results, final Path path, final int tasks, final int commands)
            throws IOException {
        final long[] clock = new long[1];
        final long snapshotNs;
        try (InlineEngine engine = SwarmEngine.inline(config(path, tasks, clock))) {
            fill(engine.client(), tasks);
            final long start = System.nanoTime();
            engine.snapshot();
            snapshotNs = System.nanoTime() - start;
        }
        final long snapshotBytes = Directories.bytes(path, ".snapshot");
        final long recoveryNs;
        try (InlineEngine engine = SwarmEngine.inline(config(path, tasks, clock))) {
            recoveryNs = engine.recovery().orElseThrow().durationNs();
            work(engine.client(), tasks, commands);
        }
        final long replayNs;
        final long replayed;
        try (InlineEngine engine = SwarmEngine.inline(config(path, tasks, clock))) {
            replayNs = engine.recovery().orElseThrow().durationNs() - recoveryNs;
            replayed = engine.recovery().orElseThrow().replayedCommands();
        }
        final long[] copy = copy(tasks);
        final String row = "recovery, %,d live tasks".formatted(tasks);
        results.add(row, "engine", "state, MB", copy[1] / MILLION);
        results.add(row, "engine", "copy, ms", copy[0] / MILLION);
        results.add(row, "engine", "snapshot, ms", snapshotNs / MILLION);
        results.add(row, "engine", "recovery from it, ms", recoveryNs / MILLION);
        results.add(row, "engine", "replay, ns/command", (double) replayNs / replayed);
        System.out.printf(
                "%,10d %,10.0f %9.0f ms %9.0f ms %,12.0f %11.0f ms %8.0f ns/cmd %,12.0f%n",
                tasks,
                copy[1] / MILLION,
                copy[0] / MILLION,
                snapshotNs / MILLION,
                snapshotBytes / MILLION,
                recoveryNs / MILLION,
                (double) replayNs / replayed,
                Directories.bytes(path, ".journal") / MILLION);
    }

    /** Nanoseconds that a copy of the whole state takes, which is how long the engine would stand still, and bytes. */
    private static long[] copy(final int tasks) {
        final SymbolTable symbols = new SymbolTable();
        try (EngineCore from = new EngineCore(settings(tasks), symbols);
                EngineCore to = new EngineCore(settings(tasks), symbols)) {
            long best = Long.MAX_VALUE;
            for (int round = 0; round < 3; round++) {
                final long start = System.nanoTime();
                to.memory().orElseThrow().copyFrom(from.memory().orElseThrow());
                best = Math.min(best, System.nanoTime() - start);
            }
            return new long[] {best, from.offHeapBytes()};
        }
    }

    /** Instances, and so many live tasks. */
    static void fill(final EngineClient client, final int tasks) {
        client.pool(new PoolSpec().pool(1).cost(16_000_000).vrus(VRUS, 0, 0));
        for (int id = 1; id <= instances(tasks); id++) {
            client.instance(id, 1);
        }
        final SplittableRandom random = new SplittableRandom(7);
        final TaskSpec task = client.newTask();
        for (int id = 1; id <= tasks; id++) {
            bid(client, task, random, id);
        }
    }

    private static void bid(
            final EngineClient client,
            final TaskSpec task,
            final SplittableRandom random,
            final long id) {
        final long result =
                client.task(
                        task.reset()
                                .task(id)
                                .bid(1_200_000 + random.nextInt(3_000_000), 3_600_000_000_000L)
                                .bundle(1, 0, 0));
        if (result < 0) {
            throw new IllegalStateException("refused: " + result);
        }
    }

    /** A third each of telemetry, of new bids for tasks that live, and of tasks that end and come anew. */
    private static void work(final EngineClient client, final int tasks, final int commands) {
        final SplittableRandom random = new SplittableRandom(11);
        final TaskSpec task = client.newTask();
        for (int i = 0; i < commands; i += 4) {
            final long id = 1 + random.nextInt(tasks);
            client.telemetry(1 + random.nextInt(instances(tasks)), Kind.VCPU, 3, 500_000, 7);
            client.rebid(1 + random.nextInt(tasks), 1_200_000 + random.nextInt(3_000_000));
            client.cancel(id);
            bid(client, task, random, id);
        }
    }
}
