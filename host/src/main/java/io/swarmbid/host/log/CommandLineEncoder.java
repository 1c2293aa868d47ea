package io.swarmbid.host.log;

import static io.swarmbid.host.log.CommandField.ACCELERATOR;
import static io.swarmbid.host.log.CommandField.ACTIVATION_COST;
import static io.swarmbid.host.log.CommandField.ACTIVATION_DELAY;
import static io.swarmbid.host.log.CommandField.ACTUAL_WORK;
import static io.swarmbid.host.log.CommandField.BID;
import static io.swarmbid.host.log.CommandField.BILLING_QUANTUM;
import static io.swarmbid.host.log.CommandField.BUDGET;
import static io.swarmbid.host.log.CommandField.BUNDLE;
import static io.swarmbid.host.log.CommandField.CLASS;
import static io.swarmbid.host.log.CommandField.COST;
import static io.swarmbid.host.log.CommandField.CUSTOMER;
import static io.swarmbid.host.log.CommandField.DEADLINE;
import static io.swarmbid.host.log.CommandField.FIRM;
import static io.swarmbid.host.log.CommandField.FLEET;
import static io.swarmbid.host.log.CommandField.ID;
import static io.swarmbid.host.log.CommandField.INSTANCE;
import static io.swarmbid.host.log.CommandField.INTERRUPTIBLE;
import static io.swarmbid.host.log.CommandField.IO;
import static io.swarmbid.host.log.CommandField.JOBS;
import static io.swarmbid.host.log.CommandField.KIND;
import static io.swarmbid.host.log.CommandField.KIND_WEIGHTS;
import static io.swarmbid.host.log.CommandField.MAINTAIN;
import static io.swarmbid.host.log.CommandField.MAX;
import static io.swarmbid.host.log.CommandField.MEMORY;
import static io.swarmbid.host.log.CommandField.MIN;
import static io.swarmbid.host.log.CommandField.MINIMUM_MARGIN;
import static io.swarmbid.host.log.CommandField.MOVE_COST;
import static io.swarmbid.host.log.CommandField.NAME;
import static io.swarmbid.host.log.CommandField.PERIOD;
import static io.swarmbid.host.log.CommandField.POOL;
import static io.swarmbid.host.log.CommandField.PREEMPTIBLE;
import static io.swarmbid.host.log.CommandField.STATUS;
import static io.swarmbid.host.log.CommandField.STOCK;
import static io.swarmbid.host.log.CommandField.STRATEGY;
import static io.swarmbid.host.log.CommandField.TARGET;
import static io.swarmbid.host.log.CommandField.TASK;
import static io.swarmbid.host.log.CommandField.TTL;
import static io.swarmbid.host.log.CommandField.UTILISATION;
import static io.swarmbid.host.log.CommandField.VCPU;
import static io.swarmbid.host.log.CommandField.VRU;
import static io.swarmbid.host.log.CommandField.VRUS;
import static io.swarmbid.host.log.CommandField.WEIGHT;
import static io.swarmbid.host.log.CommandField.WORK;
import static io.swarmbid.host.log.CommandField.WORK_DONE;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import org.agrona.MutableDirectBuffer;

/**
 * Turns the fields of a line into an encoded command, after the checks that need no state. Not threadsafe.
 *
 * <p>{@link #encode} gives the length, or 0 and then {@link #fault()}.
 */
final class CommandLineEncoder {
    private final CommandLine line;
    private final SymbolTable symbols;
    private final CommandEncoder encoder;
    private final PoolSpec pool = new PoolSpec();
    private final FleetSpec fleet = new FleetSpec();
    private final TaskSpec task;
    private Fault fault;

    CommandLineEncoder(final CommandLine line, final Settings settings, final SymbolTable symbols) {
        this.line = line;
        this.symbols = symbols;
        encoder = new CommandEncoder(settings);
        task = new TaskSpec(settings.getInt(Setting.MAX_UNITS));
    }

    /** What was wrong with the line that {@link #encode} gave 0 for. */
    Fault fault() {
        return fault;
    }

    /** Encodes the command at offset 0; the result is its length in bytes, or 0 where the line is at fault. */
    int encode(final CommandName name, final MutableDirectBuffer buffer) {
        fault = null;
        final long result = dispatch(name, buffer);
        if (fault == null && result < 0) {
            fault = RefusalText.fault(Refusal.of(result), name, line, symbols);
        }
        if (fault == null && line.has(ACTUAL_WORK) && outside(ACTUAL_WORK, 1, Limits.MAX_TIME_NS)) {
            fault =
                    RefusalText.outOfRange(
                            ACTUAL_WORK, line, "nanoseconds from 1 to " + Limits.MAX_TIME_NS);
        }
        return fault == null ? (int) result : 0;
    }

    private boolean outside(final CommandField field, final long min, final long max) {
        final long value = line.number(field);
        return value < min || value > max;
    }

    private long dispatch(final CommandName name, final MutableDirectBuffer buffer) {
        return switch (name) {
            case POOL_COMMAND -> pool(buffer);
            case INSTANCE_COMMAND ->
                    encoder.instance(buffer, 0, line.number(ID), line.number(POOL));
            case POOL_COST -> encoder.poolCost(buffer, 0, line.number(POOL), line.number(COST));
            case POOL_STOCK -> encoder.poolStock(buffer, 0, line.number(POOL), line.count(STOCK));
            case FLEET_COMMAND -> fleet(buffer);
            case FLEET_CANCEL -> encoder.fleetCancel(buffer, 0, line.number(FLEET));
            case TASK_COMMAND -> task(buffer);
            case REBID -> encoder.rebid(buffer, 0, line.number(TASK), line.number(BID));
            case TELEMETRY -> telemetry(buffer);
            case USAGE ->
                    encoder.usage(
                            buffer,
                            0,
                            line.number(TASK),
                            line.count(VCPU),
                            line.count(MEMORY),
                            line.count(ACCELERATOR),
                            line.number(IO));
            case VRU_FAULT -> vruFault(buffer);
            case VRU_REPAIR -> vruRepair(buffer);
            case DRAIN -> encoder.drain(buffer, 0, line.number(INSTANCE), line.number(DEADLINE));
            case INSTANCE_LOST -> encoder.instanceLost(buffer, 0, line.number(INSTANCE));
            case ACTIVATION_FAILED -> encoder.activationFailed(buffer, 0, line.number(INSTANCE));
            case PROGRESS -> encoder.progress(buffer, 0, line.number(TASK), line.number(WORK_DONE));
            case COMPLETE -> complete(buffer);
            case CANCEL -> encoder.cancel(buffer, 0, line.number(TASK));
            case TICK -> encoder.tick(buffer, 0);
            default -> throw new IllegalStateException(name.toString());
        };
    }

    private long pool(final MutableDirectBuffer buffer) {
        pool.reset()
                .pool(line.number(ID))
                .cost(line.number(COST))
                .weight(line.count(WEIGHT))
                .stock(line.count(STOCK))
                .vrus(line.kindCount(VRUS, 0), line.kindCount(VRUS, 1), line.kindCount(VRUS, 2))
                .activation(
                        line.number(ACTIVATION_DELAY),
                        line.number(ACTIVATION_COST),
                        line.number(BILLING_QUANTUM));
        pool.name = symbols.intern(line.text(NAME));
        pool.interruptible = line.truth(INTERRUPTIBLE, true);
        pool.minimumMargin = line.number(MINIMUM_MARGIN, PoolSpec.FROM_SETTINGS);
        if (line.has(KIND_WEIGHTS)) {
            pool.kindWeightsPpm(
                    line.kindCount(KIND_WEIGHTS, 0),
                    line.kindCount(KIND_WEIGHTS, 1),
                    line.kindCount(KIND_WEIGHTS, 2));
        }
        return encoder.pool(buffer, 0, pool);
    }

    /** Zero means that none are given, so a zero that is given becomes a number out of range. */
    private static int orBad(final int jobs) {
        return jobs == 0 ? -1 : jobs;
    }

    private long fleet(final MutableDirectBuffer buffer) {
        if (!line.has(TARGET) && !line.has(JOBS)) {
            fault =
                    new Fault(
                            FaultReason.MISSING_FIELD,
                            "target is missing",
                            CommandName.FLEET_COMMAND.describeFields());
            return 0;
        }
        fleet.reset();
        fleet.fleet = line.number(ID);
        fleet.customer = symbols.intern(line.text(CUSTOMER));
        fleet.bid = line.number(BID);
        fleet.target = line.has(TARGET) ? line.count(TARGET) : 0;
        fleet.jobs = line.has(JOBS) ? orBad(line.count(JOBS)) : 0;
        fleet.period = line.number(PERIOD, FleetSpec.ABSENT);
        fleet.budget = line.number(BUDGET, FleetSpec.ABSENT);
        fleet.firm = line.has(FIRM) ? line.count(FIRM) : 0;
        fleet.maintain = line.truth(MAINTAIN, false);
        for (int i = 0; i < line.poolCount; i++) {
            fleet.addPool(line.pools[i]);
        }
        if (line.has(STRATEGY)) {
            fleet.strategy = constant(STRATEGY, Strategy.values(), Strategy.NULL_VAL);
        }
        return fault == null ? encoder.fleet(buffer, 0, fleet) : 0;
    }

    private long task(final MutableDirectBuffer buffer) {
        task.reset()
                .task(line.number(ID))
                .bid(line.number(BID), line.number(WORK))
                .units(line.count(MIN), line.count(MAX))
                .bundle(
                        line.kindCount(BUNDLE, 0),
                        line.kindCount(BUNDLE, 1),
                        line.kindCount(BUNDLE, 2));
        task.customer = symbols.intern(line.text(CUSTOMER));
        task.className = symbols.intern(line.text(CLASS));
        task.fleet = line.number(FLEET, TaskSpec.ABSENT);
        task.deadline = line.number(DEADLINE, TaskSpec.ABSENT);
        task.ttl = line.number(TTL, TaskSpec.ABSENT);
        task.moveCost = line.number(MOVE_COST, 0);
        task.preemptible = line.truth(PREEMPTIBLE, true);
        for (int i = 0; i < line.poolCount; i++) {
            task.addPool(line.pools[i]);
        }
        if (line.hasSerial) {
            task.serialPpm(CommandLine.toCount(line.serialPpm));
        }
        if (line.hasTable && line.tableCount == 0) {
            fault = RefusalText.fault(Refusal.TABLE, CommandName.TASK_COMMAND, line, symbols);
            return 0;
        }
        for (int i = 0; i < line.tableCount; i++) {
            task.addSpeedup(CommandLine.toCount(line.table[i]));
        }
        return encoder.task(buffer, 0, task);
    }

    private long telemetry(final MutableDirectBuffer buffer) {
        final Kind kind = kind();
        return fault != null
                ? 0
                : encoder.telemetry(
                        buffer,
                        0,
                        line.number(INSTANCE),
                        kind,
                        line.count(VRU),
                        line.count(UTILISATION),
                        line.number(IO));
    }

    private long vruFault(final MutableDirectBuffer buffer) {
        final Kind kind = kind();
        return fault != null
                ? 0
                : encoder.vruFault(buffer, 0, line.number(INSTANCE), kind, line.count(VRU));
    }

    private long vruRepair(final MutableDirectBuffer buffer) {
        final Kind kind = kind();
        return fault != null
                ? 0
                : encoder.vruRepair(buffer, 0, line.number(INSTANCE), kind, line.count(VRU));
    }

    private long complete(final MutableDirectBuffer buffer) {
        final CompleteStatus status =
                constant(STATUS, CompleteStatus.values(), CompleteStatus.NULL_VAL);
        return fault != null ? 0 : encoder.complete(buffer, 0, line.number(TASK), status);
    }

    private Kind kind() {
        final int kind = Kinds.byName(line.text(KIND));
        if (kind < 0) {
            unknownWord(KIND, String.join(", ", Kinds.NAMES));
            return Kind.NULL_VAL;
        }
        return Kind.get((short) kind);
    }

    private <E extends Enum<E>> E constant(
            final CommandField field, final E[] constants, final E none) {
        final StringBuilder names = new StringBuilder();
        for (final E constant : constants) {
            if (constant != none) {
                if (constant.name().equals(line.text(field))) {
                    return constant;
                }
                names.append(names.isEmpty() ? "" : ", ").append(constant.name());
            }
        }
        unknownWord(field, names.toString());
        return none;
    }

    private void unknownWord(final CommandField field, final String words) {
        fault =
                new Fault(
                        FaultReason.OUT_OF_RANGE,
                        field.label() + " is " + CommandParser.quoted(line.text(field)),
                        "it takes one of " + words);
    }
}
