package io.swarmbid.host.log;

import static io.swarmbid.host.log.CommandField.ACCELERATOR;
import static io.swarmbid.host.log.CommandField.ACTIVATION_COST;
import static io.swarmbid.host.log.CommandField.ACTIVATION_DELAY;
import static io.swarmbid.host.log.CommandField.ACTUAL_WORK;
import static io.swarmbid.host.log.CommandField.AT;
import static io.swarmbid.host.log.CommandField.BID;
import static io.swarmbid.host.log.CommandField.BILLING_QUANTUM;
import static io.swarmbid.host.log.CommandField.BUDGET;
import static io.swarmbid.host.log.CommandField.BUNDLE;
import static io.swarmbid.host.log.CommandField.CLASS;
import static io.swarmbid.host.log.CommandField.CMD;
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
import static io.swarmbid.host.log.CommandField.POOLS;
import static io.swarmbid.host.log.CommandField.PREEMPTIBLE;
import static io.swarmbid.host.log.CommandField.SPEEDUP;
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

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The commands of a command log, each with the fields that it must and may have besides {@code at} and {@code cmd}. */
enum CommandName {
    POOL_COMMAND(
            "pool",
            List.of(
                    ID,
                    NAME,
                    COST,
                    WEIGHT,
                    STOCK,
                    VRUS,
                    ACTIVATION_DELAY,
                    ACTIVATION_COST,
                    BILLING_QUANTUM),
            List.of(KIND_WEIGHTS, INTERRUPTIBLE, MINIMUM_MARGIN)),
    INSTANCE_COMMAND("instance", List.of(ID, POOL), List.of()),
    POOL_COST("poolCost", List.of(POOL, COST), List.of()),
    POOL_STOCK("poolStock", List.of(POOL, STOCK), List.of()),
    FLEET_COMMAND(
            "fleet",
            List.of(ID, CUSTOMER, BID),
            List.of(TARGET, JOBS, PERIOD, STRATEGY, BUDGET, FIRM, POOLS, MAINTAIN)),
    FLEET_CANCEL("fleetCancel", List.of(FLEET), List.of()),
    TASK_COMMAND(
            "task",
            List.of(ID, CUSTOMER, CLASS, BID, WORK, MIN, MAX, BUNDLE),
            List.of(SPEEDUP, FLEET, POOLS, DEADLINE, TTL, MOVE_COST, PREEMPTIBLE, ACTUAL_WORK)),
    REBID("rebid", List.of(TASK, BID), List.of()),
    TELEMETRY("telemetry", List.of(INSTANCE, KIND, VRU, UTILISATION, IO), List.of()),
    USAGE("usage", List.of(TASK, VCPU, MEMORY, ACCELERATOR, IO), List.of()),
    VRU_FAULT("vruFault", List.of(INSTANCE, KIND, VRU), List.of()),
    VRU_REPAIR("vruRepair", List.of(INSTANCE, KIND, VRU), List.of()),
    DRAIN("drain", List.of(INSTANCE, DEADLINE), List.of()),
    INSTANCE_LOST("instanceLost", List.of(INSTANCE), List.of()),
    ACTIVATION_FAILED("activationFailed", List.of(INSTANCE), List.of()),
    PROGRESS("progress", List.of(TASK, WORK_DONE), List.of()),
    COMPLETE("complete", List.of(TASK, STATUS), List.of()),
    CANCEL("cancel", List.of(TASK), List.of()),
    TICK("tick", List.of(), List.of());

    private static final Map<String, CommandName> BY_NAME = new HashMap<>();

    static {
        for (final CommandName command : values()) {
            BY_NAME.put(command.label, command);
        }
    }

    private final String label;
    private final List<CommandField> required;
    private final List<CommandField> optional;
    private final long requiredBits;
    private final long knownBits;

    CommandName(
            final String label,
            final List<CommandField> required,
            final List<CommandField> optional) {
        this.label = label;
        this.required = required;
        this.optional = optional;
        requiredBits = AT.bit() | CMD.bit() | bits(required);
        knownBits = requiredBits | bits(optional);
    }

    private static long bits(final List<CommandField> fields) {
        return fields.stream().mapToLong(CommandField::bit).reduce(0, (a, b) -> a | b);
    }

    /** The command of that name, null if there is none. */
    static CommandName byName(final String name) {
        return BY_NAME.get(name);
    }

    static String list() {
        return Arrays.stream(values()).map(CommandName::label).collect(Collectors.joining(", "));
    }

    String label() {
        return label;
    }

    long requiredBits() {
        return requiredBits;
    }

    long knownBits() {
        return knownBits;
    }

    /** The fields for an error message. */
    String describeFields() {
        final StringBuilder text = new StringBuilder("'").append(label).append("' has at, cmd");
        required.forEach(field -> text.append(", ").append(field.label()));
        if (!optional.isEmpty()) {
            text.append(" and, if wanted, ");
            text.append(
                    optional.stream().map(CommandField::label).collect(Collectors.joining(", ")));
        }
        return text.toString();
    }
}
