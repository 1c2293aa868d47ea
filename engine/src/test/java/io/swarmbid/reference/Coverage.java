package io.swarmbid.reference;

import io.swarmbid.config.Setting;
import java.util.ArrayList;
import java.util.List;

/** Section 14: the instances that a tick looks at. */
final class Coverage {
    private final World world;
    private final List<InstanceState> covered = new ArrayList<>();
    private long rounds;

    Coverage(final World world) {
        this.world = world;
    }

    /** Those that a tick covers which begins now, by id. */
    List<InstanceState> begin() {
        final List<InstanceState> ready = new ArrayList<>(world.instances.values());
        ready.removeIf(instance -> !instance.isReady());
        final long most = world.settings.get(Setting.TICK_INSTANCES);
        final long interval = world.settings.get(Setting.TICK_INTERVAL);
        final boolean takesTurns = most > 0 && interval > 0;
        rounds = 1;
        while (takesTurns && rounds * most < ready.size()) {
            rounds++;
        }
        covered.clear();
        for (int place = 0; place < ready.size(); place++) {
            if (rounds == 1 || place % rounds == world.now / interval % rounds) {
                covered.add(ready.get(place));
            }
        }
        return covered;
    }

    /** Whether that is not all. */
    boolean takesTurns() {
        return rounds > 1;
    }

    /** What the tick in hand covers. */
    List<InstanceState> covered() {
        return covered;
    }

    void restart() {
        world.quietTicks = 0;
    }

    /** Whether a tick is to follow one that ends. */
    boolean end(final boolean decided, final boolean isOwn) {
        if (decided) {
            restart();
        } else if (isOwn) {
            world.quietTicks++;
        }
        return rounds > 1 && world.quietTicks < rounds;
    }
}
