package io.swarmbid.codec;

import io.swarmbid.codec.sbe.PoolCommandEncoder;

/** The fields of a {@code pool} command, reusable. Not threadsafe. Units as in the command log. */
public final class PoolSpec {
    /** Default of {@link #minimumMargin}: the engine's setting holds. */
    public static final long FROM_SETTINGS = PoolCommandEncoder.minimumMarginNullValue();

    public long pool;

    /** The number that {@link SymbolTable#intern} gave to the string; 0 is the empty one. */
    public int name;

    public long cost;
    public int weight;
    public int stock;
    public int vcpu;
    public int memory;
    public int accelerator;
    public boolean defaultKindWeights;
    public int vcpuWeightPpm;
    public int memoryWeightPpm;
    public int acceleratorWeightPpm;
    public long activationDelay;
    public long activationCost;
    public long billingQuantum;
    public long minimumMargin;
    public boolean interruptible;

    public PoolSpec() {
        reset();
    }

    /** Sets every field to its default: nothing but weight 1 and interruptible. */
    public PoolSpec reset() {
        pool = 0;
        name = 0;
        cost = 0;
        weight = 1;
        stock = 0;
        vcpu = 0;
        memory = 0;
        accelerator = 0;
        defaultKindWeights = true;
        vcpuWeightPpm = 0;
        memoryWeightPpm = 0;
        acceleratorWeightPpm = 0;
        activationDelay = 0;
        activationCost = 0;
        billingQuantum = 0;
        minimumMargin = FROM_SETTINGS;
        interruptible = true;
        return this;
    }

    public PoolSpec pool(final long id) {
        this.pool = id;
        return this;
    }

    public PoolSpec cost(final long nanoPerInstanceHour) {
        this.cost = nanoPerInstanceHour;
        return this;
    }

    public PoolSpec weight(final int capacityUnits) {
        this.weight = capacityUnits;
        return this;
    }

    public PoolSpec stock(final int instances) {
        this.stock = instances;
        return this;
    }

    /** VRUs per instance. */
    public PoolSpec vrus(final int vcpus, final int memoryBlocks, final int accelerators) {
        this.vcpu = vcpus;
        this.memory = memoryBlocks;
        this.accelerator = accelerators;
        return this;
    }

    /** How the cost is split over the kinds, parts per million. */
    public PoolSpec kindWeightsPpm(
            final int vcpuPpm, final int memoryPpm, final int acceleratorPpm) {
        defaultKindWeights = false;
        vcpuWeightPpm = vcpuPpm;
        memoryWeightPpm = memoryPpm;
        acceleratorWeightPpm = acceleratorPpm;
        return this;
    }

    /** Delay in nanoseconds, cost in nano-currency, billing quantum in nanoseconds. */
    public PoolSpec activation(final long delayNs, final long cost, final long billingQuantumNs) {
        activationDelay = delayNs;
        activationCost = cost;
        billingQuantum = billingQuantumNs;
        return this;
    }
}
