package io.swarmbid.swarm;

import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Setting;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;

/** Grows and shrinks the swarm after every event: section 5 of the rule book. Engine thread only. */
public final class Swarm {
    private final EngineState state;
    private final InstanceTable instances;
    private final Lifecycle lifecycle;
    private final Fleets fleets;
    private final Autoscaler autoscaler;
    private final Consolidation consolidation;
    private final PoolMoves poolMoves;
    private final boolean autoscale;
    private boolean outerMarketChanged;
    private boolean unmetValueAccumulated;
    private long againNs;

    public Swarm(final EngineState state, final Lifecycle lifecycle) {
        this.state = state;
        this.lifecycle = lifecycle;
        instances = state.instances;
        fleets = new Fleets(state, lifecycle);
        autoscaler = new Autoscaler(state, lifecycle);
        consolidation = new Consolidation(state, lifecycle);
        poolMoves = new PoolMoves(state, lifecycle);
        autoscale = state.settings.isOn(Setting.AUTOSCALE);
    }

    /** Pools, fleets or instances have changed: the fleets and the autoscaler look again. */
    public void outerMarketChanged() {
        outerMarketChanged = true;
    }

    /** The value that unmet demand has missed in some pool reaches what an activation costs there. */
    public void unmetValueAccumulated() {
        unmetValueAccumulated = true;
    }

    /**
     * What the swarm does at a tick, before it settles.
     *
     * @return whether it may do more at a later tick although nothing happens before.
     */
    public boolean tick() {
        if (!autoscale) {
            return false;
        }
        poolMoves.takeOver();
        final boolean drains = consolidation.step();
        final int before = state.event.actedCount();
        againNs = poolMoves.start();
        outerMarketChanged |= state.event.actedCount() != before;
        return drains;
    }

    /** When the tick that {@link #tick} was called for wants another although nothing happens before. */
    public long againNs() {
        return autoscale ? againNs : TimerHeap.NEVER;
    }

    /** An instance that the autoscaler asked for is ready: if it was to replace another, that is drained. */
    public void takeOver() {
        poolMoves.takeOver();
    }

    /** What the swarm does after an event has settled. */
    public void step() {
        deactivateEmptied();
        // What is due in this very nanosecond may be due for the swarm, and then it is not too
        // early.
        final boolean isDue = state.timers.firstDue() <= state.event.now();
        outerMarketChanged |= isDue;
        boolean changed = outerMarketChanged;
        do {
            if (outerMarketChanged) {
                stepFleets();
            }
            // Stock that the autoscaler takes is none for the fleets.
            outerMarketChanged = autoscale && stepAutoscaler();
            changed |= outerMarketChanged;
        } while (outerMarketChanged);
        if (changed) {
            poolMoves.regret();
        }
        state.carried.scaledQueueChanges(state.queue.changes());
        unmetValueAccumulated = false;
    }

    private void stepFleets() {
        int before;
        do {
            before = state.event.actedCount();
            fleets.step();
        } while (state.event.actedCount() != before);
    }

    /** True if it activated something. */
    private boolean stepAutoscaler() {
        if (!outerMarketChanged
                && !unmetValueAccumulated
                && state.queue.changes() == state.carried.scaledQueueChanges()) {
            return false;
        }
        final int before = state.event.actedCount();
        autoscaler.step();
        return state.event.actedCount() != before;
    }

    private boolean isByJobs(final int fleet) {
        return fleet >= 0 && state.fleets.jobs(fleet) > 0;
    }

    /** Winding instances that hold no task go; they are on the list to price. */
    private void deactivateEmptied() {
        final int count = state.event.toPriceCount();
        for (int place = 0; place < count; place++) {
            final int instance = state.event.toPriceList()[place];
            if (instances.taskCount(instance) == 0) {
                outerMarketChanged |= isByJobs(instances.fleet(instance));
                if (instances.state(instance) == InstanceTable.DRAINING) {
                    lifecycle.deactivate(instance, SwarmReason.DRAINED);
                    outerMarketChanged = true;
                } else if (instances.state(instance) == InstanceTable.INTERRUPTED) {
                    lifecycle.deactivate(instance, SwarmReason.INTERRUPTED);
                    outerMarketChanged = true;
                }
            }
        }
    }
}
