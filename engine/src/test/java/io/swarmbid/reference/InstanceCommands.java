package io.swarmbid.reference;

import io.swarmbid.codec.sbe.ActivationFailedCommandDecoder;
import io.swarmbid.codec.sbe.DrainCommandDecoder;
import io.swarmbid.codec.sbe.InstanceLostCommandDecoder;
import io.swarmbid.codec.sbe.RefuseCode;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.codec.sbe.TelemetryCommandDecoder;
import io.swarmbid.codec.sbe.VruFaultCommandDecoder;
import io.swarmbid.codec.sbe.VruRepairCommandDecoder;

/** Sections 6 and 10: commands about instances and their VRUs. */
final class InstanceCommands {
    private final World world;
    private final Settling settling;
    private final Swarm swarm;

    InstanceCommands(final World world, final Settling settling, final Swarm swarm) {
        this.world = world;
        this.settling = settling;
        this.swarm = swarm;
    }

    private static void refuse(final Event event, final RefuseCode code, final long subject) {
        PoolCommands.refuse(event, code, subject);
    }

    /** The VRU of an instance that is not pending, or null after refusing the command. */
    private InstanceState.Vru vru(
            final long instance, final int kind, final int vru, final Event event) {
        final InstanceState known = world.instances.get(instance);
        if (known == null || known.state == InstanceState.PENDING) {
            refuse(event, RefuseCode.UNKNOWN_ID, instance);
            return null;
        }
        if (vru >= known.vrus.get(kind).size()) {
            refuse(event, RefuseCode.UNKNOWN_ID, vru);
            return null;
        }
        return known.vrus.get(kind).get(vru);
    }

    void telemetry(final TelemetryCommandDecoder command, final Event event) {
        final InstanceState.Vru vru =
                vru(command.instance(), command.kind().value(), command.vru(), event);
        if (vru != null) {
            vru.utilisation = command.utilisation();
            vru.ioBytesPerSecond = command.ioBytesPerSecond();
            if (vru.owner != 0) {
                world.tasks
                        .get(vru.owner)
                        .use
                        .telemetry(
                                command.kind().value(),
                                command.utilisation(),
                                command.ioBytesPerSecond());
            }
        }
    }

    void fault(final VruFaultCommandDecoder command, final Event event) {
        final int kind = command.kind().value();
        final InstanceState.Vru vru = vru(command.instance(), kind, command.vru(), event);
        if (vru == null) {
            return;
        }
        if (!vru.healthy) {
            refuse(event, RefuseCode.WRONG_STATE, command.instance());
            return;
        }
        final InstanceState instance = world.instances.get(command.instance());
        vru.healthy = false;
        event.dirty.add(instance.id);
        final TaskState owner = world.tasks.get(vru.owner);
        if (owner != null) {
            vru.owner = 0;
            vru.drains = false;
            event.fault = new Event.Fault(instance.id, owner.id, kind, command.vru());
            event.revoked(instance, owner, RevokeReason.VRU_FAULT);
            if (owner.drains()) {
                settling.endDrain(owner, event);
            }
        }
        if (world.used(instance, kind) > instance.healthy(kind)) {
            final boolean holds = owner != null && owner.units > 0;
            loseUnit(holds ? owner : Grace.latest(world, instance, kind, false), event);
        }
        if (Grace.there(world, instance, kind) < 0) {
            final TaskState last = Grace.latest(world, instance, kind, true);
            event.revoked(instance, last, RevokeReason.VRU_FAULT);
            settling.endDrain(last, event);
        }
    }

    private void loseUnit(final TaskState task, final Event event) {
        final int less = task.units - 1;
        final boolean stays = less >= Math.max(1, task.smallestPermitted()) && task.permitted[less];
        settling.lose(task, stays ? less : 0, RevokeReason.VRU_FAULT, event);
    }

    void repair(final VruRepairCommandDecoder command, final Event event) {
        final InstanceState.Vru vru =
                vru(command.instance(), command.kind().value(), command.vru(), event);
        if (vru == null) {
            return;
        }
        if (vru.healthy) {
            refuse(event, RefuseCode.WRONG_STATE, command.instance());
            return;
        }
        vru.healthy = true;
        event.dirty.add(command.instance());
    }

    void drain(final DrainCommandDecoder command, final Event event) {
        final InstanceState instance = world.instances.get(command.instance());
        if (instance == null) {
            refuse(event, RefuseCode.UNKNOWN_ID, command.instance());
        } else if (!instance.isReady()) {
            refuse(event, RefuseCode.WRONG_STATE, command.instance());
        } else {
            instance.state = InstanceState.DRAINING;
            instance.deadline = Math.max(world.now, command.deadline());
            event.decisions.add(
                    Decision.swarm(
                            SwarmAction.DRAIN, SwarmReason.REQUESTED, instance, instance.deadline));
        }
    }

    void lost(final InstanceLostCommandDecoder command, final Event event) {
        final InstanceState instance = world.instances.get(command.instance());
        if (instance == null) {
            refuse(event, RefuseCode.UNKNOWN_ID, command.instance());
        } else if (instance.state == InstanceState.PENDING) {
            refuse(event, RefuseCode.WRONG_STATE, command.instance());
        } else {
            revokeAll(instance, RevokeReason.INSTANCE_LOST, event);
            swarm.remove(instance, event);
        }
    }

    void activationFailed(final ActivationFailedCommandDecoder command, final Event event) {
        final InstanceState instance = world.instances.get(command.instance());
        if (instance == null) {
            refuse(event, RefuseCode.UNKNOWN_ID, command.instance());
        } else if (instance.state != InstanceState.PENDING) {
            refuse(event, RefuseCode.WRONG_STATE, command.instance());
        } else {
            swarm.remove(instance, event);
        }
    }

    void revokeAll(final InstanceState instance, final RevokeReason reason, final Event event) {
        for (final TaskState task : world.tasksOn(instance)) {
            settling.lose(task, 0, reason, event);
        }
        for (final TaskState task : Grace.draining(world, instance)) {
            event.revoked(instance, task, reason);
            settling.endDrain(task, event);
        }
    }
}
