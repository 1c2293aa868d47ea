package io.swarmbid.auction;

import io.swarmbid.state.EngineState;

/**
 * Settles the market after a change: dirty instances are cleared, seekers placed, until nothing moves; then prices.
 * Engine thread only, no allocation.
 */
public final class Auction {
    private final EngineState state;
    private final Clearing clearing;
    private final Placement placement;
    private final Pricing pricing;
    private final Reasons reasons;
    private final Threats threats;
    private final Reservations reservations;
    private final Pivots pivots;
    private final Rearrangement rearrangement;
    private final Newcomers newcomers;
    private final Moves moves;
    private final Paradoxes paradoxes;
    private final Coverage coverage;

    public Auction(final EngineState state) {
        this.state = state;
        final Contest contest = new Contest(state);
        clearing = new Clearing(state, contest);
        placement = new Placement(state, contest, clearing);
        pricing = new Pricing(state, contest);
        reasons = new Reasons(state, contest);
        threats = new Threats(state, contest, reasons);
        reservations = new Reservations(state, contest);
        pivots = state.paysPivots ? new Pivots(state) : null;
        rearrangement = new Rearrangement(state);
        newcomers = new Newcomers(state, rearrangement);
        coverage = new Coverage(state);
        moves = new Moves(state, contest, coverage);
        paradoxes = new Paradoxes(state, contest, coverage);
    }

    /** Clears and places until neither a dirty instance nor a seeker is left, and nobody waits for what is there. */
    public void settle() {
        while (true) {
            final int instance = state.event.nextDirty();
            if (instance >= 0) {
                clearing.clear(instance);
                continue;
            }
            final int seeker = state.event.nextSeeker();
            if (seeker >= 0) {
                placement.place(seeker);
            } else if (!state.holdings.serve()) {
                return;
            }
        }
    }

    /**
     * At a tick, when all has settled: moves tasks to better places and keeps room for those that have waited long, after
     * each of which it settles again, and computes the pivots.
     */
    public void tick() {
        moves.run();
        settle();
        if (state.aging.isOn()) {
            reservations.judge();
            settle();
        }
        if (pivots != null) {
            pivots.compute();
        }
    }

    /**
     * At a tick: rearranges every ready instance that it covers and for which the outcome may have changed since it was last,
     * by id; settling follows.
     */
    public void rearrange() {
        coverage.begin();
        for (int place = 0; place < coverage.size(); place++) {
            // One instance's victims are the next one's newcomers.
            newcomers.show();
            if (mayDiffer(coverage.at(place))) {
                rearrangement.rearrange(coverage.at(place));
            }
        }
    }

    /** Who passes the room that is kept for a task changes with time; elsewhere nothing does without a change. */
    private boolean mayDiffer(final int instance) {
        return state.instances.isChanged(instance)
                || state.instances.reservedFor(instance) != 0
                || state.instances.isSensitive(instance)
                        && state.instances.seenQueue(instance) != state.queue.changes();
    }

    /** Looks at the instances that the event has touched, before they are priced. */
    public void summarise() {
        for (int place = 0; place < state.event.toPriceCount(); place++) {
            pricing.summarise(state.event.toPriceList()[place]);
        }
    }

    /** Whether the best of the queue has changed since this was asked last: then every price may have. */
    public boolean hasQueueHeadChanged() {
        final long changes = state.queue.headChanges();
        final boolean changed = changes != state.carried.pricedHeadChanges();
        state.carried.pricedHeadChanges(changes);
        return changed;
    }

    /** Computes the prices of an instance; true if one has changed. */
    public boolean price(final int instance) {
        return pricing.price(instance);
    }

    /** Which instances ticks look at. */
    public Coverage coverage() {
        return coverage;
    }

    /** Which tasks lose although they bid more than the price. */
    public Paradoxes paradoxes() {
        return paradoxes;
    }

    /** How running tasks stand against the others. */
    public Threats threats() {
        return threats;
    }

    /** Why queued tasks are queued. */
    public Reasons reasons() {
        return reasons;
    }
}
