package io.swarmbid.codec;

import io.swarmbid.config.Limits;

/** The fields of a {@code task} command, reusable. Not threadsafe. Units as in the command log. */
public final class TaskSpec {
    /** Where an optional number is not given. */
    public static final long ABSENT = Long.MIN_VALUE;

    public long task;
    public long fleet;

    /** The number that {@link SymbolTable#intern} gave to the string; 0 is the empty one. */
    public int customer;

    /** The number that {@link SymbolTable#intern} gave to the string; 0 is the empty one. */
    public int className;

    public long bid;
    public long work;
    public long deadline;
    public long ttl;
    public long moveCost;
    public int min;
    public int max;
    public int vcpu;
    public int memory;
    public int accelerator;
    public int serialPpm;
    public boolean preemptible;
    public int tableLength;
    public final int[] tablePpm;
    public final long[] pools = new long[Limits.MAX_POOLS_LISTED];
    public int poolCount;

    /** A specification whose speed-up table takes at most {@code maxUnits} entries. */
    public TaskSpec(final int maxUnits) {
        tablePpm = new int[maxUnits];
        reset();
    }

    /** Sets every field to its default: one unit at least and at most, perfect speed-up, preemptible. */
    public TaskSpec reset() {
        task = 0;
        fleet = ABSENT;
        customer = 0;
        className = 0;
        bid = 0;
        work = 0;
        deadline = ABSENT;
        ttl = ABSENT;
        moveCost = 0;
        min = 1;
        max = 1;
        vcpu = 0;
        memory = 0;
        accelerator = 0;
        serialPpm = 0;
        preemptible = true;
        tableLength = 0;
        poolCount = 0;
        return this;
    }

    public TaskSpec task(final long id) {
        this.task = id;
        return this;
    }

    /** Bid in nano-currency for the whole task, work in nanoseconds at one unit. */
    public TaskSpec bid(final long nano, final long workNs) {
        this.bid = nano;
        this.work = workNs;
        return this;
    }

    public TaskSpec units(final int fewest, final int most) {
        this.min = fewest;
        this.max = most;
        return this;
    }

    /** VRUs per unit. */
    public TaskSpec bundle(final int vcpus, final int memoryBlocks, final int accelerators) {
        this.vcpu = vcpus;
        this.memory = memoryBlocks;
        this.accelerator = accelerators;
        return this;
    }

    /** Amdahl's serial share, parts per million. */
    public TaskSpec serialPpm(final int share) {
        this.serialPpm = share;
        return this;
    }

    /** Appends S(1), S(2) ... in parts per million; one beyond the limit makes the command refused. */
    public TaskSpec addSpeedup(final int ppm) {
        if (tableLength < tablePpm.length) {
            tablePpm[tableLength] = ppm;
        }
        tableLength++;
        return this;
    }

    /** Adds a permitted pool; one beyond the limit makes the command refused. */
    public TaskSpec addPool(final long pool) {
        if (poolCount < pools.length) {
            pools[poolCount] = pool;
        }
        poolCount++;
        return this;
    }
}
