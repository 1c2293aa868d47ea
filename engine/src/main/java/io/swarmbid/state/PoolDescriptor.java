package io.swarmbid.state;

/**
 * Layout of a pool.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                               id                              |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                              cost                             |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        activationDelay                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         activationCost                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         billingQuantum                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         minimumMargin                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             weight                            |
 *  +---------------------------------------------------------------+
 *  |                             stock                             |
 *  +---------------------------------------------------------------+
 *  |                              vcpu                             |
 *  +---------------------------------------------------------------+
 *  |                             memory                            |
 *  +---------------------------------------------------------------+
 *  |                          accelerator                          |
 *  +---------------------------------------------------------------+
 *  |                         vcpuWeightPpm                         |
 *  +---------------------------------------------------------------+
 *  |                        memoryWeightPpm                        |
 *  +---------------------------------------------------------------+
 *  |                      acceleratorWeightPpm                     |
 *  +---------------------------------------------------------------+
 *  |                         interruptible                         |
 *  +---------------------------------------------------------------+
 *  |                             kinds                             |
 *  +---------------------------------------------------------------+
 *  |                           shareVcpu                           |
 *  +---------------------------------------------------------------+
 *  |                          shareMemory                          |
 *  +---------------------------------------------------------------+
 *  |                        shareAccelerator                       |
 *  +---------------------------------------------------------------+
 *  |                              name                             |
 *  +---------------------------------------------------------------+
 *  |                            costVcpu                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                           costMemory                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        costAccelerator                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          reserveVcpu                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         reserveMemory                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                       reserveAccelerator                      |
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
 *  |                          integratedAt                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            balance                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          marginGiven                          |
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class PoolDescriptor {
    static final int ID_OFFSET = 0;
    static final int COST_OFFSET = ID_OFFSET + Long.BYTES;
    static final int ACTIVATION_DELAY_OFFSET = COST_OFFSET + Long.BYTES;
    static final int ACTIVATION_COST_OFFSET = ACTIVATION_DELAY_OFFSET + Long.BYTES;
    static final int BILLING_QUANTUM_OFFSET = ACTIVATION_COST_OFFSET + Long.BYTES;
    static final int MINIMUM_MARGIN_OFFSET = BILLING_QUANTUM_OFFSET + Long.BYTES;
    static final int WEIGHT_OFFSET = MINIMUM_MARGIN_OFFSET + Long.BYTES;
    static final int STOCK_OFFSET = WEIGHT_OFFSET + Integer.BYTES;
    static final int VCPU_OFFSET = STOCK_OFFSET + Integer.BYTES;
    static final int MEMORY_OFFSET = VCPU_OFFSET + Integer.BYTES;
    static final int ACCELERATOR_OFFSET = MEMORY_OFFSET + Integer.BYTES;
    static final int VCPU_WEIGHT_PPM_OFFSET = ACCELERATOR_OFFSET + Integer.BYTES;
    static final int MEMORY_WEIGHT_PPM_OFFSET = VCPU_WEIGHT_PPM_OFFSET + Integer.BYTES;
    static final int ACCELERATOR_WEIGHT_PPM_OFFSET = MEMORY_WEIGHT_PPM_OFFSET + Integer.BYTES;
    static final int INTERRUPTIBLE_OFFSET = ACCELERATOR_WEIGHT_PPM_OFFSET + Integer.BYTES;
    static final int KINDS_OFFSET = INTERRUPTIBLE_OFFSET + Integer.BYTES;
    static final int SHARE_VCPU_OFFSET = KINDS_OFFSET + Integer.BYTES;
    static final int SHARE_MEMORY_OFFSET = SHARE_VCPU_OFFSET + Integer.BYTES;
    static final int SHARE_ACCELERATOR_OFFSET = SHARE_MEMORY_OFFSET + Integer.BYTES;
    static final int NAME_OFFSET = SHARE_ACCELERATOR_OFFSET + Integer.BYTES;
    static final int COST_VCPU_OFFSET = NAME_OFFSET + Integer.BYTES;
    static final int COST_MEMORY_OFFSET = COST_VCPU_OFFSET + Long.BYTES;
    static final int COST_ACCELERATOR_OFFSET = COST_MEMORY_OFFSET + Long.BYTES;
    static final int RESERVE_VCPU_OFFSET = COST_ACCELERATOR_OFFSET + Long.BYTES;
    static final int RESERVE_MEMORY_OFFSET = RESERVE_VCPU_OFFSET + Long.BYTES;
    static final int RESERVE_ACCELERATOR_OFFSET = RESERVE_MEMORY_OFFSET + Long.BYTES;
    static final int INTEGRAL_VCPU_HIGH_OFFSET = RESERVE_ACCELERATOR_OFFSET + Long.BYTES;
    static final int INTEGRAL_VCPU_LOW_OFFSET = INTEGRAL_VCPU_HIGH_OFFSET + Long.BYTES;
    static final int INTEGRAL_MEMORY_HIGH_OFFSET = INTEGRAL_VCPU_LOW_OFFSET + Long.BYTES;
    static final int INTEGRAL_MEMORY_LOW_OFFSET = INTEGRAL_MEMORY_HIGH_OFFSET + Long.BYTES;
    static final int INTEGRAL_ACCELERATOR_HIGH_OFFSET = INTEGRAL_MEMORY_LOW_OFFSET + Long.BYTES;
    static final int INTEGRAL_ACCELERATOR_LOW_OFFSET =
            INTEGRAL_ACCELERATOR_HIGH_OFFSET + Long.BYTES;
    static final int INTEGRATED_AT_OFFSET = INTEGRAL_ACCELERATOR_LOW_OFFSET + Long.BYTES;
    static final int BALANCE_OFFSET = INTEGRATED_AT_OFFSET + Long.BYTES;
    static final int MARGIN_GIVEN_OFFSET = BALANCE_OFFSET + Long.BYTES;

    /** Bytes per record, whole cache lines. */
    static final int LENGTH = (MARGIN_GIVEN_OFFSET + Integer.BYTES + 63) & ~63;

    private PoolDescriptor() {}
}
