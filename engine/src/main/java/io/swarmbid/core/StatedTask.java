package io.swarmbid.core;

/**
 * A task as the state has it. Amounts are nano-currency, rates nano-currency per hour, shares parts per million, times
 * logical nanoseconds; names are symbols.
 *
 * @param fleet 0 for none.
 * @param deadlineNs {@link Long#MAX_VALUE} for none.
 * @param arrival the input sequence of its command.
 * @param instance on which it runs, or where it has won what it waits for; 0 if it has neither.
 * @param units that it works with.
 * @param draining of these, units that others have won.
 * @param drainsUntilNs when it loses these; of no meaning where there are none.
 * @param won units that it has won while it works with none: others still drain them.
 * @param wonByNs when it is granted these at the latest, as things stand; of no meaning where there are none.
 * @param sinceNs when it began to hold what it holds, or to wait.
 * @param slope gross value of the last unit that it keeps, 0 if it keeps none.
 * @param margin of all that it keeps.
 */
public record StatedTask(
        long task,
        int customer,
        int className,
        long bid,
        long workNs,
        int min,
        int max,
        int vcpu,
        int memory,
        int accelerator,
        long fleet,
        long deadlineNs,
        long arrival,
        long instance,
        int units,
        int draining,
        long drainsUntilNs,
        int won,
        long wonByNs,
        long sinceNs,
        long slope,
        long margin,
        int vcpuUsePpm,
        int memoryUsePpm,
        int acceleratorUsePpm,
        long ioBytesPerSecond) {}
