package io.swarmbid.codec;

import io.swarmbid.codec.sbe.ActivationFailedCommandDecoder;
import io.swarmbid.codec.sbe.CancelCommandDecoder;
import io.swarmbid.codec.sbe.CompleteCommandDecoder;
import io.swarmbid.codec.sbe.DrainCommandDecoder;
import io.swarmbid.codec.sbe.Flag;
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
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells commands from other bytes, where these come from outside the process: a file, a replicated log. Bytes are a
 * command exactly if encoding what they say, with all its static checks, gives the same bytes again; so there is one
 * place that knows what a command may say, the {@link CommandEncoder}. Nothing beyond the length given is read.
 *
 * <p>Symbols are not looked up: whoever has their table checks that a command's symbols are in it. Not threadsafe, no
 * allocation.
 */
public final class CommandChecker {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP = 4;
    private static final int ENTRY = Integer.BYTES;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PoolCommandDecoder pool = new PoolCommandDecoder();
    private final FleetCommandDecoder fleet = new FleetCommandDecoder();
    private final TaskCommandDecoder task = new TaskCommandDecoder();
    private final InstanceCommandDecoder instance = new InstanceCommandDecoder();
    private final PoolCostCommandDecoder poolCost = new PoolCostCommandDecoder();
    private final PoolStockCommandDecoder poolStock = new PoolStockCommandDecoder();
    private final FleetCancelCommandDecoder fleetCancel = new FleetCancelCommandDecoder();
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

    private final CommandEncoder encoder;
    private final UnsafeBuffer again;
    private final PoolSpec poolSpec = new PoolSpec();
    private final FleetSpec fleetSpec = new FleetSpec();
    private final TaskSpec taskSpec;

    public CommandChecker(final Settings settings) {
        encoder = new CommandEncoder(settings);
        again = new UnsafeBuffer(new byte[CommandEncoder.maxEncodedLength(settings)]);
        taskSpec = new TaskSpec(settings.getInt(Setting.MAX_UNITS));
    }

    /**
     * Whether the bytes are one command, no more and no less, that these settings permit.
     *
     * @param offset of the SBE header.
     * @param length of header and message in bytes.
     */
    public boolean isCommand(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER || length > again.capacity()) {
            return false;
        }
        header.wrap(buffer, offset);
        return header.schemaId() == MessageHeaderDecoder.SCHEMA_ID
                && header.blockLength() <= length - HEADER
                && header.blockLength() == blockLength(header.templateId())
                && isSame(buffer, offset, length, encodeAgain(buffer, offset, length));
    }

    private boolean isSame(
            final DirectBuffer buffer, final int offset, final int length, final long encoded) {
        if (encoded != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (buffer.getByte(offset + i) != again.getByte(i)) {
                return false;
            }
        }
        return true;
    }

    private static int blockLength(final int template) {
        return switch (template) {
            case PoolCommandDecoder.TEMPLATE_ID -> PoolCommandDecoder.BLOCK_LENGTH;
            case InstanceCommandDecoder.TEMPLATE_ID -> InstanceCommandDecoder.BLOCK_LENGTH;
            case PoolCostCommandDecoder.TEMPLATE_ID -> PoolCostCommandDecoder.BLOCK_LENGTH;
            case PoolStockCommandDecoder.TEMPLATE_ID -> PoolStockCommandDecoder.BLOCK_LENGTH;
            case FleetCommandDecoder.TEMPLATE_ID -> FleetCommandDecoder.BLOCK_LENGTH;
            case FleetCancelCommandDecoder.TEMPLATE_ID -> FleetCancelCommandDecoder.BLOCK_LENGTH;
            case TaskCommandDecoder.TEMPLATE_ID -> TaskCommandDecoder.BLOCK_LENGTH;
            case RebidCommandDecoder.TEMPLATE_ID -> RebidCommandDecoder.BLOCK_LENGTH;
            case TelemetryCommandDecoder.TEMPLATE_ID -> TelemetryCommandDecoder.BLOCK_LENGTH;
            case UsageCommandDecoder.TEMPLATE_ID -> UsageCommandDecoder.BLOCK_LENGTH;
            case VruFaultCommandDecoder.TEMPLATE_ID -> VruFaultCommandDecoder.BLOCK_LENGTH;
            case VruRepairCommandDecoder.TEMPLATE_ID -> VruRepairCommandDecoder.BLOCK_LENGTH;
            case DrainCommandDecoder.TEMPLATE_ID -> DrainCommandDecoder.BLOCK_LENGTH;
            case InstanceLostCommandDecoder.TEMPLATE_ID -> InstanceLostCommandDecoder.BLOCK_LENGTH;
            case ActivationFailedCommandDecoder.TEMPLATE_ID ->
                    ActivationFailedCommandDecoder.BLOCK_LENGTH;
            case ProgressCommandDecoder.TEMPLATE_ID -> ProgressCommandDecoder.BLOCK_LENGTH;
            case CompleteCommandDecoder.TEMPLATE_ID -> CompleteCommandDecoder.BLOCK_LENGTH;
            case CancelCommandDecoder.TEMPLATE_ID -> CancelCommandDecoder.BLOCK_LENGTH;
            case TickCommandDecoder.TEMPLATE_ID -> TickCommandDecoder.BLOCK_LENGTH;
            default -> -1;
        };
    }

    /** The length of what the bytes say, encoded; negative if they do not say what a command may. */
    private long encodeAgain(final DirectBuffer b, final int at, final int length) {
        return switch (header.templateId()) {
            case PoolCommandDecoder.TEMPLATE_ID -> pool(pool.wrapAndApplyHeader(b, at, header));
            case FleetCommandDecoder.TEMPLATE_ID ->
                    hasRoom(b, at, length, 0) ? fleet(fleet.wrapAndApplyHeader(b, at, header)) : -1;
            case TaskCommandDecoder.TEMPLATE_ID ->
                    hasRoom(b, at, length, 1) ? task(task.wrapAndApplyHeader(b, at, header)) : -1;
            case InstanceCommandDecoder.TEMPLATE_ID -> {
                final var c = instance.wrapAndApplyHeader(b, at, header);
                yield encoder.instance(again, 0, c.instance(), c.pool());
            }
            case PoolCostCommandDecoder.TEMPLATE_ID -> {
                final var c = poolCost.wrapAndApplyHeader(b, at, header);
                yield encoder.poolCost(again, 0, c.pool(), c.cost());
            }
            case PoolStockCommandDecoder.TEMPLATE_ID -> {
                final var c = poolStock.wrapAndApplyHeader(b, at, header);
                yield encoder.poolStock(again, 0, c.pool(), c.stock());
            }
            case FleetCancelCommandDecoder.TEMPLATE_ID ->
                    encoder.fleetCancel(
                            again, 0, fleetCancel.wrapAndApplyHeader(b, at, header).fleet());
            case RebidCommandDecoder.TEMPLATE_ID -> {
                final var c = rebid.wrapAndApplyHeader(b, at, header);
                yield encoder.rebid(again, 0, c.task(), c.bid());
            }
            case TickCommandDecoder.TEMPLATE_ID -> encoder.tick(again, 0);
            case CancelCommandDecoder.TEMPLATE_ID ->
                    encoder.cancel(again, 0, cancel.wrapAndApplyHeader(b, at, header).task());
            default -> ofTheHost(b, at);
        };
    }

    /** What the host tells: samples, faults, progress and ends. Enumerations have values that are none. */
    private long ofTheHost(final DirectBuffer b, final int at) {
        return switch (header.templateId()) {
            case TelemetryCommandDecoder.TEMPLATE_ID -> {
                final var c = telemetry.wrapAndApplyHeader(b, at, header);
                yield c.kindRaw() > 2
                        ? -1
                        : encoder.telemetry(
                                again,
                                0,
                                c.instance(),
                                c.kind(),
                                c.vru(),
                                c.utilisation(),
                                c.ioBytesPerSecond());
            }
            case UsageCommandDecoder.TEMPLATE_ID -> {
                final var c = usage.wrapAndApplyHeader(b, at, header);
                yield encoder.usage(
                        again,
                        0,
                        c.task(),
                        c.vcpu(),
                        c.memory(),
                        c.accelerator(),
                        c.ioBytesPerSecond());
            }
            case VruFaultCommandDecoder.TEMPLATE_ID -> {
                final var c = vruFault.wrapAndApplyHeader(b, at, header);
                yield c.kindRaw() > 2
                        ? -1
                        : encoder.vruFault(again, 0, c.instance(), c.kind(), c.vru());
            }
            case VruRepairCommandDecoder.TEMPLATE_ID -> {
                final var c = vruRepair.wrapAndApplyHeader(b, at, header);
                yield c.kindRaw() > 2
                        ? -1
                        : encoder.vruRepair(again, 0, c.instance(), c.kind(), c.vru());
            }
            case DrainCommandDecoder.TEMPLATE_ID -> {
                final var c = drain.wrapAndApplyHeader(b, at, header);
                yield encoder.drain(again, 0, c.instance(), c.deadline());
            }
            case InstanceLostCommandDecoder.TEMPLATE_ID ->
                    encoder.instanceLost(
                            again, 0, instanceLost.wrapAndApplyHeader(b, at, header).instance());
            case ActivationFailedCommandDecoder.TEMPLATE_ID ->
                    encoder.activationFailed(
                            again,
                            0,
                            activationFailed.wrapAndApplyHeader(b, at, header).instance());
            case ProgressCommandDecoder.TEMPLATE_ID -> {
                final var c = progress.wrapAndApplyHeader(b, at, header);
                yield encoder.progress(again, 0, c.task(), c.workDone());
            }
            default -> {
                final var c = complete.wrapAndApplyHeader(b, at, header);
                yield c.statusRaw() > 1 ? -1 : encoder.complete(again, 0, c.task(), c.status());
            }
        };
    }

    /** Whether the groups after the block, so many and one, end where the bytes do. */
    private boolean hasRoom(
            final DirectBuffer b, final int at, final int length, final int groupsBefore) {
        int position = HEADER + header.blockLength();
        for (int group = 0; group <= groupsBefore; group++) {
            if (position + GROUP > length
                    || b.getShort(at + position) != ENTRY
                    || position + GROUP + (b.getShort(at + position + Short.BYTES) & 0xFFFF) * ENTRY
                            > length) {
                return false;
            }
            position += GROUP + (b.getShort(at + position + Short.BYTES) & 0xFFFF) * ENTRY;
        }
        return position == length;
    }

    private long pool(final PoolCommandDecoder c) {
        if (c.interruptibleRaw() > 1) {
            return -1;
        }
        poolSpec.reset()
                .pool(c.pool())
                .cost(c.cost())
                .weight(c.weight())
                .stock(c.stock())
                .vrus(c.vcpu(), c.memory(), c.accelerator())
                .kindWeightsPpm(c.vcpuWeightPpm(), c.memoryWeightPpm(), c.acceleratorWeightPpm())
                .activation(c.activationDelay(), c.activationCost(), c.billingQuantum());
        poolSpec.name = c.name();
        poolSpec.minimumMargin = c.minimumMargin();
        poolSpec.interruptible = c.interruptible() == Flag.YES;
        return encoder.pool(again, 0, poolSpec);
    }

    private long fleet(final FleetCommandDecoder c) {
        if (c.strategyRaw() > 3 || c.maintainRaw() > 1) {
            return -1;
        }
        fleetSpec
                .reset()
                .fleet(c.fleet())
                .bid(c.bid())
                .target(c.target())
                .strategy(c.strategy())
                .maintain(c.maintain() == Flag.YES);
        fleetSpec.customer = c.customer();
        fleetSpec.budget = c.budget();
        fleetSpec.firm = c.firm();
        if (c.jobs() != FleetCommandDecoder.jobsNullValue()) {
            fleetSpec.jobs = c.jobs();
            fleetSpec.period = c.period();
        }
        for (final FleetCommandDecoder.PoolsDecoder each : c.pools()) {
            fleetSpec.addPool(each.pool());
        }
        return encoder.fleet(again, 0, fleetSpec);
    }

    private long task(final TaskCommandDecoder c) {
        if (c.preemptibleRaw() > 1) {
            return -1;
        }
        taskSpec.reset()
                .task(c.task())
                .bid(c.bid(), c.work())
                .units(c.min(), c.max())
                .bundle(c.vcpu(), c.memory(), c.accelerator())
                .serialPpm(c.serialPpm());
        taskSpec.fleet =
                c.fleet() == TaskCommandDecoder.fleetNullValue() ? TaskSpec.ABSENT : c.fleet();
        taskSpec.customer = c.customer();
        taskSpec.className = c.className();
        taskSpec.deadline = c.deadline();
        taskSpec.ttl = c.ttl();
        taskSpec.moveCost = c.moveCost();
        taskSpec.preemptible = c.preemptible() == Flag.YES;
        for (final TaskCommandDecoder.SpeedupDecoder each : c.speedup()) {
            taskSpec.addSpeedup(each.ppm());
        }
        for (final TaskCommandDecoder.PoolsDecoder each : c.pools()) {
            taskSpec.addPool(each.pool());
        }
        return encoder.task(again, 0, taskSpec);
    }
}
