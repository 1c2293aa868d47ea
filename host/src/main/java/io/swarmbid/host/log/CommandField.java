package io.swarmbid.host.log;

import java.util.HashMap;
import java.util.Map;

/** Every field that a line of a command log can have. A name has one type, whichever command it stands in. */
enum CommandField {
    AT("at", Type.NUMBER),
    CMD("cmd", Type.TEXT),
    ID("id", Type.NUMBER),
    NAME("name", Type.TEXT),
    COST("cost", Type.NUMBER),
    WEIGHT("weight", Type.NUMBER),
    STOCK("stock", Type.NUMBER),
    VRUS("vrus", Type.KINDS),
    ACTIVATION_DELAY("activationDelay", Type.NUMBER),
    ACTIVATION_COST("activationCost", Type.NUMBER),
    BILLING_QUANTUM("billingQuantum", Type.NUMBER),
    KIND_WEIGHTS("kindWeightsPpm", Type.KINDS),
    INTERRUPTIBLE("interruptible", Type.TRUTH),
    MINIMUM_MARGIN("minimumMargin", Type.NUMBER),
    POOL("pool", Type.NUMBER),
    CUSTOMER("customer", Type.TEXT),
    BID("bid", Type.NUMBER),
    TARGET("target", Type.NUMBER),
    JOBS("jobs", Type.NUMBER),
    PERIOD("period", Type.NUMBER),
    STRATEGY("strategy", Type.TEXT),
    BUDGET("budget", Type.NUMBER),
    FIRM("firm", Type.NUMBER),
    POOLS("pools", Type.POOL_LIST),
    MAINTAIN("maintain", Type.TRUTH),
    FLEET("fleet", Type.NUMBER),
    CLASS("class", Type.TEXT),
    WORK("work", Type.NUMBER),
    MIN("min", Type.NUMBER),
    MAX("max", Type.NUMBER),
    BUNDLE("bundle", Type.KINDS),
    SPEEDUP("speedup", Type.SPEEDUP),
    DEADLINE("deadline", Type.NUMBER),
    TTL("ttl", Type.NUMBER),
    MOVE_COST("moveCost", Type.NUMBER),
    PREEMPTIBLE("preemptible", Type.TRUTH),
    ACTUAL_WORK("actualWork", Type.NUMBER),
    TASK("task", Type.NUMBER),
    INSTANCE("instance", Type.NUMBER),
    KIND("kind", Type.TEXT),
    VRU("vru", Type.NUMBER),
    UTILISATION("utilisation", Type.NUMBER),
    IO("ioBytesPerSecond", Type.NUMBER),
    VCPU("vcpu", Type.NUMBER),
    MEMORY("memory", Type.NUMBER),
    ACCELERATOR("accelerator", Type.NUMBER),
    WORK_DONE("workDone", Type.NUMBER),
    STATUS("status", Type.TEXT);

    /** What a field's value must be, and how an error says so. */
    enum Type {
        NUMBER("a whole number"),
        TEXT("a string"),
        TRUTH("true or false"),
        KINDS("an object of counts by kind: vcpu, memory, accelerator"),
        SPEEDUP("an object with either serialPpm or tablePpm"),
        POOL_LIST("a list of pool ids");

        private final String description;

        Type(final String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    private static final Map<String, CommandField> BY_NAME = new HashMap<>();

    static {
        for (final CommandField field : values()) {
            BY_NAME.put(field.label, field);
        }
    }

    private final String label;
    private final Type type;

    CommandField(final String label, final Type type) {
        this.label = label;
        this.type = type;
    }

    /** The field of that name, null if there is none. */
    static CommandField byName(final String name) {
        return BY_NAME.get(name);
    }

    String label() {
        return label;
    }

    Type type() {
        return type;
    }

    long bit() {
        return 1L << ordinal();
    }
}
