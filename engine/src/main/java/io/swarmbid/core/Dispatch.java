package io.swarmbid.core;

import io.swarmbid.codec.sbe.ActivationFailedCommandDecoder;
import io.swarmbid.codec.sbe.CancelCommandDecoder;
import io.swarmbid.codec.sbe.CompleteCommandDecoder;
import io.swarmbid.codec.sbe.DrainCommandDecoder;
import io.swarmbid.codec.sbe.FleetCancelCommandDecoder;
import io.swarmbid.codec.sbe.FleetCommandDecoder;
import io.swarmbid.codec.sbe.InstanceCommandDecoder;
import io.swarmbid.codec.sbe.InstanceLostCommandDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.PoolCostCommandDecoder;
import io.swarmbid.codec.sbe.PoolStockCommandDecoder;
import io.swarmbid.codec.sbe.ProgressCommandDecoder;
import io.swarmbid.codec.sbe.RebidCommandDecoder;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.codec.sbe.TelemetryCommandDecoder;
import io.swarmbid.codec.sbe.TickCommandDecoder;
import io.swarmbid.codec.sbe.UsageCommandDecoder;
import io.swarmbid.codec.sbe.VruFaultCommandDecoder;
import io.swarmbid.codec.sbe.VruRepairCommandDecoder;
import org.agrona.DirectBuffer;

/** From the bytes of a command to the method that carries it out. Not threadsafe, no allocation. */
final class Dispatch {
    private final PoolCommandDecoder pool = new PoolCommandDecoder();
    private final InstanceCommandDecoder instance = new InstanceCommandDecoder();
    private final PoolCostCommandDecoder poolCost = new PoolCostCommandDecoder();
    private final PoolStockCommandDecoder poolStock = new PoolStockCommandDecoder();
    private final FleetCommandDecoder fleet = new FleetCommandDecoder();
    private final FleetCancelCommandDecoder fleetCancel = new FleetCancelCommandDecoder();
    private final TaskCommandDecoder task = new TaskCommandDecoder();
    private final RebidCommandDecoder rebid = new RebidCommandDecoder();
    private final TelemetryCommandDecoder telemetry = new TelemetryCommandDecoder();
    private final UsageCommandDecoder usage = new UsageCommandDecoder();
    private final VruFaultCommandDecoder vruFault = new VruFaultCommandDecoder();
    private final VruRepairCommandDecoder vruRepair = new VruRepairCommandDecoder();
    private final DrainCommandDecoder drain = new DrainCommandDecoder();
    private final InstanceLostCommandDecoder instanceLost = new InstanceLostCommandDecoder();
    private final ActivationFailedCommandDecoder activationFailed =
            new ActivationFailedCommandDecoder();
    private final ProgressCommandDecoder progress = new ProgressCommandDecoder();
    private final CompleteCommandDecoder complete = new CompleteCommandDecoder();
    private final CancelCommandDecoder cancel = new CancelCommandDecoder();
    private final TaskCommands tasks;
    private final SwarmCommands swarm;

    Dispatch(final TaskCommands tasks, final SwarmCommands swarm) {
        this.tasks = tasks;
        this.swarm = swarm;
    }

    /** Whether a template is a command. */
    boolean knows(final int templateId) {
        return templateId >= PoolCommandDecoder.TEMPLATE_ID
                && templateId <= TickCommandDecoder.TEMPLATE_ID;
    }

    void on(
            final long sequence,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        final int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        final int block = header.blockLength();
        final int version = header.version();
        switch (header.templateId()) {
            case PoolCommandDecoder.TEMPLATE_ID ->
                    swarm.pool(pool.wrap(buffer, body, block, version));
            case InstanceCommandDecoder.TEMPLATE_ID ->
                    swarm.instance(instance.wrap(buffer, body, block, version));
            case PoolCostCommandDecoder.TEMPLATE_ID ->
                    swarm.poolCost(poolCost.wrap(buffer, body, block, version));
            case PoolStockCommandDecoder.TEMPLATE_ID ->
                    swarm.poolStock(poolStock.wrap(buffer, body, block, version));
            case FleetCommandDecoder.TEMPLATE_ID ->
                    swarm.fleet(fleet.wrap(buffer, body, block, version));
            case FleetCancelCommandDecoder.TEMPLATE_ID ->
                    swarm.fleetCancel(fleetCancel.wrap(buffer, body, block, version));
            case TaskCommandDecoder.TEMPLATE_ID ->
                    tasks.task(task.wrap(buffer, body, block, version), sequence);
            case RebidCommandDecoder.TEMPLATE_ID ->
                    tasks.rebid(rebid.wrap(buffer, body, block, version));
            case TelemetryCommandDecoder.TEMPLATE_ID ->
                    swarm.telemetry(telemetry.wrap(buffer, body, block, version));
            case UsageCommandDecoder.TEMPLATE_ID ->
                    tasks.usage(usage.wrap(buffer, body, block, version));
            case VruFaultCommandDecoder.TEMPLATE_ID ->
                    swarm.fault(vruFault.wrap(buffer, body, block, version));
            case VruRepairCommandDecoder.TEMPLATE_ID ->
                    swarm.repair(vruRepair.wrap(buffer, body, block, version));
            case DrainCommandDecoder.TEMPLATE_ID ->
                    swarm.drain(drain.wrap(buffer, body, block, version));
            case InstanceLostCommandDecoder.TEMPLATE_ID ->
                    swarm.instanceLost(instanceLost.wrap(buffer, body, block, version));
            case ActivationFailedCommandDecoder.TEMPLATE_ID ->
                    swarm.activationFailed(activationFailed.wrap(buffer, body, block, version));
            case ProgressCommandDecoder.TEMPLATE_ID ->
                    tasks.progress(progress.wrap(buffer, body, block, version));
            case CompleteCommandDecoder.TEMPLATE_ID ->
                    tasks.complete(complete.wrap(buffer, body, block, version));
            case CancelCommandDecoder.TEMPLATE_ID ->
                    tasks.cancel(cancel.wrap(buffer, body, block, version));
            default -> throw new IllegalArgumentException("template " + header.templateId());
        }
    }
}
