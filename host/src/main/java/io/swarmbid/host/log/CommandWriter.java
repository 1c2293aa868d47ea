package io.swarmbid.host.log;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.sbe.ActivationFailedCommandDecoder;
import io.swarmbid.codec.sbe.CancelCommandDecoder;
import io.swarmbid.codec.sbe.CompleteCommandDecoder;
import io.swarmbid.codec.sbe.DrainCommandDecoder;
import io.swarmbid.codec.sbe.Flag;
import io.swarmbid.codec.sbe.FleetCancelCommandDecoder;
import io.swarmbid.codec.sbe.FleetCommandDecoder;
import io.swarmbid.codec.sbe.InstanceCommandDecoder;
import io.swarmbid.codec.sbe.InstanceLostCommandDecoder;
import io.swarmbid.codec.sbe.Kind;
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
import io.swarmbid.config.Limits;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * Writes encoded commands as a command log: the lines read back give the same commands. Optional fields are left out
 * where they have their default. Not threadsafe.
 */
public final class CommandWriter implements AutoCloseable {
    private static final byte[] TRUE = JsonBytes.ascii("true");
    private static final byte[] FALSE = JsonBytes.ascii("false");

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
    private final Map<String, byte[]> keys = new HashMap<>();
    private final SymbolTable symbols;
    private final LineSink lines;
    private final JsonBytes json;

    /**
     * A writer.
     *
     * @param out takes the lines and is closed with the writer.
     * @param symbols that the commands' strings were interned in.
     */
    public CommandWriter(final OutputStream out, final SymbolTable symbols) {
        this.symbols = symbols;
        lines = new LineSink(out);
        json = lines.json();
    }

    /**
     * Writes one command.
     *
     * @param atNs logical time.
     * @param buffer that holds the command.
     * @param offset of its message header.
     * @param actualWorkNs of a task, for a simulated host; {@link CommandSource#NO_ACTUAL_WORK} where there is none.
     * @throws java.io.UncheckedIOException if the lines cannot be written.
     */
    public void write(
            final long atNs, final DirectBuffer buffer, final int offset, final long actualWorkNs) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case PoolCommandDecoder.TEMPLATE_ID -> pool(atNs, buffer, offset);
            case FleetCommandDecoder.TEMPLATE_ID -> fleet(atNs, buffer, offset);
            case TaskCommandDecoder.TEMPLATE_ID -> task(atNs, buffer, offset, actualWorkNs);
            default -> {
                if (!ofHost(atNs, buffer, offset)) {
                    ofTask(atNs, buffer, offset);
                }
            }
        }
        json.raw('}');
        lines.endLine();
    }

    private boolean ofHost(final long atNs, final DirectBuffer buffer, final int offset) {
        switch (header.templateId()) {
            case InstanceCommandDecoder.TEMPLATE_ID -> {
                instance.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "instance");
                number("id", instance.instance());
                number("pool", instance.pool());
            }
            case PoolCostCommandDecoder.TEMPLATE_ID -> {
                poolCost.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "poolCost");
                number("pool", poolCost.pool());
                number("cost", poolCost.cost());
            }
            case PoolStockCommandDecoder.TEMPLATE_ID -> {
                poolStock.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "poolStock");
                number("pool", poolStock.pool());
                number("stock", poolStock.stock());
            }
            case TelemetryCommandDecoder.TEMPLATE_ID -> {
                telemetry.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "telemetry");
                vru(telemetry.instance(), telemetry.kind(), telemetry.vru());
                number("utilisation", telemetry.utilisation());
                number("ioBytesPerSecond", telemetry.ioBytesPerSecond());
            }
            case VruFaultCommandDecoder.TEMPLATE_ID -> {
                vruFault.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "vruFault");
                vru(vruFault.instance(), vruFault.kind(), vruFault.vru());
            }
            case VruRepairCommandDecoder.TEMPLATE_ID -> {
                vruRepair.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "vruRepair");
                vru(vruRepair.instance(), vruRepair.kind(), vruRepair.vru());
            }
            case DrainCommandDecoder.TEMPLATE_ID -> {
                drain.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "drain");
                number("instance", drain.instance());
                number("deadline", drain.deadline());
            }
            case InstanceLostCommandDecoder.TEMPLATE_ID -> {
                instanceLost.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "instanceLost");
                number("instance", instanceLost.instance());
            }
            case ActivationFailedCommandDecoder.TEMPLATE_ID -> {
                activationFailed.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "activationFailed");
                number("instance", activationFailed.instance());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void ofTask(final long atNs, final DirectBuffer buffer, final int offset) {
        switch (header.templateId()) {
            case FleetCancelCommandDecoder.TEMPLATE_ID -> {
                fleetCancel.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "fleetCancel");
                number("fleet", fleetCancel.fleet());
            }
            case RebidCommandDecoder.TEMPLATE_ID -> {
                rebid.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "rebid");
                number("task", rebid.task());
                number("bid", rebid.bid());
            }
            case UsageCommandDecoder.TEMPLATE_ID -> {
                usage.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "usage");
                number("task", usage.task());
                number("vcpu", usage.vcpu());
                number("memory", usage.memory());
                number("accelerator", usage.accelerator());
                number("ioBytesPerSecond", usage.ioBytesPerSecond());
            }
            case ProgressCommandDecoder.TEMPLATE_ID -> {
                progress.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "progress");
                number("task", progress.task());
                number("workDone", progress.workDone());
            }
            case CompleteCommandDecoder.TEMPLATE_ID -> {
                complete.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "complete");
                number("task", complete.task());
                key("status").string(complete.status().name());
            }
            case CancelCommandDecoder.TEMPLATE_ID -> {
                cancel.wrapAndApplyHeader(buffer, offset, header);
                start(atNs, "cancel");
                number("task", cancel.task());
            }
            case TickCommandDecoder.TEMPLATE_ID -> start(atNs, "tick");
            default ->
                    throw new IllegalArgumentException(
                            "no command has the template " + header.templateId());
        }
    }

    private void pool(final long atNs, final DirectBuffer buffer, final int offset) {
        pool.wrapAndApplyHeader(buffer, offset, header);
        start(atNs, "pool");
        number("id", pool.pool());
        key("name").string(symbols.text(pool.name()));
        number("cost", pool.cost());
        number("weight", pool.weight());
        number("stock", pool.stock());
        kinds("vrus", pool.vcpu(), pool.memory(), pool.accelerator());
        number("activationDelay", pool.activationDelay());
        number("activationCost", pool.activationCost());
        number("billingQuantum", pool.billingQuantum());
        if (!hasEqualWeights()) {
            kinds(
                    "kindWeightsPpm",
                    pool.vcpuWeightPpm(),
                    pool.memoryWeightPpm(),
                    pool.acceleratorWeightPpm());
        }
        if (pool.interruptible() == Flag.NO) {
            truth("interruptible", false);
        }
        if (pool.minimumMargin() != PoolCommandDecoder.minimumMarginNullValue()) {
            number("minimumMargin", pool.minimumMargin());
        }
    }

    /** Whether the weights are those of a pool that names none: equal, what is left over to the first kind. */
    private boolean hasEqualWeights() {
        final int[] counts = {pool.vcpu(), pool.memory(), pool.accelerator()};
        final int[] weights = {
            pool.vcpuWeightPpm(), pool.memoryWeightPpm(), pool.acceleratorWeightPpm()
        };
        int kinds = 0;
        for (final int count : counts) {
            kinds += count > 0 ? 1 : 0;
        }
        int expected = Limits.PPM / kinds + Limits.PPM % kinds;
        for (int kind = 0; kind < counts.length; kind++) {
            if (counts[kind] > 0) {
                if (weights[kind] != expected) {
                    return false;
                }
                expected = Limits.PPM / kinds;
            }
        }
        return true;
    }

    private void fleet(final long atNs, final DirectBuffer buffer, final int offset) {
        fleet.wrapAndApplyHeader(buffer, offset, header);
        start(atNs, "fleet");
        number("id", fleet.fleet());
        key("customer").string(symbols.text(fleet.customer()));
        number("bid", fleet.bid());
        if (fleet.jobs() == FleetCommandDecoder.jobsNullValue()) {
            number("target", fleet.target());
        } else {
            number("jobs", fleet.jobs());
            number("period", fleet.period());
        }
        key("strategy").string(fleet.strategy().name());
        if (fleet.budget() != FleetCommandDecoder.budgetNullValue()) {
            number("budget", fleet.budget());
        }
        if (fleet.firm() != 0) {
            number("firm", fleet.firm());
        }
        final FleetCommandDecoder.PoolsDecoder pools = fleet.pools();
        if (pools.hasNext()) {
            key("pools").raw('[');
            while (pools.hasNext()) {
                json.number(pools.next().pool()).raw(pools.hasNext() ? ',' : ']');
            }
        }
        if (fleet.maintain() == Flag.YES) {
            truth("maintain", true);
        }
    }

    private void task(
            final long atNs, final DirectBuffer buffer, final int offset, final long actualWorkNs) {
        task.wrapAndApplyHeader(buffer, offset, header);
        start(atNs, "task");
        number("id", task.task());
        key("customer").string(symbols.text(task.customer()));
        key("class").string(symbols.text(task.className()));
        number("bid", task.bid());
        number("work", task.work());
        number("min", task.min());
        number("max", task.max());
        kinds("bundle", task.vcpu(), task.memory(), task.accelerator());
        key("speedup").raw('{');
        final TaskCommandDecoder.SpeedupDecoder table = task.speedup();
        if (table.hasNext()) {
            json.string("tablePpm").raw(':').raw('[');
            while (table.hasNext()) {
                json.number(table.next().ppm()).raw(table.hasNext() ? ',' : ']');
            }
        } else {
            json.string("serialPpm").raw(':').number(task.serialPpm());
        }
        json.raw('}');
        if (task.deadline() != TaskCommandDecoder.deadlineNullValue()) {
            number("deadline", task.deadline());
        }
        if (task.ttl() != TaskCommandDecoder.ttlNullValue()) {
            number("ttl", task.ttl());
        }
        if (task.moveCost() != 0) {
            number("moveCost", task.moveCost());
        }
        if (task.fleet() != TaskCommandDecoder.fleetNullValue()) {
            number("fleet", task.fleet());
        }
        final TaskCommandDecoder.PoolsDecoder pools = task.pools();
        if (pools.hasNext()) {
            key("pools").raw('[');
            while (pools.hasNext()) {
                json.number(pools.next().pool()).raw(pools.hasNext() ? ',' : ']');
            }
        }
        if (task.preemptible() == Flag.NO) {
            truth("preemptible", false);
        }
        if (actualWorkNs != CommandSource.NO_ACTUAL_WORK) {
            number("actualWork", actualWorkNs);
        }
    }

    private void start(final long atNs, final String command) {
        json.raw('{').string("at").raw(':').number(atNs);
        key("cmd").string(command);
    }

    private JsonBytes key(final String name) {
        return json.raw(keys.computeIfAbsent(name, key -> JsonBytes.ascii(",\"" + key + "\":")));
    }

    private void number(final String name, final long value) {
        key(name).number(value);
    }

    private void truth(final String name, final boolean value) {
        key(name).raw(value ? TRUE : FALSE);
    }

    private void vru(final long instanceId, final Kind kind, final int number) {
        number("instance", instanceId);
        key("kind").string(Kinds.NAMES.get(kind.value()));
        number("vru", number);
    }

    private void kinds(final String name, final int vcpu, final int memory, final int accelerator) {
        key(name).raw('{').string("vcpu").raw(':').number(vcpu).raw(',');
        json.string("memory").raw(':').number(memory).raw(',');
        json.string("accelerator").raw(':').number(accelerator).raw('}');
    }

    /** Hands on what is buffered, so that readers of the file see it. */
    public void flush() {
        lines.flush();
    }

    /** Writes what is buffered and closes the stream. */
    @Override
    public void close() {
        lines.close();
    }
}
