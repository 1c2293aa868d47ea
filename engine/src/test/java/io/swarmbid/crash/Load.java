package io.swarmbid.crash;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.SplittableRandom;
import org.agrona.MutableDirectBuffer;

/** A stream of commands of which every one is known from the seed and its number alone, whoever makes it. */
final class Load {
    private static final int INSTANCES = 12;
    private static final int TASKS = 400;
    private static final int CUSTOMERS = 5_000;

    private final Settings settings = settings();
    private final CommandEncoder encoder = new CommandEncoder(settings);
    private final TaskSpec task = new TaskSpec(settings.getInt(Setting.MAX_UNITS));
    private final long seed;

    Load(final long seed) {
        this.seed = seed;
    }

    /** A small market with everything that fires timers. */
    static Settings settings() {
        return Settings.defaults()
                .with(Setting.TICK_INTERVAL, 3_000_000)
                .with(Setting.MINIMUM_HOLD, 1_000_000)
                .with(Setting.FINDING_WINDOW, 2_000_000)
                .with(Setting.AGING, 1_000_000)
                .with(Setting.LEARNING, 1)
                .with(Setting.MAX_TASKS, 1_024)
                .with(Setting.MAX_INSTANCES, 32)
                .with(Setting.MAX_VRUS_PER_INSTANCE, 64)
                .with(Setting.MAX_UNITS, 32);
    }

    /** Interns the strings that command k names, the same numbers for the same commands. */
    static int customer(final SymbolTable symbols, final long k) {
        return symbols.intern("customer-" + k / 100 % CUSTOMERS);
    }

    private PoolSpec pool() {
        return new PoolSpec()
                .pool(1)
                .cost(16_000_000)
                .vrus(16, 32, 0)
                .stock(1_000_000)
                .activation(2_000_000, 1_000, 0);
    }

    /** Encodes command k, from 1; the strings that it names are interned on the way. */
    long encode(final MutableDirectBuffer to, final long k, final SymbolTable symbols) {
        if (k == 1) {
            return encoder.pool(to, 0, pool());
        }
        if (k <= 1 + INSTANCES) {
            return encoder.instance(to, 0, k - 1, 1);
        }
        final SplittableRandom random = new SplittableRandom(seed * 1_000_003 + k);
        final long id = 1 + random.nextInt(TASKS);
        final int instance = 1 + random.nextInt(INSTANCES);
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> encoder.task(to, 0, bid(random, id, customer(symbols, k)));
            case 6, 7 -> encoder.rebid(to, 0, id, 1 + random.nextInt(9_000));
            case 8, 9 -> encoder.complete(to, 0, id, CompleteStatus.DONE);
            case 10 -> encoder.cancel(to, 0, id);
            case 11 -> encoder.usage(to, 0, id, random.nextInt(1_000_000), 500_000, 0, 7);
            case 12 ->
                    encoder.telemetry(to, 0, instance, Kind.VCPU, 3, random.nextInt(1_000_000), 1);
            case 13 -> encoder.vruFault(to, 0, instance, Kind.VCPU, random.nextInt(16));
            case 14 -> encoder.vruRepair(to, 0, instance, Kind.VCPU, random.nextInt(16));
            default -> encoder.progress(to, 0, id, random.nextInt(4_000_000));
        };
    }

    private TaskSpec bid(final SplittableRandom random, final long id, final int customer) {
        final TaskSpec spec =
                task.reset()
                        .task(id)
                        .bid(500 + random.nextInt(9_000), 1_000_000 + random.nextInt(9_000_000))
                        .units(1, 1 + random.nextInt(8))
                        .bundle(1, random.nextInt(3), 0)
                        .serialPpm(random.nextInt(4) * 50_000);
        spec.customer = customer;
        spec.ttl = 1_000_000 + random.nextInt(20_000_000);
        return spec;
    }
}
