package io.swarmbid.bench;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.SplittableRandom;

/**
 * The market that the benchmarks trade in, the same for every contender: one pool of one kind, 100 instances of 16 VRUs,
 * 1,000 live tasks of one bundle each, Amdahl speed-up, bids spread evenly from 1.2 to 4.2 times the reserve. Seeded.
 */
public final class Market {
    public static final int INSTANCES = 100;
    public static final int VRUS = 16;
    public static final int TASKS = 1_000;

    /** Reserve of a VRU-hour, nano. */
    private static final long RESERVE = 1_000_000;

    /** One hour at one unit, so that the bid is the rate. */
    private static final long WORK_NS = 3_600_000_000_000L;

    private static final int SERIAL_PPM = 100_000;

    private final SplittableRandom random = new SplittableRandom(42);
    private final TaskSpec task;
    private final int maxUnits;

    /** A market whose tasks take up to so many units: 1 leaves room, 4 asks for 2.5 times the capacity. */
    public Market(final int maxUnits) {
        this.maxUnits = maxUnits;
        task = new TaskSpec(Settings.defaults().getInt(Setting.MAX_UNITS));
    }

    /** Settings of every run: no autoscaling, the default hysteresis, no hold. */
    public static Settings settings() {
        return Settings.defaults().with(Setting.AUTOSCALE, 0).with(Setting.MINIMUM_HOLD, 0);
    }

    /** The pool, with id 1. */
    public PoolSpec pool() {
        return new PoolSpec().pool(1).cost(RESERVE * VRUS).vrus(VRUS, 0, 0);
    }

    /** The next bid for a task. */
    public TaskSpec task(final long id) {
        return task.reset()
                .task(id)
                .bid(bid(), WORK_NS)
                .units(1, maxUnits)
                .bundle(1, 0, 0)
                .serialPpm(SERIAL_PPM);
    }

    /** The next bid, nano for the whole task. */
    public long bid() {
        return RESERVE * 12 / 10 + random.nextLong(3 * RESERVE);
    }

    /** An encoder for its commands. */
    public static CommandEncoder encoder() {
        return new CommandEncoder(settings());
    }
}
