package io.swarmbid.host.replay;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.InstanceLostCommandDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.codec.sbe.TelemetryCommandDecoder;
import io.swarmbid.codec.sbe.UsageCommandDecoder;
import io.swarmbid.host.replay.WasteStays.Holder;
import io.swarmbid.host.replay.WasteStays.Machine;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Follows what tasks hold, at what price, and how much of it they use. Not threadsafe. */
final class WasteMeter implements CommandListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PoolCommandDecoder pool = new PoolCommandDecoder();
    private final TaskCommandDecoder task = new TaskCommandDecoder();
    private final UsageCommandDecoder usage = new UsageCommandDecoder();
    private final TelemetryCommandDecoder telemetry = new TelemetryCommandDecoder();
    private final InstanceLostCommandDecoder lost = new InstanceLostCommandDecoder();
    private final GrantDecisionDecoder grant = new GrantDecisionDecoder();
    private final RevokeDecisionDecoder revoke = new RevokeDecisionDecoder();
    private final PriceDecisionDecoder price = new PriceDecisionDecoder();
    private final CompleteDecisionDecoder complete = new CompleteDecisionDecoder();
    private final RejectDecisionDecoder reject = new RejectDecisionDecoder();
    private final SwarmDecisionDecoder swarm = new SwarmDecisionDecoder();
    private final SymbolTable symbols;
    private final Map<Long, Integer> poolNames;
    private final WasteStays stays;
    private long stagedTask;
    private long lostInstance;

    /** @param symbols of the commands. */
    WasteMeter(final SymbolTable symbols) {
        this(symbols, new HashMap<>(), new WasteStays());
    }

    private WasteMeter(
            final SymbolTable symbols, final Map<Long, Integer> poolNames, final WasteStays stays) {
        this.symbols = symbols;
        this.poolNames = poolNames;
        this.stays = stays;
    }

    /** The same past, between two commands, which goes on by itself. */
    WasteMeter fork() {
        return new WasteMeter(symbols, new HashMap<>(poolNames), stays.copy());
    }

    @Override
    public void onCommand(
            final long sequence,
            final long atNs,
            final DirectBuffer buffer,
            final int offset,
            final long actualWorkNs) {
        stays.passTo(atNs);
        stagedTask = 0;
        lostInstance = 0;
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case PoolCommandDecoder.TEMPLATE_ID -> {
                pool.wrapAndApplyHeader(buffer, offset, header);
                poolNames.putIfAbsent(pool.pool(), pool.name());
            }
            case TaskCommandDecoder.TEMPLATE_ID -> {
                task.wrapAndApplyHeader(buffer, offset, header);
                final Holder holder =
                        new Holder(
                                task.task(),
                                task.className(),
                                task.customer(),
                                new int[] {task.vcpu(), task.memory(), task.accelerator()});
                stagedTask = stays.submit(holder) ? task.task() : 0;
            }
            case UsageCommandDecoder.TEMPLATE_ID -> {
                usage.wrapAndApplyHeader(buffer, offset, header);
                final Holder holder = stays.holder(usage.task());
                if (holder != null) {
                    holder.use(usage.vcpu(), usage.memory(), usage.accelerator());
                }
            }
            case TelemetryCommandDecoder.TEMPLATE_ID -> {
                telemetry.wrapAndApplyHeader(buffer, offset, header);
                final Machine machine = stays.machine(telemetry.instance());
                if (machine != null) {
                    machine.use(telemetry.kind().value(), telemetry.vru(), telemetry.utilisation());
                }
            }
            case InstanceLostCommandDecoder.TEMPLATE_ID -> {
                lost.wrapAndApplyHeader(buffer, offset, header);
                lostInstance = lost.instance();
            }
            default -> {
                // Changes nothing that is held, but by its decisions.
            }
        }
    }

    @Override
    public void onOutcome(final boolean refused) {
        if (refused) {
            stays.forget(stagedTask, 0);
        } else {
            stays.gone(lostInstance);
        }
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case GrantDecisionDecoder.TEMPLATE_ID -> {
                grant.wrapAndApplyHeader(buffer, offset, header);
                final Holder holder = stays.holder(grant.task());
                final Machine machine = stays.machineOrNew(grant.instance());
                stays.passTo(grant.at());
                stays.grant(holder, machine, grant.units(), grant.at());
                for (final GrantDecisionDecoder.VrusDecoder range : grant.vrus()) {
                    machine.own(range.kind().value(), range.first(), range.last(), holder);
                }
            }
            case RevokeDecisionDecoder.TEMPLATE_ID -> {
                revoke.wrapAndApplyHeader(buffer, offset, header);
                stays.passTo(revoke.at());
                revoked();
            }
            case PriceDecisionDecoder.TEMPLATE_ID -> {
                price.wrapAndApplyHeader(buffer, offset, header);
                stays.passTo(price.at());
                stays.machineOrNew(price.instance())
                        .price(price.kind().value(), price.price(), price.at());
            }
            case CompleteDecisionDecoder.TEMPLATE_ID -> {
                complete.wrapAndApplyHeader(buffer, offset, header);
                stays.passTo(complete.at());
                stays.forget(complete.task(), complete.at());
            }
            case RejectDecisionDecoder.TEMPLATE_ID -> {
                reject.wrapAndApplyHeader(buffer, offset, header);
                stays.passTo(reject.at());
                stays.forget(reject.task(), reject.at());
            }
            case SwarmDecisionDecoder.TEMPLATE_ID -> {
                swarm.wrapAndApplyHeader(buffer, offset, header);
                if (swarm.action() == SwarmAction.READY) {
                    stays.ready(swarm.instance(), swarm.pool());
                } else if (swarm.action() == SwarmAction.DEACTIVATE) {
                    stays.gone(swarm.instance());
                }
            }
            default -> {
                // Changes nothing that is held.
            }
        }
    }

    private void revoked() {
        final Machine machine = stays.machineOrNew(revoke.instance());
        final Holder holder = stays.holder(revoke.task());
        final boolean drains = revoke.deadline() > revoke.at();
        if (drains) {
            stays.holdUntil(holder, revoke.deadline(), revoke.units());
        } else {
            stays.hold(holder, machine, revoke.units(), revoke.at());
        }
        for (final RevokeDecisionDecoder.VrusDecoder range : revoke.vrus()) {
            final int kind = range.kind().value();
            if (drains) {
                machine.drain(kind, range.first(), range.last(), holder);
            } else {
                machine.own(kind, range.first(), range.last(), null);
            }
        }
    }

    /** What it comes to, those that still hold something counted up to a time. */
    Waste waste(final long endNs) {
        final WasteStays all = stays.copy();
        all.passTo(endNs);
        return all.end(endNs).waste(symbols::text, id -> symbols.text(poolNames.get(id)));
    }
}
