package io.swarmbid.memory;

/** What a piece of off-heap memory is for. */
public enum MemoryTag {
    TASKS,
    CURVES,
    QUEUE,
    INSTANCES,
    VRUS,
    POOLS,
    FLEETS,
    TIMERS,
    LEDGER,
    LEARNING,
    VIEW
}
