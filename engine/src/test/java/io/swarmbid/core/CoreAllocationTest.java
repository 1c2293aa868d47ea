package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.reference.CommandWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Steady work of the core by itself takes nothing from the heap. */
final class CoreAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 40;
    private static final int ROUNDS = 5;
    private static final int CYCLES = 200;
    private static final int INSTANCES = 4;
    private static final int TASKS = 64;

    private Settings settings =
            Settings.defaults()
                    .with(Setting.MAX_TASKS, 256)
                    .with(Setting.MAX_INSTANCES, 16)
                    .with(Setting.MINIMUM_HOLD, 0)
                    .with(Setting.COOL_DOWN, 1_000);
    private final CommandWriter writer = new CommandWriter(settings);
    private long sequence;
    private long at;
    private long decisions;

    /** Reads each decision's template, as any host would. */
    private final DecisionSink sink =
            (buffer, offset, length) -> decisions += buffer.getShort(offset + 2) > 0 ? 1 : 0;

    private EngineCore busyCore() {
        final EngineCore core = new EngineCore(settings, new SymbolTable());
        send(core, new UnsafeBuffer(writer.pool(Market.pool(1, 8, 100))));
        for (int id = 1; id <= INSTANCES; id++) {
            send(core, new UnsafeBuffer(writer.instance(id, 1)));
        }
        for (int id = 1; id <= TASKS; id++) {
            send(core, new UnsafeBuffer(writer.task(task(id, 150 + id))));
        }
        return core;
    }

    private static TaskSpec task(final long id, final long bid) {
        final TaskSpec task = Market.task(id, bid, 1, 4).serialPpm(50_000);
        // Long enough never to be used up.
        return task.bid(bid * 100_000, 100_000 * Market.HOUR);
    }

    private void send(final EngineCore core, final UnsafeBuffer command) {
        core.onCommand(++sequence, at, command, 0, command.capacity(), sink);
    }

    private void assertAllocatesNothing(final List<byte[]> commands) {
        final UnsafeBuffer[] cycle =
                commands.stream().map(UnsafeBuffer::new).toArray(UnsafeBuffer[]::new);
        try (EngineCore core = busyCore()) {
            for (int round = 0; round < WARM_UP; round++) {
                play(core, cycle);
            }
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                final long before = allocated();
                final long overhead = allocated() - before;
                final long start = allocated();
                play(core, cycle);
                least = Math.min(least, allocated() - start - overhead);
            }
            assertTrue(decisions > 0, "nothing was decided");
            // What the JVM links once can fall into any one round; garbage falls into each.
            assertEquals(0, least, "bytes in " + CYCLES + " cycles");
        }
    }

    private void play(final EngineCore core, final UnsafeBuffer[] cycle) {
        for (int i = 0; i < CYCLES; i++) {
            for (int k = 0; k < cycle.length; k++) {
                at += 1_000;
                send(core, cycle[k]);
            }
        }
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void shouldAllocateNothingForTelemetry() {
        final List<byte[]> commands = new ArrayList<>();
        for (int vru = 0; vru < 8; vru++) {
            commands.add(writer.telemetry(1, Kind.VCPU, vru, 100_000 * vru, vru));
            commands.add(writer.usage(TASKS, 10_000 * vru));
        }
        assertAllocatesNothing(commands);
    }

    @Test
    void shouldAllocateNothingForRebids() {
        final List<byte[]> commands = new ArrayList<>();
        for (int id = 1; id <= TASKS; id += 5) {
            commands.add(writer.rebid(id, 100_000L * (400 + id)));
            commands.add(writer.rebid(id, 100_000L * (150 + id)));
        }
        assertAllocatesNothing(commands);
    }

    @Test
    void shouldAllocateNothingForTasksThatComeAndGo() {
        final List<byte[]> commands = new ArrayList<>();
        for (int id = TASKS + 1; id <= TASKS + 12; id++) {
            commands.add(writer.task(task(id, 300 + id)));
        }
        for (int id = TASKS + 1; id <= TASKS + 12; id++) {
            commands.add(writer.complete(id, CompleteStatus.DONE));
        }
        assertAllocatesNothing(commands);
    }

    @Test
    void shouldAllocateNothingWhileTasksDrainAndWait() {
        settings = settings.with(Setting.GRACE, 5_000);
        final List<byte[]> commands = new ArrayList<>();
        for (int id = TASKS + 1; id <= TASKS + 12; id++) {
            commands.add(writer.task(task(id, 300 + id)));
            commands.add(writer.rebid(id - TASKS, 100_000L * (500 + id)));
        }
        for (int id = TASKS + 1; id <= TASKS + 12; id++) {
            commands.add(writer.complete(id, CompleteStatus.DONE));
            commands.add(writer.rebid(id - TASKS, 100_000L * (150 + id - TASKS)));
        }
        assertAllocatesNothing(commands);
    }

    @Test
    void shouldAllocateNothingForTables() {
        final List<byte[]> commands = new ArrayList<>();
        final TaskSpec task = task(TASKS + 1, 900);
        for (final int ppm : new int[] {1_000_000, 1_400_000, 1_300_000, 2_600_000}) {
            task.addSpeedup(ppm);
        }
        task.deadline = Market.HOUR;
        task.addPool(1);
        commands.add(writer.task(task));
        commands.add(writer.cancel(TASKS + 1));
        assertAllocatesNothing(commands);
    }

    @Test
    void shouldAllocateNothingForTicks() {
        assertAllocatesNothing(List.of(writer.tick()));
    }

    @Test
    void shouldAllocateNothingForFaultsAndCosts() {
        assertAllocatesNothing(
                List.of(
                        writer.vruFault(1, Kind.VCPU, 2),
                        writer.vruRepair(1, Kind.VCPU, 2),
                        writer.poolCost(1, 8 * 120),
                        writer.poolCost(1, 8 * 100)));
    }

    @Test
    void shouldAllocateNothingForInstancesThatComeAndGo() {
        assertAllocatesNothing(
                List.of(
                        writer.instance(9, 1),
                        writer.drain(9, 0),
                        writer.instance(10, 1),
                        writer.instanceLost(10)));
    }

    @Test
    void shouldAllocateNothingForRefusals() {
        assertAllocatesNothing(
                List.of(writer.cancel(9_999), writer.instance(1, 1), writer.poolCost(9, 1)));
    }
}
