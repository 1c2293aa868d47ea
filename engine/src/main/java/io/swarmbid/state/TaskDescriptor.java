package io.swarmbid.state;

/**
 * Layout of a task.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                            bidRate                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            queueKey                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            arrival                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                           heldSince                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            instance                           |
 *  +---------------------------------------------------------------+
 *  |                             units                             |
 *  +---------------------------------------------------------------+
 *  |                             curve                             |
 *  +---------------------------------------------------------------+
 *  |                             flags                             |
 *  +---------------------------------------------------------------+
 *  |              vcpu             |             memory            |
 *  +---------------------------------------------------------------+
 *  |          accelerator          |          revokeReason         |
 *  +---------------------------------------------------------------+
 *  |                              next                             |
 *  +---------------------------------------------------------------+
 *  |                            previous                           |
 *  +---------------------------------------------------------------+
 *  |                             group                             |
 *  +---------------------------------------------------------------+
 *  |                            treeLeft                           |
 *  +---------------------------------------------------------------+
 *  |                           treeRight                           |
 *  +---------------------------------------------------------------+
 *  |                           treeParent                          |
 *  +---------------------------------------------------------------+
 *  |                           touchEpoch                          |
 *  +---------------------------------------------------------------+
 *  |                              mark                             |
 *  +---------------------------------------------------------------+
 *  |                           accruedAt                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         chargeMarkHigh                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         chargeMarkLow                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          costMarkHigh                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          costMarkLow                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             charge                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                           chargeRest                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                              cost                             |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            costRest                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            workDone                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            duration                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                              bid                              |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                              work                             |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            deadline                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                              ttl                              |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            queuedAt                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        deadlineCheckAt                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            moveCost                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            vruRoot                            |
 *  +---------------------------------------------------------------+
 *  |                            padding                            |
 *  +---------------------------------------------------------------+
 *  |           priorUnits          |          priorWorking         |
 *  +---------------------------------------------------------------+
 *  |                           priorSlot                           |
 *  +---------------------------------------------------------------+
 *  |                            workRest                           |
 *  +---------------------------------------------------------------+
 *  |                               id                              |
 *  +---------------------------------------------------------------+
 *  |                             fleet                             |
 *  +---------------------------------------------------------------+
 *  |                            poolSet                            |
 *  +---------------------------------------------------------------+
 *  |                            customer                           |
 *  +---------------------------------------------------------------+
 *  |                           className                           |
 *  +---------------------------------------------------------------+
 *  |                           usageVcpu                           |
 *  +---------------------------------------------------------------+
 *  |                          usageMemory                          |
 *  +---------------------------------------------------------------+
 *  |                        usageAccelerator                       |
 *  +---------------------------------------------------------------+
 *  |              min              |              max              |
 *  +---------------------------------------------------------------+
 *  |                            usageIo                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            reserve                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             share                             |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          learnedWork                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         deadlineWork                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                           judgedWork                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             waited                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             agedAt                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            gapRest                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             pivot                             |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                              age                              |
 *  +---------------------------------------------------------------+
 *  |                            working                            |
 *  +---------------------------------------------------------------+
 *  |                           drainRate                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class TaskDescriptor {
    static final int BID_RATE_OFFSET = 0;
    static final int QUEUE_KEY_OFFSET = BID_RATE_OFFSET + Long.BYTES;
    static final int ARRIVAL_OFFSET = QUEUE_KEY_OFFSET + Long.BYTES;
    static final int HELD_SINCE_OFFSET = ARRIVAL_OFFSET + Long.BYTES;
    static final int INSTANCE_OFFSET = HELD_SINCE_OFFSET + Long.BYTES;
    static final int UNITS_OFFSET = INSTANCE_OFFSET + Integer.BYTES;
    static final int CURVE_OFFSET = UNITS_OFFSET + Integer.BYTES;
    static final int FLAGS_OFFSET = CURVE_OFFSET + Integer.BYTES;
    static final int VCPU_OFFSET = FLAGS_OFFSET + Integer.BYTES;
    static final int MEMORY_OFFSET = VCPU_OFFSET + Short.BYTES;
    static final int ACCELERATOR_OFFSET = MEMORY_OFFSET + Short.BYTES;
    static final int REVOKE_REASON_OFFSET = ACCELERATOR_OFFSET + Short.BYTES;
    static final int NEXT_OFFSET = REVOKE_REASON_OFFSET + Short.BYTES;
    static final int PREVIOUS_OFFSET = NEXT_OFFSET + Integer.BYTES;
    static final int GROUP_OFFSET = PREVIOUS_OFFSET + Integer.BYTES;
    static final int TREE_LEFT_OFFSET = GROUP_OFFSET + Integer.BYTES;
    static final int TREE_RIGHT_OFFSET = TREE_LEFT_OFFSET + Integer.BYTES;
    static final int TREE_PARENT_OFFSET = TREE_RIGHT_OFFSET + Integer.BYTES;
    static final int TOUCH_EPOCH_OFFSET = TREE_PARENT_OFFSET + Integer.BYTES;
    static final int MARK_OFFSET = TOUCH_EPOCH_OFFSET + Integer.BYTES;
    static final int ACCRUED_AT_OFFSET = MARK_OFFSET + Integer.BYTES;
    static final int CHARGE_MARK_HIGH_OFFSET = ACCRUED_AT_OFFSET + Long.BYTES;
    static final int CHARGE_MARK_LOW_OFFSET = CHARGE_MARK_HIGH_OFFSET + Long.BYTES;
    static final int COST_MARK_HIGH_OFFSET = CHARGE_MARK_LOW_OFFSET + Long.BYTES;
    static final int COST_MARK_LOW_OFFSET = COST_MARK_HIGH_OFFSET + Long.BYTES;
    static final int CHARGE_OFFSET = COST_MARK_LOW_OFFSET + Long.BYTES;
    static final int CHARGE_REST_OFFSET = CHARGE_OFFSET + Long.BYTES;
    static final int COST_OFFSET = CHARGE_REST_OFFSET + Long.BYTES;
    static final int COST_REST_OFFSET = COST_OFFSET + Long.BYTES;
    static final int WORK_DONE_OFFSET = COST_REST_OFFSET + Long.BYTES;
    static final int DURATION_OFFSET = WORK_DONE_OFFSET + Long.BYTES;
    static final int BID_OFFSET = DURATION_OFFSET + Long.BYTES;
    static final int WORK_OFFSET = BID_OFFSET + Long.BYTES;
    static final int DEADLINE_OFFSET = WORK_OFFSET + Long.BYTES;
    static final int TTL_OFFSET = DEADLINE_OFFSET + Long.BYTES;
    static final int QUEUED_AT_OFFSET = TTL_OFFSET + Long.BYTES;
    static final int DEADLINE_CHECK_AT_OFFSET = QUEUED_AT_OFFSET + Long.BYTES;
    static final int MOVE_COST_OFFSET = DEADLINE_CHECK_AT_OFFSET + Long.BYTES;
    static final int VRU_ROOT_OFFSET = MOVE_COST_OFFSET + Long.BYTES;
    static final int PRIOR_UNITS_OFFSET = VRU_ROOT_OFFSET + 2 * Integer.BYTES;
    static final int PRIOR_WORKING_OFFSET = PRIOR_UNITS_OFFSET + Short.BYTES;
    static final int PRIOR_SLOT_OFFSET = PRIOR_WORKING_OFFSET + Short.BYTES;
    static final int WORK_REST_OFFSET = PRIOR_SLOT_OFFSET + Integer.BYTES;
    static final int ID_OFFSET = WORK_REST_OFFSET + Integer.BYTES;
    static final int FLEET_OFFSET = ID_OFFSET + Integer.BYTES;
    static final int POOL_SET_OFFSET = FLEET_OFFSET + Integer.BYTES;
    static final int CUSTOMER_OFFSET = POOL_SET_OFFSET + Integer.BYTES;
    static final int CLASS_NAME_OFFSET = CUSTOMER_OFFSET + Integer.BYTES;
    static final int USAGE_VCPU_OFFSET = CLASS_NAME_OFFSET + Integer.BYTES;
    static final int USAGE_MEMORY_OFFSET = USAGE_VCPU_OFFSET + Integer.BYTES;
    static final int USAGE_ACCELERATOR_OFFSET = USAGE_MEMORY_OFFSET + Integer.BYTES;
    static final int MIN_OFFSET = USAGE_ACCELERATOR_OFFSET + Integer.BYTES;
    static final int MAX_OFFSET = MIN_OFFSET + Short.BYTES;
    static final int USAGE_IO_OFFSET = MAX_OFFSET + Short.BYTES;
    static final int RESERVE_OFFSET = USAGE_IO_OFFSET + Long.BYTES;
    static final int SHARE_OFFSET = RESERVE_OFFSET + Long.BYTES;
    static final int LEARNED_WORK_OFFSET = SHARE_OFFSET + Long.BYTES;
    static final int DEADLINE_WORK_OFFSET = LEARNED_WORK_OFFSET + Long.BYTES;
    static final int JUDGED_WORK_OFFSET = DEADLINE_WORK_OFFSET + Long.BYTES;

    static final int WAITED_OFFSET = JUDGED_WORK_OFFSET + Long.BYTES;
    static final int AGED_AT_OFFSET = WAITED_OFFSET + Long.BYTES;
    static final int GAP_REST_OFFSET = AGED_AT_OFFSET + Long.BYTES;
    static final int PIVOT_OFFSET = GAP_REST_OFFSET + Long.BYTES;
    static final int AGE_OFFSET = PIVOT_OFFSET + Long.BYTES;

    static final int WORKING_OFFSET = AGE_OFFSET + Integer.BYTES;
    static final int DRAIN_RATE_OFFSET = WORKING_OFFSET + Integer.BYTES;

    /** When its drain ends, of a task that drains or waits; so it is on no queue, whose deadlines are looked at then. */
    static final int DRAINS_UNTIL_OFFSET = DEADLINE_CHECK_AT_OFFSET;

    /** Bytes per record, whole cache lines. */
    static final int LENGTH = (DRAIN_RATE_OFFSET + Long.BYTES + 63) & ~63;

    private TaskDescriptor() {}
}
