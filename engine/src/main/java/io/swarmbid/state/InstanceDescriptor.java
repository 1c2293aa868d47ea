package io.swarmbid.state;

/**
 * Layout of an instance.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                               id                              |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                              pool                             |
 *  +---------------------------------------------------------------+
 *  |                             fleet                             |
 *  +---------------------------------------------------------------+
 *  |     state     |   tookStock   |  marks  |    oneKind    |
 *  +---------------------------------------------------------------+
 *  |                         exhaustedTasks                        |
 *  +---------------------------------------------------------------+
 *  |                           firstTask                           |
 *  +---------------------------------------------------------------+
 *  |                           taskCount                           |
 *  +---------------------------------------------------------------+
 *  |                           riskyTasks                          |
 *  +---------------------------------------------------------------+
 *  |                       preemptibleTasks                        |
 *  +---------------------------------------------------------------+
 *  |                             wants                             |
 *  +---------------------------------------------------------------+
 *  |                          healthyVcpu                          |
 *  +---------------------------------------------------------------+
 *  |                         healthyMemory                         |
 *  +---------------------------------------------------------------+
 *  |                       healthyAccelerator                      |
 *  +---------------------------------------------------------------+
 *  |                            usedVcpu                           |
 *  +---------------------------------------------------------------+
 *  |                           usedMemory                          |
 *  +---------------------------------------------------------------+
 *  |                        usedAccelerator                        |
 *  +---------------------------------------------------------------+
 *  |                           dirtyEpoch                          |
 *  +---------------------------------------------------------------+
 *  |                           priceEpoch                          |
 *  +---------------------------------------------------------------+
 *  |                           packRound                           |
 *  +---------------------------------------------------------------+
 *  |                           lowSurplus                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                           lowWeight                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            lowRank                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                           priceVcpu                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          priceMemory                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        priceAccelerator                       |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        integralVcpuHigh                       |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        integralVcpuLow                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                       integralMemoryHigh                      |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                       integralMemoryLow                       |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                    integralAcceleratorHigh                    |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                     integralAcceleratorLow                    |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            pricedAt                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            ownLoser                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            holders                            |
 *  +---------------------------------------------------------------+
 *  |                         lowestHolder                          |
 *  +---------------------------------------------------------------+
 *  |                            lowCount                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            readyAt                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            deadline                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                           idleSince                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            costedAt                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            costRest                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          blockedUntil                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          tickAgainAt                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                           seenQueue                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            dualVcpu                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                           dualMemory                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        dualAccelerator                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            overVcpu                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                           overMemory                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        overAccelerator                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            vruBlock                           |
 *  +---------------------------------------------------------------+
 *  |                          budgetFirst                          |
 *  +---------------------------------------------------------------+
 *  |                          budgetCount                          |
 *  +---------------------------------------------------------------+
 *  |                      activatedByAutoscale                     |
 *  +---------------------------------------------------------------+
 *  |                          reservedFor                          |
 *  +---------------------------------------------------------------+
 *  |                         reservedUntil                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             entry                             |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class InstanceDescriptor {
    static final int ID_OFFSET = 0;
    static final int POOL_OFFSET = ID_OFFSET + Long.BYTES;
    static final int FLEET_OFFSET = POOL_OFFSET + Integer.BYTES;
    static final int STATE_OFFSET = FLEET_OFFSET + Integer.BYTES;
    static final int TOOK_STOCK_OFFSET = STATE_OFFSET + Byte.BYTES;
    static final int MARKS_OFFSET = TOOK_STOCK_OFFSET + Byte.BYTES;
    static final int ONE_KIND_OFFSET = MARKS_OFFSET + Byte.BYTES;
    static final int EXHAUSTED_TASKS_OFFSET = ONE_KIND_OFFSET + Byte.BYTES;
    static final int FIRST_TASK_OFFSET = EXHAUSTED_TASKS_OFFSET + Integer.BYTES;
    static final int TASK_COUNT_OFFSET = FIRST_TASK_OFFSET + Integer.BYTES;
    static final int RISKY_TASKS_OFFSET = TASK_COUNT_OFFSET + Integer.BYTES;
    static final int PREEMPTIBLE_TASKS_OFFSET = RISKY_TASKS_OFFSET + Integer.BYTES;
    static final int WANTS_OFFSET = PREEMPTIBLE_TASKS_OFFSET + Integer.BYTES;
    static final int HEALTHY_VCPU_OFFSET = WANTS_OFFSET + Integer.BYTES;
    static final int HEALTHY_MEMORY_OFFSET = HEALTHY_VCPU_OFFSET + Integer.BYTES;
    static final int HEALTHY_ACCELERATOR_OFFSET = HEALTHY_MEMORY_OFFSET + Integer.BYTES;
    static final int USED_VCPU_OFFSET = HEALTHY_ACCELERATOR_OFFSET + Integer.BYTES;
    static final int USED_MEMORY_OFFSET = USED_VCPU_OFFSET + Integer.BYTES;
    static final int USED_ACCELERATOR_OFFSET = USED_MEMORY_OFFSET + Integer.BYTES;
    static final int DIRTY_EPOCH_OFFSET = USED_ACCELERATOR_OFFSET + Integer.BYTES;
    static final int PRICE_EPOCH_OFFSET = DIRTY_EPOCH_OFFSET + Integer.BYTES;
    static final int PACK_ROUND_OFFSET = PRICE_EPOCH_OFFSET + Integer.BYTES;
    static final int LOW_SURPLUS_OFFSET = PACK_ROUND_OFFSET + Integer.BYTES;
    static final int LOW_WEIGHT_OFFSET = LOW_SURPLUS_OFFSET + Long.BYTES;
    static final int LOW_RANK_OFFSET = LOW_WEIGHT_OFFSET + Long.BYTES;
    static final int PRICE_VCPU_OFFSET = LOW_RANK_OFFSET + Long.BYTES;
    static final int PRICE_MEMORY_OFFSET = PRICE_VCPU_OFFSET + Long.BYTES;
    static final int PRICE_ACCELERATOR_OFFSET = PRICE_MEMORY_OFFSET + Long.BYTES;
    static final int INTEGRAL_VCPU_HIGH_OFFSET = PRICE_ACCELERATOR_OFFSET + Long.BYTES;
    static final int INTEGRAL_VCPU_LOW_OFFSET = INTEGRAL_VCPU_HIGH_OFFSET + Long.BYTES;
    static final int INTEGRAL_MEMORY_HIGH_OFFSET = INTEGRAL_VCPU_LOW_OFFSET + Long.BYTES;
    static final int INTEGRAL_MEMORY_LOW_OFFSET = INTEGRAL_MEMORY_HIGH_OFFSET + Long.BYTES;
    static final int INTEGRAL_ACCELERATOR_HIGH_OFFSET = INTEGRAL_MEMORY_LOW_OFFSET + Long.BYTES;
    static final int INTEGRAL_ACCELERATOR_LOW_OFFSET =
            INTEGRAL_ACCELERATOR_HIGH_OFFSET + Long.BYTES;
    static final int PRICED_AT_OFFSET = INTEGRAL_ACCELERATOR_LOW_OFFSET + Long.BYTES;
    static final int OWN_LOSER_OFFSET = PRICED_AT_OFFSET + Long.BYTES;
    static final int HOLDERS_OFFSET = OWN_LOSER_OFFSET + Long.BYTES;
    static final int LOWEST_HOLDER_OFFSET = HOLDERS_OFFSET + Integer.BYTES;
    static final int LOW_COUNT_OFFSET = LOWEST_HOLDER_OFFSET + Integer.BYTES;
    static final int READY_AT_OFFSET = LOW_COUNT_OFFSET + Long.BYTES;
    static final int DEADLINE_OFFSET = READY_AT_OFFSET + Long.BYTES;
    static final int IDLE_SINCE_OFFSET = DEADLINE_OFFSET + Long.BYTES;
    static final int COSTED_AT_OFFSET = IDLE_SINCE_OFFSET + Long.BYTES;
    static final int COST_REST_OFFSET = COSTED_AT_OFFSET + Long.BYTES;
    static final int BLOCKED_UNTIL_OFFSET = COST_REST_OFFSET + Long.BYTES;
    static final int TICK_AGAIN_AT_OFFSET = BLOCKED_UNTIL_OFFSET + Long.BYTES;
    static final int SEEN_QUEUE_OFFSET = TICK_AGAIN_AT_OFFSET + Long.BYTES;
    static final int DUAL_VCPU_OFFSET = SEEN_QUEUE_OFFSET + Long.BYTES;
    static final int OVER_VCPU_OFFSET = DUAL_VCPU_OFFSET + 3 * Long.BYTES;
    static final int VRU_BLOCK_OFFSET = OVER_VCPU_OFFSET + 3 * Long.BYTES;
    static final int BUDGET_FIRST_OFFSET = VRU_BLOCK_OFFSET + Integer.BYTES;
    static final int BUDGET_COUNT_OFFSET = BUDGET_FIRST_OFFSET + Integer.BYTES;
    static final int ACTIVATED_BY_AUTOSCALE_OFFSET = BUDGET_COUNT_OFFSET + Integer.BYTES;

    static final int RESERVED_FOR_OFFSET = ACTIVATED_BY_AUTOSCALE_OFFSET + Integer.BYTES;
    static final int RESERVED_UNTIL_OFFSET = RESERVED_FOR_OFFSET + Integer.BYTES;
    static final int ENTRY_OFFSET = RESERVED_UNTIL_OFFSET + Long.BYTES;

    /** Bytes per record, whole cache lines. */
    static final int LENGTH = (ENTRY_OFFSET + Long.BYTES + 63) & ~63;

    private InstanceDescriptor() {}
}
