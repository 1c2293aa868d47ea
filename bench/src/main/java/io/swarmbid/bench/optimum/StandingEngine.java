package io.swarmbid.bench.optimum;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.core.EngineCore;

/**
 * One engine that holds the same auction again and again, as one that has run for a while would: the tasks come, each an
 * event of its own, then there is a tick; then all of them go, which is not timed. It is warm in that its memory was used
 * before and its code compiled.
 */
final class StandingEngine implements AutoCloseable {
    private final Instance instance;
    private final EngineClearer clearer = new EngineClearer(0);
    private final CommandEncoder encoder;
    private final EngineCore core;
    private int firstTask = 1;

    /** Makes one and holds the auction once; its units are taken. */
    StandingEngine(final Instance instance, final int[] units) {
        this.instance = instance;
        encoder = new CommandEncoder(EngineClearer.settings(instance));
        core = new EngineCore(EngineClearer.settings(instance), new SymbolTable());
        clearer.open(core, encoder, instance, units);
        tick(units);
        leave(units.clone());
    }

    /**
     * Holds the auction.
     *
     * @param units takes the units of each task.
     * @return nanoseconds that all its events and the tick took.
     */
    long hold(final int[] units) {
        final long start = System.nanoTime();
        clearer.bid(core, encoder, instance, units, firstTask);
        tick(units);
        final long elapsedNs = System.nanoTime() - start;
        leave(units.clone());
        return elapsedNs;
    }

    private void tick(final int[] units) {
        clearer.send(core, encoder.tick(clearer.command(), 0), units);
    }

    private void leave(final int[] ignored) {
        for (int i = 0; i < instance.bids().size(); i++) {
            clearer.send(core, encoder.cancel(clearer.command(), 0, firstTask + i), ignored);
        }
        tick(ignored);
        firstTask += instance.bids().size();
    }

    @Override
    public void close() {
        core.close();
    }
}
