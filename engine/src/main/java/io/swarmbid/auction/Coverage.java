package io.swarmbid.auction;

import io.swarmbid.config.Setting;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;

/**
 * The ready instances that a tick looks at: all of them, or, so that it takes no longer than that, at most as many as a
 * setting says, by turns. Which ones follows from the time alone. Section 14 of the rule book. Not threadsafe, no allocation.
 */
public final class Coverage {
    private final EngineState state;
    private final InstanceTable instances;
    private final long most;
    private final long intervalNs;
    private final int[] covered;
    private int count;
    private int rounds;

    Coverage(final EngineState state) {
        this.state = state;
        instances = state.instances;
        intervalNs = state.settings.get(Setting.TICK_INTERVAL);
        most = intervalNs == 0 ? 0 : state.settings.get(Setting.TICK_INSTANCES);
        covered = new int[instances.capacity()];
    }

    /** A tick begins. */
    void begin() {
        final int ready = listReady();
        rounds = most == 0 ? 1 : (int) Math.max(1, (ready + most - 1) / most);
        final int turn = rounds == 1 ? 0 : (int) (state.event.now() / intervalNs % rounds);
        count = 0;
        for (int place = turn; place < ready; place += rounds) {
            covered[count++] = covered[place];
        }
    }

    private int listReady() {
        int ready = 0;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            covered[ready] = instance;
            ready += state.isReady(instance) ? 1 : 0;
        }
        return ready;
    }

    /** Whether the tick in hand does not cover all. */
    boolean takesTurns() {
        return rounds > 1;
    }

    /** Instances that the tick in hand covers. */
    int size() {
        return count;
    }

    /** The slot of one of them, by id. */
    int at(final int place) {
        return covered[place];
    }

    /** Something has happened: every instance is to be covered anew. */
    public void restart() {
        state.carried.quietTicks(0);
    }

    /**
     * The tick ends.
     *
     * @param isOwn whether it is the core's own, which come at even paces, so that each covers what is next.
     * @return whether another one is to follow, as something was not covered since something happened.
     */
    public boolean end(final boolean decided, final boolean isOwn) {
        if (decided) {
            restart();
        } else if (isOwn) {
            state.carried.quietTicks(state.carried.quietTicks() + 1);
        }
        return rounds > 1 && state.carried.quietTicks() < rounds;
    }
}
