package io.swarmbid.codec;

import static io.swarmbid.config.Limits.MAX_BID;
import static io.swarmbid.config.Limits.MAX_COST;
import static io.swarmbid.config.Limits.MAX_ID;
import static io.swarmbid.config.Limits.MAX_MARGIN;
import static io.swarmbid.config.Limits.MAX_TIME_NS;
import static io.swarmbid.config.Limits.PPM;

import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.config.Limits;

/** What can be said of a command without knowing the state. Each check returns the first refusal, or null. */
final class StaticChecks {
    private static final int MAX_COUNT = 1_000_000_000;
    private static final long MAX_MOVE_COST = 1_000_000_000_000_000L;

    private final int maxUnits;
    private final int maxVrus;

    StaticChecks(final int maxUnits, final int maxVrus) {
        this.maxUnits = maxUnits;
        this.maxVrus = maxVrus;
    }

    static boolean outside(final long value, final long min, final long max) {
        return value < min || value > max;
    }

    static boolean badId(final long id) {
        return outside(id, 1, MAX_ID);
    }

    static boolean badInstance(final long id) {
        return outside(id, 1, MAX_TIME_NS);
    }

    static boolean badKind(final Kind kind) {
        return kind == null || kind == Kind.NULL_VAL;
    }

    static boolean badPpm(final long value) {
        return outside(value, 0, PPM);
    }

    private static boolean badSymbol(final int symbol) {
        return outside(symbol, 0, SymbolTable.CAPACITY - 1);
    }

    Refusal pool(final PoolSpec pool) {
        if (badId(pool.pool)) {
            return Refusal.ID;
        }
        if (badSymbol(pool.name)) {
            return Refusal.SYMBOL;
        }
        if (outside(pool.cost, 0, MAX_COST)) {
            return Refusal.COST;
        }
        if (outside(pool.weight, 1, 1_000_000)) {
            return Refusal.WEIGHT;
        }
        if (outside(pool.stock, 0, MAX_COUNT)) {
            return Refusal.STOCK;
        }
        if (badBundle(pool.vcpu, pool.memory, pool.accelerator)) {
            return Refusal.VRUS;
        }
        if (!pool.defaultKindWeights && badWeights(pool)) {
            return Refusal.KIND_WEIGHTS;
        }
        if (outside(pool.activationDelay, 0, MAX_TIME_NS)) {
            return Refusal.ACTIVATION_DELAY;
        }
        if (outside(pool.activationCost, 0, MAX_COST)) {
            return Refusal.ACTIVATION_COST;
        }
        if (outside(pool.billingQuantum, 0, MAX_TIME_NS)) {
            return Refusal.BILLING_QUANTUM;
        }
        final boolean badMargin =
                pool.minimumMargin != PoolSpec.FROM_SETTINGS
                        && outside(pool.minimumMargin, 0, MAX_MARGIN);
        return badMargin ? Refusal.MINIMUM_MARGIN : null;
    }

    private static boolean badWeights(final PoolSpec pool) {
        return badWeight(pool.vcpuWeightPpm, pool.vcpu)
                || badWeight(pool.memoryWeightPpm, pool.memory)
                || badWeight(pool.acceleratorWeightPpm, pool.accelerator)
                || pool.vcpuWeightPpm + pool.memoryWeightPpm + pool.acceleratorWeightPpm != PPM;
    }

    private static boolean badWeight(final int weightPpm, final int vrus) {
        return badPpm(weightPpm) || (vrus == 0 && weightPpm != 0);
    }

    private boolean badBundle(final int vcpu, final int memory, final int accelerator) {
        return outside(vcpu, 0, maxVrus)
                || outside(memory, 0, maxVrus)
                || outside(accelerator, 0, maxVrus)
                || (vcpu | memory | accelerator) == 0;
    }

    Refusal fleet(final FleetSpec fleet) {
        if (badId(fleet.fleet)) {
            return Refusal.ID;
        }
        if (badSymbol(fleet.customer)) {
            return Refusal.SYMBOL;
        }
        if (outside(fleet.bid, 0, MAX_BID)) {
            return Refusal.BID;
        }
        final boolean byJobs = fleet.jobs != 0 || fleet.period != FleetSpec.ABSENT;
        if (byJobs
                && (fleet.target != 0
                        || outside(fleet.jobs, 1, MAX_COUNT)
                        || outside(fleet.period, 1, Limits.MAX_TIME_NS))) {
            return Refusal.JOBS;
        }
        if (!byJobs && outside(fleet.target, 1, MAX_COUNT)) {
            return Refusal.TARGET;
        }
        if (fleet.budget != FleetSpec.ABSENT && outside(fleet.budget, 0, MAX_BID)) {
            return Refusal.BUDGET;
        }
        if (outside(fleet.firm, 0, byJobs ? MAX_COUNT : fleet.target)) {
            return Refusal.FIRM;
        }
        if (fleet.strategy == null || fleet.strategy == Strategy.NULL_VAL) {
            return Refusal.STRATEGY;
        }
        return badPools(fleet.pools, fleet.poolCount) ? Refusal.POOLS : null;
    }

    Refusal task(final TaskSpec task) {
        if (badId(task.task)) {
            return Refusal.ID;
        }
        if (task.fleet != TaskSpec.ABSENT && badId(task.fleet)) {
            return Refusal.ID;
        }
        if (badSymbol(task.customer) || badSymbol(task.className)) {
            return Refusal.SYMBOL;
        }
        if (outside(task.bid, 0, MAX_BID)) {
            return Refusal.BID;
        }
        if (outside(task.work, 1, MAX_TIME_NS)) {
            return Refusal.WORK;
        }
        if (outside(task.max, 1, maxUnits)) {
            return Refusal.MAX;
        }
        if (outside(task.min, 0, task.max)) {
            return Refusal.MIN;
        }
        if (badBundle(task.vcpu, task.memory, task.accelerator)) {
            return Refusal.BUNDLE;
        }
        if (task.deadline != TaskSpec.ABSENT && outside(task.deadline, 0, MAX_TIME_NS)) {
            return Refusal.DEADLINE;
        }
        if (task.ttl != TaskSpec.ABSENT && outside(task.ttl, 0, MAX_TIME_NS)) {
            return Refusal.TTL;
        }
        if (outside(task.moveCost, 0, MAX_MOVE_COST)) {
            return Refusal.MOVE_COST;
        }
        if (badPools(task.pools, task.poolCount)) {
            return Refusal.POOLS;
        }
        return speedup(task);
    }

    private static Refusal speedup(final TaskSpec task) {
        int largest = Speedup.amdahlPpm(task.max, 0);
        if (task.tableLength != 0) {
            if (task.tableLength != task.max
                    || task.tableLength > task.tablePpm.length
                    || task.tablePpm[0] != PPM) {
                return Refusal.TABLE;
            }
            largest = 0;
            for (int i = 0; i < task.tableLength; i++) {
                if (task.tablePpm[i] < 0) {
                    return Refusal.TABLE;
                }
                largest = Math.max(largest, task.tablePpm[i]);
            }
        } else {
            if (badPpm(task.serialPpm)) {
                return Refusal.SERIAL;
            }
            largest = Speedup.amdahlPpm(task.max, task.serialPpm);
        }
        return Speedup.valueRateFits(Speedup.bidRate(task.bid, task.work), largest)
                ? null
                : Refusal.VALUE_RATE;
    }

    private static boolean badPools(final long[] pools, final int count) {
        if (outside(count, 0, Limits.MAX_POOLS_LISTED)) {
            return true;
        }
        for (int i = 0; i < count; i++) {
            if (badId(pools[i])) {
                return true;
            }
            for (int j = 0; j < i; j++) {
                if (pools[i] == pools[j]) {
                    return true;
                }
            }
        }
        return false;
    }
}
