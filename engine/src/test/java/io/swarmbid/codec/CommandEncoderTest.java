package io.swarmbid.codec;

import static io.swarmbid.config.Limits.MAX_BID;
import static io.swarmbid.config.Limits.MAX_COST;
import static io.swarmbid.config.Limits.MAX_ID;
import static io.swarmbid.config.Limits.MAX_MARGIN;
import static io.swarmbid.config.Limits.MAX_TIME_NS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The static checks: what each field may be, at the edges of its range. */
final class CommandEncoderTest {
    private static final int MAX_UNITS = 8;
    private static final int MAX_VRUS = 16;
    private static final int MAX_COUNT = 1_000_000_000;
    private static final long MAX_MOVE_COST = 1_000_000_000_000_000L;
    private static final byte UNTOUCHED = 0x5A;
    private static final Settings SETTINGS =
            Settings.defaults()
                    .with(Setting.MAX_UNITS, MAX_UNITS)
                    .with(Setting.MAX_VRUS_PER_INSTANCE, MAX_VRUS);

    /** What the engine answers, and not the checks. */
    private static final Set<Refusal> OF_THE_ENGINE = EnumSet.of(Refusal.RING_FULL, Refusal.CLOSED);

    private interface Encoding {
        long encode(CommandEncoder encoder, UnsafeBuffer buffer);
    }

    /** A command, and what is to come of it; no refusal where it is good. */
    private record Case(Refusal refusal, String what, Encoding encoding) {
        @Override
        public String toString() {
            return (refusal == null ? "" : refusal + ": ") + what;
        }
    }

    private static Case pool(
            final Refusal refusal, final String what, final Consumer<PoolSpec> change) {
        final PoolSpec spec = new PoolSpec().pool(1).cost(100).vrus(4, 4, 0);
        change.accept(spec);
        return new Case(refusal, "pool " + what, (e, b) -> e.pool(b, 0, spec));
    }

    private static Case fleet(
            final Refusal refusal, final String what, final Consumer<FleetSpec> change) {
        final FleetSpec spec = new FleetSpec().fleet(1).bid(100).target(4);
        change.accept(spec);
        return new Case(refusal, "fleet " + what, (e, b) -> e.fleet(b, 0, spec));
    }

    private static Case task(
            final Refusal refusal, final String what, final Consumer<TaskSpec> change) {
        final TaskSpec spec =
                new TaskSpec(MAX_UNITS).task(1).bid(100, 1_000).units(1, 4).bundle(1, 0, 0);
        change.accept(spec);
        return new Case(refusal, "task " + what, (e, b) -> e.task(b, 0, spec));
    }

    private static Case of(final Refusal refusal, final String what, final Encoding encoding) {
        return new Case(refusal, what, encoding);
    }

    private static void pools(final TaskSpec spec, final int count) {
        for (int i = 1; i <= count; i++) {
            spec.addPool(i);
        }
    }

    private static void pools(final FleetSpec spec, final int count) {
        for (int i = 1; i <= count; i++) {
            spec.addPool(i);
        }
    }

    private static Stream<Case> badPools() {
        return Stream.of(
                pool(Refusal.ID, "id 0", p -> p.pool = 0),
                pool(Refusal.ID, "id over the largest", p -> p.pool = MAX_ID + 1),
                pool(Refusal.SYMBOL, "name too long", p -> p.name = SymbolTable.NONE),
                pool(Refusal.COST, "cost below 0", p -> p.cost = -1),
                pool(Refusal.COST, "cost over the largest", p -> p.cost = MAX_COST + 1),
                pool(Refusal.WEIGHT, "weight 0", p -> p.weight = 0),
                pool(Refusal.WEIGHT, "weight over the largest", p -> p.weight = 1_000_001),
                pool(Refusal.STOCK, "stock below 0", p -> p.stock = -1),
                pool(Refusal.STOCK, "stock over the largest", p -> p.stock = MAX_COUNT + 1),
                pool(Refusal.VRUS, "no VRUs", p -> p.vrus(0, 0, 0)),
                pool(Refusal.VRUS, "VRUs below 0", p -> p.vrus(-1, 1, 1)),
                pool(Refusal.VRUS, "vCPUs over the limit", p -> p.vrus(MAX_VRUS + 1, 1, 1)),
                pool(Refusal.VRUS, "memory over the limit", p -> p.vrus(1, MAX_VRUS + 1, 1)),
                pool(Refusal.VRUS, "accelerators over the limit", p -> p.vrus(1, 1, MAX_VRUS + 1)),
                pool(
                        Refusal.KIND_WEIGHTS,
                        "weights short",
                        p -> p.kindWeightsPpm(499_999, 500_000, 0)),
                pool(
                        Refusal.KIND_WEIGHTS,
                        "weights over",
                        p -> p.kindWeightsPpm(500_001, 500_000, 0)),
                pool(
                        Refusal.KIND_WEIGHTS,
                        "weight below 0",
                        p -> p.kindWeightsPpm(1_000_001, -1, 0)),
                pool(
                        Refusal.KIND_WEIGHTS,
                        "weight of a kind without VRUs",
                        p -> p.kindWeightsPpm(500_000, 499_999, 1)),
                pool(Refusal.ACTIVATION_DELAY, "delay below 0", p -> p.activation(-1, 0, 0)),
                pool(
                        Refusal.ACTIVATION_DELAY,
                        "delay over the longest",
                        p -> p.activation(MAX_TIME_NS + 1, 0, 0)),
                pool(
                        Refusal.ACTIVATION_COST,
                        "activation cost below 0",
                        p -> p.activation(0, -1, 0)),
                pool(
                        Refusal.ACTIVATION_COST,
                        "activation cost over the largest",
                        p -> p.activation(0, MAX_COST + 1, 0)),
                pool(Refusal.BILLING_QUANTUM, "quantum below 0", p -> p.activation(0, 0, -1)),
                pool(
                        Refusal.BILLING_QUANTUM,
                        "quantum over the longest",
                        p -> p.activation(0, 0, MAX_TIME_NS + 1)),
                pool(Refusal.MINIMUM_MARGIN, "margin below 0", p -> p.minimumMargin = -1),
                pool(
                        Refusal.MINIMUM_MARGIN,
                        "margin over the largest",
                        p -> p.minimumMargin = MAX_MARGIN + 1));
    }

    private static Stream<Case> badFleets() {
        return Stream.of(
                fleet(Refusal.ID, "id 0", f -> f.fleet = 0),
                fleet(Refusal.ID, "id over the largest", f -> f.fleet = MAX_ID + 1),
                fleet(Refusal.SYMBOL, "customer too long", f -> f.customer = SymbolTable.NONE),
                fleet(Refusal.BID, "bid below 0", f -> f.bid = -1),
                fleet(Refusal.BID, "bid over the largest", f -> f.bid = MAX_BID + 1),
                fleet(Refusal.JOBS, "jobs and a target", f -> f.jobs = 1),
                fleet(Refusal.JOBS, "a period and a target", f -> f.period = 1),
                fleet(Refusal.JOBS, "jobs below 0", f -> f.jobs(-1, 1)),
                fleet(Refusal.JOBS, "jobs over the largest", f -> f.jobs(MAX_COUNT + 1, 1)),
                fleet(Refusal.JOBS, "no period", f -> f.jobs(1, FleetSpec.ABSENT)),
                fleet(Refusal.JOBS, "period 0", f -> f.jobs(1, 0)),
                fleet(Refusal.TARGET, "target 0", f -> f.target = 0),
                fleet(Refusal.TARGET, "target over the largest", f -> f.target = MAX_COUNT + 1),
                fleet(Refusal.BUDGET, "budget below 0", f -> f.budget = -1),
                fleet(Refusal.BUDGET, "budget over the largest", f -> f.budget = MAX_BID + 1),
                fleet(Refusal.FIRM, "firm below 0", f -> f.firm = -1),
                fleet(Refusal.FIRM, "firm over the target", f -> f.firm = 5),
                fleet(Refusal.STRATEGY, "no strategy", f -> f.strategy = Strategy.NULL_VAL),
                fleet(Refusal.POOLS, "65 pools", f -> pools(f, 65)),
                fleet(Refusal.POOLS, "a pool twice", f -> f.addPool(3).addPool(3)),
                fleet(Refusal.POOLS, "pool 0", f -> f.addPool(0)));
    }

    private static Stream<Case> badTasks() {
        return Stream.of(
                task(Refusal.ID, "id 0", t -> t.task = 0),
                task(Refusal.ID, "id over the largest", t -> t.task = MAX_ID + 1),
                task(Refusal.ID, "fleet 0", t -> t.fleet = 0),
                task(Refusal.ID, "fleet over the largest", t -> t.fleet = MAX_ID + 1),
                task(Refusal.SYMBOL, "customer too long", t -> t.customer = SymbolTable.NONE),
                task(Refusal.SYMBOL, "class too long", t -> t.className = SymbolTable.NONE),
                task(Refusal.BID, "bid below 0", t -> t.bid = -1),
                task(Refusal.BID, "bid over the largest", t -> t.bid = MAX_BID + 1),
                task(Refusal.WORK, "work 0", t -> t.work = 0),
                task(Refusal.WORK, "work over the longest", t -> t.work = MAX_TIME_NS + 1),
                task(Refusal.MAX, "max 0", t -> t.units(0, 0)),
                task(Refusal.MAX, "max over the limit", t -> t.units(1, MAX_UNITS + 1)),
                task(Refusal.MIN, "min below 0", t -> t.units(-1, 4)),
                task(Refusal.MIN, "min over max", t -> t.units(5, 4)),
                task(Refusal.BUNDLE, "no bundle", t -> t.bundle(0, 0, 0)),
                task(Refusal.BUNDLE, "bundle below 0", t -> t.bundle(1, -1, 0)),
                task(Refusal.BUNDLE, "bundle over the limit", t -> t.bundle(1, 0, MAX_VRUS + 1)),
                task(Refusal.DEADLINE, "deadline below 0", t -> t.deadline = -1),
                task(
                        Refusal.DEADLINE,
                        "deadline over the latest",
                        t -> t.deadline = MAX_TIME_NS + 1),
                task(Refusal.TTL, "time to live below 0", t -> t.ttl = -1),
                task(Refusal.TTL, "time to live over the longest", t -> t.ttl = MAX_TIME_NS + 1),
                task(Refusal.MOVE_COST, "move cost below 0", t -> t.moveCost = -1),
                task(
                        Refusal.MOVE_COST,
                        "move cost over the largest",
                        t -> t.moveCost = MAX_MOVE_COST + 1),
                task(Refusal.POOLS, "65 pools", t -> pools(t, 65)),
                task(Refusal.POOLS, "a pool twice", t -> t.addPool(3).addPool(4).addPool(3)),
                task(Refusal.POOLS, "pool over the largest", t -> t.addPool(MAX_ID + 1)),
                task(Refusal.SERIAL, "serial share below 0", t -> t.serialPpm = -1),
                task(Refusal.SERIAL, "serial share over all", t -> t.serialPpm = 1_000_001),
                task(Refusal.TABLE, "table too short", t -> t.units(1, 2).addSpeedup(1_000_000)),
                task(
                        Refusal.TABLE,
                        "table too long",
                        t -> t.units(1, 1).addSpeedup(1_000_000).addSpeedup(2_000_000)),
                task(
                        Refusal.TABLE,
                        "table longer than any",
                        t -> {
                            for (int i = 0; i <= MAX_UNITS; i++) {
                                t.units(1, MAX_UNITS).addSpeedup(1_000_000);
                            }
                        }),
                task(Refusal.TABLE, "S(1) is not 1", t -> t.units(1, 1).addSpeedup(999_999)),
                task(
                        Refusal.TABLE,
                        "S(2) below 0",
                        t -> t.units(1, 2).addSpeedup(1_000_000).addSpeedup(-1)),
                task(
                        Refusal.VALUE_RATE,
                        "value rate at its bound",
                        t -> t.units(1, 1).bid(4_611_686_018_428L, 3_600_000_000_000L)),
                task(
                        Refusal.VALUE_RATE,
                        "largest value rate inside the table",
                        t ->
                                t.units(1, 3)
                                        .bid(4_000_000_000_000L, 3_600_000_000_000L)
                                        .addSpeedup(1_000_000)
                                        .addSpeedup(1_200_000)
                                        .addSpeedup(0)));
    }

    private static Stream<Case> badShortCommands() {
        return Stream.of(
                of(Refusal.INSTANCE_ID, "instance 0", (e, b) -> e.instance(b, 0, 0, 1)),
                of(
                        Refusal.INSTANCE_ID,
                        "instance over the largest",
                        (e, b) -> e.instance(b, 0, MAX_TIME_NS + 1, 1)),
                of(Refusal.ID, "instance of pool 0", (e, b) -> e.instance(b, 0, 1, 0)),
                of(Refusal.ID, "poolCost of pool 0", (e, b) -> e.poolCost(b, 0, 0, 1)),
                of(Refusal.COST, "poolCost", (e, b) -> e.poolCost(b, 0, 1, MAX_COST + 1)),
                of(Refusal.ID, "poolStock of pool 0", (e, b) -> e.poolStock(b, 0, 0, 1)),
                of(Refusal.STOCK, "poolStock", (e, b) -> e.poolStock(b, 0, 1, MAX_COUNT + 1)),
                of(Refusal.ID, "fleetCancel 0", (e, b) -> e.fleetCancel(b, 0, 0)),
                of(Refusal.ID, "rebid of task 0", (e, b) -> e.rebid(b, 0, 0, 1)),
                of(Refusal.BID, "rebid below 0", (e, b) -> e.rebid(b, 0, 1, -1)),
                of(Refusal.BID, "rebid", (e, b) -> e.rebid(b, 0, 1, MAX_BID + 1)),
                of(
                        Refusal.INSTANCE_ID,
                        "telemetry",
                        (e, b) -> e.telemetry(b, 0, 0, Kind.VCPU, 0, 0, 0)),
                of(
                        Refusal.VRU,
                        "telemetry -1",
                        (e, b) -> e.telemetry(b, 0, 1, Kind.VCPU, -1, 0, 0)),
                of(
                        Refusal.VRU,
                        "telemetry over the limit",
                        (e, b) -> e.telemetry(b, 0, 1, Kind.VCPU, MAX_VRUS, 0, 0)),
                of(
                        Refusal.UTILISATION,
                        "telemetry over all",
                        (e, b) -> e.telemetry(b, 0, 1, Kind.VCPU, 0, 1_000_001, 0)),
                of(Refusal.IO, "telemetry", (e, b) -> e.telemetry(b, 0, 1, Kind.VCPU, 0, 0, -1)),
                of(Refusal.ID, "usage of task 0", (e, b) -> e.usage(b, 0, 0, 0, 0, 0, 0)),
                of(
                        Refusal.UTILISATION,
                        "usage of vCPU",
                        (e, b) -> e.usage(b, 0, 1, 1_000_001, 0, 0, 0)),
                of(Refusal.UTILISATION, "usage of memory", (e, b) -> e.usage(b, 0, 1, 0, -1, 0, 0)),
                of(
                        Refusal.UTILISATION,
                        "usage of accelerator",
                        (e, b) -> e.usage(b, 0, 1, 0, 0, 1_000_001, 0)),
                of(Refusal.IO, "usage", (e, b) -> e.usage(b, 0, 1, 0, 0, 0, MAX_TIME_NS + 1)),
                of(Refusal.INSTANCE_ID, "vruFault", (e, b) -> e.vruFault(b, 0, 0, Kind.VCPU, 0)),
                of(Refusal.VRU, "vruFault", (e, b) -> e.vruFault(b, 0, 1, Kind.VCPU, MAX_VRUS)),
                of(Refusal.INSTANCE_ID, "vruRepair", (e, b) -> e.vruRepair(b, 0, 0, Kind.VCPU, 0)),
                of(Refusal.VRU, "vruRepair", (e, b) -> e.vruRepair(b, 0, 1, Kind.VCPU, -1)),
                of(Refusal.INSTANCE_ID, "drain", (e, b) -> e.drain(b, 0, 0, 0)),
                of(Refusal.DEADLINE, "drain", (e, b) -> e.drain(b, 0, 1, -1)),
                of(Refusal.INSTANCE_ID, "instanceLost", (e, b) -> e.instanceLost(b, 0, 0)),
                of(Refusal.INSTANCE_ID, "activationFailed", (e, b) -> e.activationFailed(b, 0, 0)),
                of(Refusal.ID, "progress of task 0", (e, b) -> e.progress(b, 0, 0, 0)),
                of(Refusal.WORK_DONE, "progress below 0", (e, b) -> e.progress(b, 0, 1, -1)),
                of(Refusal.WORK_DONE, "progress", (e, b) -> e.progress(b, 0, 1, MAX_TIME_NS + 1)),
                of(
                        Refusal.KIND,
                        "telemetry of no kind",
                        (e, b) -> e.telemetry(b, 0, 1, Kind.NULL_VAL, 0, 0, 0)),
                of(Refusal.KIND, "vruFault", (e, b) -> e.vruFault(b, 0, 1, Kind.NULL_VAL, 0)),
                of(
                        Refusal.STATUS,
                        "complete",
                        (e, b) -> e.complete(b, 0, 1, CompleteStatus.NULL_VAL)),
                of(Refusal.ID, "complete", (e, b) -> e.complete(b, 0, 0, CompleteStatus.DONE)),
                of(Refusal.ID, "cancel", (e, b) -> e.cancel(b, 0, 0)));
    }

    static List<Case> refused() {
        return Stream.of(badPools(), badFleets(), badTasks(), badShortCommands())
                .flatMap(cases -> cases)
                .toList();
    }

    private static Stream<Case> goodPools() {
        return Stream.of(
                pool(null, "least", p -> p.cost(0).vrus(0, 0, 1)),
                pool(null, "largest id", p -> p.pool = MAX_ID),
                pool(null, "dearest", p -> p.cost = MAX_COST),
                pool(null, "heaviest", p -> p.weight = 1_000_000),
                pool(null, "most stock", p -> p.stock = MAX_COUNT),
                pool(null, "most VRUs", p -> p.vrus(MAX_VRUS, MAX_VRUS, MAX_VRUS)),
                pool(null, "all weight on one kind", p -> p.kindWeightsPpm(0, 1_000_000, 0)),
                pool(
                        null,
                        "longest activation",
                        p -> p.activation(MAX_TIME_NS, MAX_COST, MAX_TIME_NS)),
                pool(null, "no margin", p -> p.minimumMargin = 0),
                pool(null, "largest margin", p -> p.minimumMargin = MAX_MARGIN));
    }

    private static Stream<Case> goodFleets() {
        return Stream.of(
                fleet(null, "least", f -> f.bid(0).target(1)),
                fleet(null, "largest", f -> f.fleet(MAX_ID).bid(MAX_BID).target(MAX_COUNT)),
                fleet(null, "no budget at all", f -> f.budget = 0),
                fleet(null, "largest budget", f -> f.budget = MAX_BID),
                fleet(null, "all firm", f -> f.firm = 4),
                fleet(null, "64 pools", f -> pools(f, 64)));
    }

    private static Stream<Case> goodTasks() {
        return Stream.of(
                task(null, "least", t -> t.bid(0, 1).units(0, 1)),
                task(null, "largest ids", t -> t.task(MAX_ID).fleet = MAX_ID),
                task(null, "largest bid", t -> t.units(1, 1).bid(MAX_BID, MAX_TIME_NS)),
                task(null, "most units", t -> t.units(MAX_UNITS, MAX_UNITS)),
                task(null, "widest bundle", t -> t.bundle(MAX_VRUS, MAX_VRUS, MAX_VRUS)),
                task(null, "earliest deadline, no time to live", t -> t.deadline = t.ttl = 0),
                task(null, "latest deadline", t -> t.deadline = t.ttl = MAX_TIME_NS),
                task(null, "largest move cost", t -> t.moveCost = MAX_MOVE_COST),
                task(null, "64 pools", t -> pools(t, 64)),
                task(null, "all serial", t -> t.serialPpm(1_000_000)),
                task(null, "table with 0", t -> t.units(1, 2).addSpeedup(1_000_000).addSpeedup(0)),
                task(
                        null,
                        "steepest table",
                        t ->
                                t.units(1, 2)
                                        .bid(1, 3_600_000_000_000L)
                                        .addSpeedup(1_000_000)
                                        .addSpeedup(Integer.MAX_VALUE)),
                task(
                        null,
                        "value rate under its bound",
                        t -> t.units(1, 1).bid(4_611_686_018_427L, 3_600_000_000_000L)));
    }

    private static Stream<Case> goodShortCommands() {
        return Stream.of(
                of(null, "least instance", (e, b) -> e.instance(b, 0, 1, 1)),
                of(null, "largest instance", (e, b) -> e.instance(b, 0, MAX_TIME_NS, MAX_ID)),
                of(null, "poolCost 0", (e, b) -> e.poolCost(b, 0, 1, 0)),
                of(null, "largest poolCost", (e, b) -> e.poolCost(b, 0, MAX_ID, MAX_COST)),
                of(null, "poolStock 0", (e, b) -> e.poolStock(b, 0, 1, 0)),
                of(null, "largest poolStock", (e, b) -> e.poolStock(b, 0, MAX_ID, MAX_COUNT)),
                of(null, "fleetCancel", (e, b) -> e.fleetCancel(b, 0, MAX_ID)),
                of(null, "rebid 0", (e, b) -> e.rebid(b, 0, 1, 0)),
                of(null, "largest rebid", (e, b) -> e.rebid(b, 0, MAX_ID, MAX_BID)),
                of(
                        null,
                        "largest telemetry",
                        (e, b) ->
                                e.telemetry(
                                        b,
                                        0,
                                        1,
                                        Kind.MEMORY,
                                        MAX_VRUS - 1,
                                        1_000_000,
                                        MAX_TIME_NS)),
                of(
                        null,
                        "largest usage",
                        (e, b) -> e.usage(b, 0, 1, 1_000_000, 1_000_000, 1_000_000, MAX_TIME_NS)),
                of(null, "vruFault", (e, b) -> e.vruFault(b, 0, 1, Kind.ACCELERATOR, MAX_VRUS - 1)),
                of(null, "vruRepair", (e, b) -> e.vruRepair(b, 0, 1, Kind.ACCELERATOR, 0)),
                of(null, "latest drain", (e, b) -> e.drain(b, 0, 1, MAX_TIME_NS)),
                of(null, "instanceLost", (e, b) -> e.instanceLost(b, 0, MAX_TIME_NS)),
                of(null, "activationFailed", (e, b) -> e.activationFailed(b, 0, MAX_TIME_NS)),
                of(null, "progress 0", (e, b) -> e.progress(b, 0, 1, 0)),
                of(null, "largest progress", (e, b) -> e.progress(b, 0, 1, MAX_TIME_NS)),
                of(null, "complete", (e, b) -> e.complete(b, 0, 1, CompleteStatus.FAILED)),
                of(null, "cancel", (e, b) -> e.cancel(b, 0, MAX_ID)),
                of(null, "tick", (e, b) -> e.tick(b, 0)));
    }

    static List<Case> accepted() {
        return Stream.of(goodPools(), goodFleets(), goodTasks(), goodShortCommands())
                .flatMap(cases -> cases)
                .toList();
    }

    private final CommandEncoder encoder = new CommandEncoder(SETTINGS);
    private final byte[] bytes = new byte[CommandEncoder.maxEncodedLength(SETTINGS)];

    private long encode(final Case each) {
        Arrays.fill(bytes, UNTOUCHED);
        return each.encoding.encode(encoder, new UnsafeBuffer(bytes));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldSayWhatIsWrong(final Case each) {
        assertEquals(each.refusal, Refusal.of(encode(each)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldWriteNothingOfWhatIsRefused(final Case each) {
        encode(each);
        final byte[] untouched = new byte[bytes.length];
        Arrays.fill(untouched, UNTOUCHED);
        assertArrayEquals(untouched, bytes);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void shouldAcceptTheEndsOfARange(final Case each) {
        final long length = encode(each);
        assertTrue(length > 0 && length <= bytes.length, Refusal.of(length) + " " + length);
    }

    @Test
    void shouldReachEveryRefusal() {
        final Set<Refusal> reached = EnumSet.copyOf(OF_THE_ENGINE);
        refused().forEach(each -> reached.add(each.refusal));
        assertEquals(EnumSet.allOf(Refusal.class), reached);
    }

    @Test
    void shouldGiveEveryRefusalItsOwnNegativeCode() {
        for (final Refusal refusal : Refusal.values()) {
            assertTrue(refusal.code() < 0, refusal.name());
            assertEquals(refusal, Refusal.of(refusal.code()));
        }
    }

    @Test
    void shouldTakeTheLongestCommandInItsStatedLength() {
        final TaskSpec spec = new TaskSpec(MAX_UNITS).task(1).bid(1, 1_000).units(1, MAX_UNITS);
        spec.bundle(1, 0, 0);
        pools(spec, 64);
        for (int n = 1; n <= MAX_UNITS; n++) {
            spec.addSpeedup(n * 1_000_000);
        }
        assertEquals(bytes.length, encoder.task(new UnsafeBuffer(bytes), 0, spec));
    }

    @Test
    void shouldSplitTheCostEquallyAndGiveTheRestToTheFirstKind() {
        final PoolSpec spec = new PoolSpec().pool(1).vrus(1, 1, 1);
        encoder.pool(new UnsafeBuffer(bytes), 0, spec);
        assertEquals("333334 333333 333333", weights());
    }

    @Test
    void shouldGiveNoShareToAKindWithoutVrus() {
        final PoolSpec spec = new PoolSpec().pool(1).vrus(0, 1, 1);
        encoder.pool(new UnsafeBuffer(bytes), 0, spec);
        assertEquals("0 500000 500000", weights());
    }

    private String weights() {
        final PoolCommandDecoder pool =
                new PoolCommandDecoder()
                        .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderDecoder());
        return pool.vcpuWeightPpm()
                + " "
                + pool.memoryWeightPpm()
                + " "
                + pool.acceleratorWeightPpm();
    }

    @Test
    void shouldRefuseATableThatItsSpecificationHadNoRoomFor() {
        final TaskSpec spec = new TaskSpec(1).task(1).bid(1, 1_000).units(1, 2).bundle(1, 0, 0);
        spec.addSpeedup(1_000_000).addSpeedup(2_000_000);
        assertEquals(Refusal.TABLE, Refusal.of(encoder.task(new UnsafeBuffer(bytes), 0, spec)));
    }

    @Test
    void shouldRefuseCountsBelowZero() {
        final TaskSpec task = new TaskSpec(1).task(1).bid(1, 1_000).bundle(1, 0, 0);
        task.tableLength = -1;
        assertEquals(Refusal.TABLE, Refusal.of(encoder.task(new UnsafeBuffer(bytes), 0, task)));
        task.tableLength = 0;
        task.poolCount = -1;
        assertEquals(Refusal.POOLS, Refusal.of(encoder.task(new UnsafeBuffer(bytes), 0, task)));
    }

    @Test
    void shouldKnowWhatIsNoRefusal() {
        for (final long result : new long[] {0, 1, -1_000, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertNull(Refusal.of(result));
        }
    }

    @Test
    void shouldEncodeAtAnOffset() {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final TaskSpec spec =
                new TaskSpec(MAX_UNITS).task(77).bid(5, 9_000).units(2, 3).bundle(1, 0, 0);
        encoder.task(buffer, 24, spec);
        final TaskCommandDecoder task =
                new TaskCommandDecoder().wrapAndApplyHeader(buffer, 24, new MessageHeaderDecoder());
        assertEquals(
                "77 5 9000 2 3",
                task.task()
                        + " "
                        + task.bid()
                        + " "
                        + task.work()
                        + " "
                        + task.min()
                        + " "
                        + task.max());
    }
}
