package io.swarmbid.core;

import static io.swarmbid.core.Market.HOUR;
import static io.swarmbid.core.Market.pool;
import static io.swarmbid.core.Market.task;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.RefuseCode;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.reference.CommandWriter;
import io.swarmbid.reference.DecisionText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only the state can refuse: every code of every command. A refused command changes nothing else. */
final class RefusalTest {
    /** Pending, activated for fleet 3. */
    private static final long PENDING = Limits.FIRST_ENGINE_INSTANCE;

    /** Activated for fleet 3, ready. */
    private static final long READY = PENDING + 1;

    /** Activated for fleet 4, interrupted. */
    private static final long INTERRUPTED = PENDING + 2;

    private static final long NOT_THERE = 4_000_000_000L;

    private static final Settings SETTINGS =
            Market.plain().with(Setting.MAX_INSTANCES, 8).with(Setting.INTERRUPTION_NOTICE, HOUR);

    /** More history before the command, the command, and what is to be refused. */
    private record Case(
            String what,
            Settings settings,
            Consumer<Market> before,
            Function<CommandWriter, byte[]> command,
            RefuseCode code,
            long subject) {
        @Override
        public String toString() {
            return what + ": " + code;
        }
    }

    private static Case of(
            final String what,
            final RefuseCode code,
            final long subject,
            final Function<CommandWriter, byte[]> command) {
        return after(m -> {}, what, code, subject, command);
    }

    private static Case after(
            final Consumer<Market> before,
            final String what,
            final RefuseCode code,
            final long subject,
            final Function<CommandWriter, byte[]> command) {
        return new Case(what, SETTINGS, before, command, code, subject);
    }

    private static Case unknown(
            final String what, final long subject, final Function<CommandWriter, byte[]> command) {
        return of(what, RefuseCode.UNKNOWN_ID, subject, command);
    }

    private static Case wrong(
            final String what, final long subject, final Function<CommandWriter, byte[]> command) {
        return of(what, RefuseCode.WRONG_STATE, subject, command);
    }

    private static Case duplicate(
            final String what, final long subject, final Function<CommandWriter, byte[]> command) {
        return of(what, RefuseCode.DUPLICATE_ID, subject, command);
    }

    private static FleetSpec fleet(final long id) {
        return new FleetSpec().fleet(id).bid(60).target(2);
    }

    /** Every state that a command can meet: pools 1, 2 and 5, fleets 3 and 4, and tasks 1 to 5 and 8. */
    private static void open(final Market m) {
        m.send(m.writer.pool(pool(1, 4, 100)));
        m.send(m.writer.pool(pool(2, 1, 50).stock(2)));
        m.send(m.writer.pool(pool(5, 1, 50).stock(1)));
        m.send(m.writer.instance(8, 1));
        m.send(m.writer.task(task(5, 900, 4, 4)));
        m.send(m.writer.drain(8, HOUR));
        m.send(m.writer.instance(7, 1));
        m.send(m.writer.instance(9, 1));
        m.send(m.writer.vruFault(7, Kind.VCPU, 3));
        m.send(m.writer.fleet(fleet(3).addPool(2)));
        m.send(m.writer.instance(READY, 2));
        m.send(m.writer.fleet(fleet(4).target(1).addPool(5)));
        m.send(m.writer.instance(INTERRUPTED, 5));
        final TaskSpec onFleet = task(8, 900, 1, 1);
        onFleet.fleet = 4;
        m.send(m.writer.task(onFleet));
        m.send(m.writer.poolCost(5, 60));
        // Tasks 1 and 2 run, 3 ran, 4 never did.
        m.send(m.writer.task(task(3, 200, 1, 3)));
        m.send(m.writer.task(task(1, 300, 3, 3)));
        m.send(m.writer.task(task(2, 300, 4, 4)));
        m.send(m.writer.task(task(4, 150, 1, 1)));
        m.at = HOUR / 10;
    }

    private static Settings room(final Setting setting, final long value) {
        return SETTINGS.with(setting, value);
    }

    private static Stream<Case> aboutPools() {
        final Consumer<Market> manyPools =
                m -> {
                    for (int id = 6; id <= Limits.MAX_POOLS + 2; id++) {
                        m.send(m.writer.pool(pool(id, 1, 100)));
                    }
                };
        return Stream.of(
                duplicate("pool", 2, w -> w.pool(pool(2, 1, 100))),
                after(manyPools, "pool", RefuseCode.TABLE_FULL, 999, w -> w.pool(pool(999, 1, 1))),
                unknown("poolCost", 99, w -> w.poolCost(99, 1)),
                unknown("poolStock", 99, w -> w.poolStock(99, 1)),
                duplicate("fleet", 3, w -> w.fleet(fleet(3))),
                duplicate("fleet, unknown pool too", 3, w -> w.fleet(fleet(3).addPool(99))),
                unknown("fleet", 98, w -> w.fleet(fleet(9).addPool(1).addPool(98).addPool(97))),
                unknown("fleetCancel", 99, w -> w.fleetCancel(99)));
    }

    private static Stream<Case> aboutInstances() {
        return Stream.of(
                unknown("instance of an unknown pool", 99, w -> w.instance(10, 99)),
                duplicate("instance", 7, w -> w.instance(7, 1)),
                duplicate("instance that drains", 8, w -> w.instance(8, 1)),
                new Case(
                        "instance",
                        room(Setting.MAX_INSTANCES, 6),
                        m -> {},
                        w -> w.instance(10, 1),
                        RefuseCode.TABLE_FULL,
                        10),
                unknown("instance not activated", READY + 9, w -> w.instance(READY + 9, 2)),
                wrong("instance that is ready", READY, w -> w.instance(READY, 2)),
                wrong("instance that is interrupted", INTERRUPTED, w -> w.instance(INTERRUPTED, 5)),
                wrong("instance of another pool", PENDING, w -> w.instance(PENDING, 1)),
                wrong(
                        "activated instance of an unknown pool",
                        PENDING,
                        w -> w.instance(PENDING, 99)),
                unknown("drain", 99, w -> w.drain(99, 0)),
                wrong("drain of one that drains", 8, w -> w.drain(8, 0)),
                wrong(
                        "drain of one that is interrupted",
                        INTERRUPTED,
                        w -> w.drain(INTERRUPTED, 0)),
                wrong("drain of one that is pending", PENDING, w -> w.drain(PENDING, 0)),
                unknown("instanceLost", 99, w -> w.instanceLost(99)),
                wrong("instanceLost of one that is pending", PENDING, w -> w.instanceLost(PENDING)),
                unknown("activationFailed", 99, w -> w.activationFailed(99)),
                wrong(
                        "activationFailed of one that is ready",
                        READY,
                        w -> w.activationFailed(READY)),
                wrong("activationFailed of one that drains", 8, w -> w.activationFailed(8)));
    }

    private static Stream<Case> aboutVrus() {
        return Stream.of(
                unknown("telemetry", 99, w -> w.telemetry(99, Kind.VCPU, 0, 1, 1)),
                unknown(
                        "telemetry, pending",
                        PENDING,
                        w -> w.telemetry(PENDING, Kind.VCPU, 0, 1, 1)),
                unknown("telemetry of a VRU", 4, w -> w.telemetry(7, Kind.VCPU, 4, 1, 1)),
                unknown("telemetry of a kind", 0, w -> w.telemetry(7, Kind.MEMORY, 0, 1, 1)),
                unknown("vruFault", 99, w -> w.vruFault(99, Kind.VCPU, 0)),
                unknown("vruFault, pending", PENDING, w -> w.vruFault(PENDING, Kind.VCPU, 0)),
                unknown("vruFault of a VRU", 4, w -> w.vruFault(7, Kind.VCPU, 4)),
                wrong("vruFault of a faulty one", 7, w -> w.vruFault(7, Kind.VCPU, 3)),
                unknown("vruRepair", 99, w -> w.vruRepair(99, Kind.VCPU, 0)),
                unknown("vruRepair, pending", PENDING, w -> w.vruRepair(PENDING, Kind.VCPU, 0)),
                unknown("vruRepair of a VRU", 255, w -> w.vruRepair(7, Kind.VCPU, 255)),
                wrong("vruRepair of a healthy one", 7, w -> w.vruRepair(7, Kind.VCPU, 0)));
    }

    private static Stream<Case> aboutTasks() {
        final TaskSpec noFleet = task(9, 300, 1, 1);
        noFleet.fleet = 99;
        noFleet.addPool(98);
        final TaskSpec noPool = task(9, 300, 1, 1).addPool(1).addPool(98).addPool(97);
        return Stream.of(
                duplicate("task that runs", 1, w -> w.task(task(1, 300, 1, 1))),
                duplicate("task that is queued", 4, w -> w.task(task(4, 300, 1, 1).addPool(98))),
                unknown("task of an unknown fleet", 99, w -> w.task(noFleet)),
                unknown("task of an unknown pool", 98, w -> w.task(noPool)),
                new Case(
                        "task",
                        room(Setting.MAX_TASKS, 6),
                        m -> {},
                        w -> w.task(task(9, 300, 1, 1)),
                        RefuseCode.TABLE_FULL,
                        9),
                unknown("rebid", NOT_THERE, w -> w.rebid(NOT_THERE, 1)),
                of("rebid", RefuseCode.BELOW_CHARGED, 1, w -> w.rebid(1, 59)),
                wrong("rebid beyond the value range", 4, w -> w.rebid(4, Limits.MAX_BID)),
                unknown("usage", NOT_THERE, w -> w.usage(NOT_THERE, 0)),
                wrong("usage of a queued task", 3, w -> w.usage(3, 0)),
                wrong("usage of a task that never ran", 4, w -> w.usage(4, 0)),
                unknown("progress", NOT_THERE, w -> w.progress(NOT_THERE, 0)),
                wrong("progress of a task that never ran", 4, w -> w.progress(4, 0)),
                unknown("complete", NOT_THERE, w -> w.complete(NOT_THERE, CompleteStatus.DONE)),
                wrong("complete, never ran", 4, w -> w.complete(4, CompleteStatus.DONE)),
                unknown("cancel", NOT_THERE, w -> w.cancel(NOT_THERE)));
    }

    static List<Case> refused() {
        return Stream.of(aboutPools(), aboutInstances(), aboutVrus(), aboutTasks())
                .flatMap(cases -> cases)
                .toList();
    }

    private static Market market(final Case each) {
        final Market market = new Market(each.settings);
        open(market);
        each.before.accept(market);
        return market;
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldSayCodeAndSubjectAndNothingElse(final Case each) {
        try (Market m = market(each)) {
            m.expect(each.command.apply(m.writer), "refuse " + each.code + " " + each.subject);
        }
    }

    /**
     * A tick in place of the refused command leaves the same state but for the count of decisions, which a refusal in both
     * histories brings level afterwards.
     */
    @ParameterizedTest
    @MethodSource("refused")
    void shouldChangeNothingButTimeAndTheCount(final Case each) {
        try (Market m = market(each);
                Market other = market(each)) {
            m.send(each.command.apply(m.writer));
            m.send(m.writer.tick());
            other.send(other.writer.tick());
            other.send(other.writer.cancel(NOT_THERE - 1));
            assertEquals(other.core.stateDigest(), m.core.stateDigest());
        }
    }

    /** What a digest does not show, such as a leaked reference or a lost place, would show in what follows. */
    @ParameterizedTest
    @MethodSource("refused")
    void shouldDecideAlikeAfterwards(final Case each) {
        try (Market m = market(each);
                Market other = market(each)) {
            m.send(each.command.apply(m.writer));
            other.send(other.writer.cancel(NOT_THERE - 1));
            assertEquals(String.join("\n", goOn(other)), String.join("\n", goOn(m)));
        }
    }

    private static List<String> goOn(final Market m) {
        final List<String> lines = new ArrayList<>(m.advanceTo(HOUR / 2));
        lines.addAll(m.send(m.writer.complete(1, CompleteStatus.DONE)));
        lines.addAll(m.send(m.writer.task(task(6, 250, 1, 2).addPool(1))));
        lines.addAll(m.send(m.writer.instanceLost(9)));
        lines.addAll(m.send(m.writer.instance(PENDING, 2)));
        lines.addAll(m.send(m.writer.fleetCancel(4)));
        lines.addAll(m.advanceTo(2 * HOUR));
        lines.add(Long.toHexString(m.core.stateDigest()));
        return lines;
    }

    @Test
    void shouldCoverEveryCode() {
        assertEquals(
                List.of(
                        RefuseCode.UNKNOWN_ID,
                        RefuseCode.DUPLICATE_ID,
                        RefuseCode.TABLE_FULL,
                        RefuseCode.WRONG_STATE,
                        RefuseCode.BELOW_CHARGED),
                refused().stream().map(Case::code).distinct().sorted().toList());
    }

    @Test
    void shouldAcceptARebidAtWhatIsCharged() {
        try (Market m = new Market(SETTINGS)) {
            open(m);
            m.expect(
                    m.writer.rebid(1, 60),
                    "revoke task=1 at=7 units=0 BUDGET_EXHAUSTED VCPU 0-2 margin=0 slope=0",
                    "queue task=1 REVOKED",
                    "admit task=3 at=7",
                    "grant task=3 at=7 units=3 VCPU 0-2 margin=300 slope=200",
                    "price at=7 VCPU 150",
                    "price at=9 VCPU 150");
        }
    }

    @Test
    void shouldAcceptATaskAgainOnceThereIsRoom() {
        try (Market m = new Market(room(Setting.MAX_TASKS, 1))) {
            m.oneInstance(4, 100);
            m.send(m.writer.task(task(1, 300, 1, 1)));
            m.expect(m.writer.task(task(2, 300, 1, 1)), "refuse TABLE_FULL 2");
            m.send(m.writer.cancel(1));
            m.expect(
                    m.writer.task(task(2, 300, 1, 1)),
                    "admit task=2 at=7",
                    "grant task=2 at=7 units=1 VCPU 0-0 margin=200 slope=300");
        }
    }

    @Test
    void shouldTakeAnIdAgainAfterItsEnd() {
        try (Market m = new Market()) {
            m.oneInstance(4, 100);
            m.send(m.writer.instanceLost(7));
            m.expect(
                    m.writer.instance(7, 1),
                    "ready at=7 pool=1 REGISTERED cost=400",
                    "price at=7 VCPU 100");
        }
    }

    /** Without the checker, for many commands. */
    private static void send(
            final EngineCore core, final List<String> lines, final byte[] command) {
        core.onCommand(
                1,
                0,
                new UnsafeBuffer(command),
                0,
                command.length,
                (buffer, offset, length) -> lines.add(DecisionText.of(buffer, offset)));
    }

    @Test
    void shouldRefuseAFleetWhenTheTableIsFull() {
        final CommandWriter writer = new CommandWriter(SETTINGS);
        final List<String> lines = new ArrayList<>();
        try (EngineCore core = new EngineCore(SETTINGS, new SymbolTable())) {
            for (int id = 1; id <= Limits.MAX_FLEETS; id++) {
                send(core, lines, writer.fleet(fleet(id)));
            }
            send(core, lines, writer.fleet(fleet(9_999)));
            assertEquals(List.of("refuse TABLE_FULL 9999"), lines);
        }
    }

    @Test
    void shouldRefuseATaskWhenTheCurvesAreFull() {
        final int curves = 16_384;
        final Settings settings = room(Setting.MAX_TASKS, curves + 2L).with(Setting.MAX_UNITS, 2);
        final CommandWriter writer = new CommandWriter(settings);
        final List<String> lines = new ArrayList<>();
        try (EngineCore core = new EngineCore(settings, new SymbolTable())) {
            send(core, lines, writer.pool(pool(1, 2, 100)));
            for (int id = 1; id <= curves + 1; id++) {
                lines.clear();
                send(
                        core,
                        lines,
                        writer.task(
                                task(id, 300, 1, 2)
                                        .addSpeedup(1_000_000)
                                        .addSpeedup(1_000_000 + id)));
            }
            assertEquals(List.of("refuse TABLE_FULL " + (curves + 1)), lines);
        }
    }

    @Test
    void shouldRefuseATaskWhenTheSetsOfPoolsAreFull() {
        final int sets = 8_192;
        final Settings settings = room(Setting.MAX_TASKS, sets + 2L);
        final CommandWriter writer = new CommandWriter(settings);
        final List<String> lines = new ArrayList<>();
        try (EngineCore core = new EngineCore(settings, new SymbolTable())) {
            for (int pool = 1; pool <= 14; pool++) {
                send(core, lines, writer.pool(pool(pool, 2, 100)));
            }
            for (int set = 1; set <= sets + 1; set++) {
                lines.clear();
                send(core, lines, writer.task(within(set, set)));
            }
            assertEquals(List.of("refuse TABLE_FULL " + (sets + 1)), lines);
            lines.clear();
            send(core, lines, writer.task(within(sets + 1, 1)));
            assertEquals(List.of("queue task=" + (sets + 1) + " NO_INSTANCE"), lines);
        }
    }

    /** A task that may run in the pools whose bits are set. */
    private static TaskSpec within(final int id, final int pools) {
        final TaskSpec spec = task(id, 300, 1, 1);
        for (int pool = 1; pool <= 14; pool++) {
            if ((pools >> pool - 1 & 1) != 0) {
                spec.addPool(pool);
            }
        }
        return spec;
    }

    @Test
    void shouldRefuseATaskWhenTheCustomersAreFull() {
        final int customers = 65_536;
        final CommandWriter writer = new CommandWriter(Market.plain());
        final List<String> lines = new ArrayList<>();
        try (EngineCore core = new EngineCore(Market.plain(), new SymbolTable())) {
            send(core, lines, writer.pool(pool(1, 2, 100)));
            for (int customer = 1; customer <= customers + 1; customer++) {
                lines.clear();
                final TaskSpec task = task(1, 300, 1, 1);
                task.customer = customer;
                send(core, lines, writer.task(task));
                if (customer <= customers) {
                    send(core, lines, writer.cancel(1));
                }
            }
            assertEquals(List.of("refuse TABLE_FULL 1"), lines);
        }
    }
}
