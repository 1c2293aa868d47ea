package io.swarmbid.codec;

import static io.swarmbid.codec.StaticChecks.badId;
import static io.swarmbid.codec.StaticChecks.badInstance;
import static io.swarmbid.codec.StaticChecks.badKind;
import static io.swarmbid.codec.StaticChecks.badPpm;
import static io.swarmbid.codec.StaticChecks.outside;
import static io.swarmbid.config.Limits.MAX_BID;
import static io.swarmbid.config.Limits.MAX_COST;
import static io.swarmbid.config.Limits.MAX_TIME_NS;
import static io.swarmbid.config.Limits.PPM;

import io.swarmbid.codec.sbe.ActivationFailedCommandEncoder;
import io.swarmbid.codec.sbe.CancelCommandEncoder;
import io.swarmbid.codec.sbe.CompleteCommandEncoder;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.DrainCommandEncoder;
import io.swarmbid.codec.sbe.Flag;
import io.swarmbid.codec.sbe.FleetCancelCommandEncoder;
import io.swarmbid.codec.sbe.FleetCommandEncoder;
import io.swarmbid.codec.sbe.InstanceCommandEncoder;
import io.swarmbid.codec.sbe.InstanceLostCommandEncoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.MessageHeaderEncoder;
import io.swarmbid.codec.sbe.PoolCommandEncoder;
import io.swarmbid.codec.sbe.PoolCostCommandEncoder;
import io.swarmbid.codec.sbe.PoolStockCommandEncoder;
import io.swarmbid.codec.sbe.ProgressCommandEncoder;
import io.swarmbid.codec.sbe.RebidCommandEncoder;
import io.swarmbid.codec.sbe.TaskCommandEncoder;
import io.swarmbid.codec.sbe.TelemetryCommandEncoder;
import io.swarmbid.codec.sbe.TickCommandEncoder;
import io.swarmbid.codec.sbe.UsageCommandEncoder;
import io.swarmbid.codec.sbe.VruFaultCommandEncoder;
import io.swarmbid.codec.sbe.VruRepairCommandEncoder;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import org.agrona.MutableDirectBuffer;

/**
 * Checks commands and encodes them as SBE messages with their header. Every method returns the encoded length in bytes,
 * or a negative {@link Refusal#code()} and has then written nothing.
 *
 * <p>Not threadsafe: one encoder per producing thread. No allocation.
 */
public final class CommandEncoder {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PoolCommandEncoder pool = new PoolCommandEncoder();
    private final FleetCommandEncoder fleet = new FleetCommandEncoder();
    private final TaskCommandEncoder task = new TaskCommandEncoder();
    private final InstanceCommandEncoder instance = new InstanceCommandEncoder();
    private final PoolCostCommandEncoder poolCost = new PoolCostCommandEncoder();
    private final PoolStockCommandEncoder poolStock = new PoolStockCommandEncoder();
    private final FleetCancelCommandEncoder fleetCancel = new FleetCancelCommandEncoder();
    private final RebidCommandEncoder rebid = new RebidCommandEncoder();
    private final TelemetryCommandEncoder telemetry = new TelemetryCommandEncoder();
    private final UsageCommandEncoder usage = new UsageCommandEncoder();
    private final VruFaultCommandEncoder vruFault = new VruFaultCommandEncoder();
    private final VruRepairCommandEncoder vruRepair = new VruRepairCommandEncoder();
    private final DrainCommandEncoder drain = new DrainCommandEncoder();
    private final InstanceLostCommandEncoder instanceLost = new InstanceLostCommandEncoder();
    private final ActivationFailedCommandEncoder activationFailed =
            new ActivationFailedCommandEncoder();
    private final ProgressCommandEncoder progress = new ProgressCommandEncoder();
    private final CompleteCommandEncoder complete = new CompleteCommandEncoder();
    private final CancelCommandEncoder cancel = new CancelCommandEncoder();
    private final TickCommandEncoder tick = new TickCommandEncoder();
    private final StaticChecks checks;
    private final int maxVrus;

    public CommandEncoder(final Settings settings) {
        maxVrus = settings.getInt(Setting.MAX_VRUS_PER_INSTANCE);
        checks = new StaticChecks(settings.getInt(Setting.MAX_UNITS), maxVrus);
    }

    /** Bytes that the longest command can take under these settings. */
    public static int maxEncodedLength(final Settings settings) {
        final int group = 4;
        return HEADER
                + TaskCommandEncoder.BLOCK_LENGTH
                + group
                + settings.getInt(Setting.MAX_UNITS) * Integer.BYTES
                + group
                + Limits.MAX_POOLS_LISTED * Integer.BYTES;
    }

    /** A pool of like instances. */
    public long pool(final MutableDirectBuffer buffer, final int offset, final PoolSpec spec) {
        final Refusal refusal = checks.pool(spec);
        if (refusal != null) {
            return refusal.code();
        }
        pool.wrapAndApplyHeader(buffer, offset, header)
                .pool(spec.pool)
                .name(spec.name)
                .cost(spec.cost)
                .weight(spec.weight)
                .stock(spec.stock)
                .vcpu(spec.vcpu)
                .memory(spec.memory)
                .accelerator(spec.accelerator)
                .activationDelay(spec.activationDelay)
                .activationCost(spec.activationCost)
                .billingQuantum(spec.billingQuantum)
                .minimumMargin(spec.minimumMargin)
                .interruptible(spec.interruptible ? Flag.YES : Flag.NO);
        if (spec.defaultKindWeights) {
            defaultWeights(spec);
        } else {
            pool.vcpuWeightPpm(spec.vcpuWeightPpm)
                    .memoryWeightPpm(spec.memoryWeightPpm)
                    .acceleratorWeightPpm(spec.acceleratorWeightPpm);
        }
        return HEADER + pool.encodedLength();
    }

    /** Equal shares among the kinds that there are; what is left over goes to the first of them. */
    private void defaultWeights(final PoolSpec spec) {
        final int kinds =
                Math.min(1, spec.vcpu) + Math.min(1, spec.memory) + Math.min(1, spec.accelerator);
        final int share = PPM / kinds;
        final int rest = PPM - share * kinds;
        final boolean vcpuFirst = spec.vcpu > 0;
        final boolean memoryFirst = !vcpuFirst && spec.memory > 0;
        pool.vcpuWeightPpm(vcpuFirst ? share + rest : 0)
                .memoryWeightPpm(spec.memory == 0 ? 0 : memoryFirst ? share + rest : share)
                .acceleratorWeightPpm(
                        spec.accelerator == 0
                                ? 0
                                : vcpuFirst || memoryFirst ? share : share + rest);
    }

    /** A fleet request. */
    public long fleet(final MutableDirectBuffer buffer, final int offset, final FleetSpec spec) {
        final Refusal refusal = checks.fleet(spec);
        if (refusal != null) {
            return refusal.code();
        }
        fleet.wrapAndApplyHeader(buffer, offset, header)
                .fleet(spec.fleet)
                .customer(spec.customer)
                .bid(spec.bid)
                .target(spec.target)
                .jobs(spec.jobs == 0 ? FleetCommandEncoder.jobsNullValue() : spec.jobs)
                .period(spec.jobs == 0 ? FleetCommandEncoder.periodNullValue() : spec.period)
                .budget(spec.budget)
                .firm(spec.firm)
                .strategy(spec.strategy)
                .maintain(spec.maintain ? Flag.YES : Flag.NO);
        final FleetCommandEncoder.PoolsEncoder pools = fleet.poolsCount(spec.poolCount);
        for (int i = 0; i < spec.poolCount; i++) {
            pools.next().pool(spec.pools[i]);
        }
        return HEADER + fleet.encodedLength();
    }

    /** A bid for a task. */
    public long task(final MutableDirectBuffer buffer, final int offset, final TaskSpec spec) {
        final Refusal refusal = checks.task(spec);
        if (refusal != null) {
            return refusal.code();
        }
        task.wrapAndApplyHeader(buffer, offset, header)
                .task(spec.task)
                .fleet(
                        spec.fleet == TaskSpec.ABSENT
                                ? TaskCommandEncoder.fleetNullValue()
                                : spec.fleet)
                .customer(spec.customer)
                .className(spec.className)
                .bid(spec.bid)
                .work(spec.work)
                .deadline(spec.deadline)
                .ttl(spec.ttl)
                .moveCost(spec.moveCost)
                .min(spec.min)
                .max(spec.max)
                .vcpu(spec.vcpu)
                .memory(spec.memory)
                .accelerator(spec.accelerator)
                .serialPpm(spec.serialPpm)
                .preemptible(spec.preemptible ? Flag.YES : Flag.NO);
        final TaskCommandEncoder.SpeedupEncoder speedup = task.speedupCount(spec.tableLength);
        for (int i = 0; i < spec.tableLength; i++) {
            speedup.next().ppm(spec.tablePpm[i]);
        }
        final TaskCommandEncoder.PoolsEncoder pools = task.poolsCount(spec.poolCount);
        for (int i = 0; i < spec.poolCount; i++) {
            pools.next().pool(spec.pools[i]);
        }
        return HEADER + task.encodedLength();
    }

    /** An instance that is ready: the host's own id below 2^32, or the answer to an activation. */
    public long instance(
            final MutableDirectBuffer buffer,
            final int offset,
            final long instance,
            final long pool) {
        if (badInstance(instance)) {
            return Refusal.INSTANCE_ID.code();
        }
        if (badId(pool)) {
            return Refusal.ID.code();
        }
        this.instance.wrapAndApplyHeader(buffer, offset, header).instance(instance).pool(pool);
        return HEADER + this.instance.encodedLength();
    }

    /** The current cost of an instance-hour. */
    public long poolCost(
            final MutableDirectBuffer buffer, final int offset, final long pool, final long cost) {
        if (badId(pool)) {
            return Refusal.ID.code();
        }
        if (outside(cost, 0, MAX_COST)) {
            return Refusal.COST.code();
        }
        poolCost.wrapAndApplyHeader(buffer, offset, header).pool(pool).cost(cost);
        return HEADER + poolCost.encodedLength();
    }

    /** The instances that the pool can still give. */
    public long poolStock(
            final MutableDirectBuffer buffer, final int offset, final long pool, final int stock) {
        if (badId(pool)) {
            return Refusal.ID.code();
        }
        if (outside(stock, 0, 1_000_000_000)) {
            return Refusal.STOCK.code();
        }
        poolStock.wrapAndApplyHeader(buffer, offset, header).pool(pool).stock(stock);
        return HEADER + poolStock.encodedLength();
    }

    /** Ends a fleet. */
    public long fleetCancel(final MutableDirectBuffer buffer, final int offset, final long fleet) {
        if (badId(fleet)) {
            return Refusal.ID.code();
        }
        fleetCancel.wrapAndApplyHeader(buffer, offset, header).fleet(fleet);
        return HEADER + fleetCancel.encodedLength();
    }

    /** A new bid for the whole task. */
    public long rebid(
            final MutableDirectBuffer buffer, final int offset, final long task, final long bid) {
        if (badId(task)) {
            return Refusal.ID.code();
        }
        if (outside(bid, 0, MAX_BID)) {
            return Refusal.BID.code();
        }
        rebid.wrapAndApplyHeader(buffer, offset, header).task(task).bid(bid);
        return HEADER + rebid.encodedLength();
    }

    /** The latest use of one VRU: a share, and bytes per second. */
    public long telemetry(
            final MutableDirectBuffer buffer,
            final int offset,
            final long instance,
            final Kind kind,
            final int vru,
            final int utilisation,
            final long ioBytesPerSecond) {
        if (badInstance(instance)) {
            return Refusal.INSTANCE_ID.code();
        }
        if (badKind(kind)) {
            return Refusal.KIND.code();
        }
        if (outside(vru, 0, maxVrus - 1)) {
            return Refusal.VRU.code();
        }
        if (badPpm(utilisation)) {
            return Refusal.UTILISATION.code();
        }
        if (outside(ioBytesPerSecond, 0, MAX_TIME_NS)) {
            return Refusal.IO.code();
        }
        telemetry
                .wrapAndApplyHeader(buffer, offset, header)
                .instance(instance)
                .kind(kind)
                .vru(vru)
                .utilisation(utilisation)
                .ioBytesPerSecond(ioBytesPerSecond);
        return HEADER + telemetry.encodedLength();
    }

    /** The latest use of what a task holds, as shares, and its bytes per second. */
    public long usage(
            final MutableDirectBuffer buffer,
            final int offset,
            final long task,
            final int vcpu,
            final int memory,
            final int accelerator,
            final long ioBytesPerSecond) {
        if (badId(task)) {
            return Refusal.ID.code();
        }
        if (badPpm(vcpu) || badPpm(memory) || badPpm(accelerator)) {
            return Refusal.UTILISATION.code();
        }
        if (outside(ioBytesPerSecond, 0, MAX_TIME_NS)) {
            return Refusal.IO.code();
        }
        usage.wrapAndApplyHeader(buffer, offset, header)
                .task(task)
                .vcpu(vcpu)
                .memory(memory)
                .accelerator(accelerator)
                .ioBytesPerSecond(ioBytesPerSecond);
        return HEADER + usage.encodedLength();
    }

    /** A VRU that no longer works. */
    public long vruFault(
            final MutableDirectBuffer buffer,
            final int offset,
            final long instance,
            final Kind kind,
            final int vru) {
        if (badInstance(instance)) {
            return Refusal.INSTANCE_ID.code();
        }
        if (badKind(kind)) {
            return Refusal.KIND.code();
        }
        if (outside(vru, 0, maxVrus - 1)) {
            return Refusal.VRU.code();
        }
        vruFault.wrapAndApplyHeader(buffer, offset, header).instance(instance).kind(kind).vru(vru);
        return HEADER + vruFault.encodedLength();
    }

    /** A VRU that works again. */
    public long vruRepair(
            final MutableDirectBuffer buffer,
            final int offset,
            final long instance,
            final Kind kind,
            final int vru) {
        if (badInstance(instance)) {
            return Refusal.INSTANCE_ID.code();
        }
        if (badKind(kind)) {
            return Refusal.KIND.code();
        }
        if (outside(vru, 0, maxVrus - 1)) {
            return Refusal.VRU.code();
        }
        vruRepair.wrapAndApplyHeader(buffer, offset, header).instance(instance).kind(kind).vru(vru);
        return HEADER + vruRepair.encodedLength();
    }

    /** No new grants on an instance, which goes at the deadline. */
    public long drain(
            final MutableDirectBuffer buffer,
            final int offset,
            final long instance,
            final long deadline) {
        if (badInstance(instance)) {
            return Refusal.INSTANCE_ID.code();
        }
        if (outside(deadline, 0, MAX_TIME_NS)) {
            return Refusal.DEADLINE.code();
        }
        drain.wrapAndApplyHeader(buffer, offset, header).instance(instance).deadline(deadline);
        return HEADER + drain.encodedLength();
    }

    /** An instance that is gone. */
    public long instanceLost(
            final MutableDirectBuffer buffer, final int offset, final long instance) {
        if (badInstance(instance)) {
            return Refusal.INSTANCE_ID.code();
        }
        instanceLost.wrapAndApplyHeader(buffer, offset, header).instance(instance);
        return HEADER + instanceLost.encodedLength();
    }

    /** An activation that the host could not carry out. */
    public long activationFailed(
            final MutableDirectBuffer buffer, final int offset, final long instance) {
        if (badInstance(instance)) {
            return Refusal.INSTANCE_ID.code();
        }
        activationFailed.wrapAndApplyHeader(buffer, offset, header).instance(instance);
        return HEADER + activationFailed.encodedLength();
    }

    /** The work that a task has really done, nanoseconds at one unit. */
    public long progress(
            final MutableDirectBuffer buffer,
            final int offset,
            final long task,
            final long workDone) {
        if (badId(task)) {
            return Refusal.ID.code();
        }
        if (outside(workDone, 0, MAX_TIME_NS)) {
            return Refusal.WORK_DONE.code();
        }
        progress.wrapAndApplyHeader(buffer, offset, header).task(task).workDone(workDone);
        return HEADER + progress.encodedLength();
    }

    /** The end of a task, as the host saw it. */
    public long complete(
            final MutableDirectBuffer buffer,
            final int offset,
            final long task,
            final CompleteStatus status) {
        if (badId(task)) {
            return Refusal.ID.code();
        }
        if (status == null || status == CompleteStatus.NULL_VAL) {
            return Refusal.STATUS.code();
        }
        complete.wrapAndApplyHeader(buffer, offset, header).task(task).status(status);
        return HEADER + complete.encodedLength();
    }

    /** Ends a task on its customer's word. */
    public long cancel(final MutableDirectBuffer buffer, final int offset, final long task) {
        if (badId(task)) {
            return Refusal.ID.code();
        }
        cancel.wrapAndApplyHeader(buffer, offset, header).task(task);
        return HEADER + cancel.encodedLength();
    }

    /** A tick at the time of the command. */
    public long tick(final MutableDirectBuffer buffer, final int offset) {
        tick.wrapAndApplyHeader(buffer, offset, header);
        return HEADER + tick.encodedLength();
    }
}
