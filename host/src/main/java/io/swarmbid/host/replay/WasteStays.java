package io.swarmbid.host.replay;

import io.swarmbid.host.log.Kinds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/**
 * Who holds what on which instance, what that was worth at its price, and how it was used, stay by stay: one begins when a task
 * gets something on an instance and ends when it has nothing there any more. What was revoked with a grace period is held to its
 * end. Not threadsafe.
 */
final class WasteStays {
    private static final double HOUR_NS = 3.6e12;
    private static final int KINDS = Kinds.NAMES.size();
    private static final long NEVER = Long.MAX_VALUE;

    /** A task. Its stay, if it is on an instance, is told apart by what is reset when the next begins. */
    static final class Holder {
        final long id;
        final int taskClass;
        final int customer;
        final int[] bundle;
        private Machine machine;
        private int units;
        private int unitsAfter;
        private long drainsUntilNs = NEVER;
        private BitSet[] drained = new BitSet[KINDS];
        private boolean hasUsage;
        private double[] seen = new double[KINDS];
        private double[] held = new double[KINDS];
        private UseSamples[] use = new UseSamples[KINDS];

        Holder(final long id, final int taskClass, final int customer, final int[] bundle) {
            this.id = id;
            this.taskClass = taskClass;
            this.customer = customer;
            this.bundle = bundle;
        }

        private Holder copy(final Machine on) {
            final Holder copy = new Holder(id, taskClass, customer, bundle);
            copy.machine = on;
            copy.units = units;
            copy.unitsAfter = unitsAfter;
            copy.drainsUntilNs = drainsUntilNs;
            for (int kind = 0; kind < KINDS; kind++) {
                copy.drained[kind] = drained[kind] == null ? null : (BitSet) drained[kind].clone();
            }
            copy.hasUsage = hasUsage;
            copy.seen = seen.clone();
            copy.held = held.clone();
            for (int kind = 0; kind < KINDS; kind++) {
                copy.use[kind] = use[kind] == null ? null : use[kind].copy();
            }
            return copy;
        }

        /** A sample of all that it holds, ppm by kind. Where there is such, reports of single VRUs do not count. */
        void use(final long... ppm) {
            if (units == 0) {
                return;
            }
            if (!hasUsage) {
                hasUsage = true;
                Arrays.fill(use, null);
            }
            for (int kind = 0; kind < KINDS; kind++) {
                if (bundle[kind] > 0) {
                    samples(kind).add(ppm[kind]);
                }
            }
        }

        private UseSamples samples(final int kind) {
            use[kind] = use[kind] == null ? new UseSamples() : use[kind];
            return use[kind];
        }

        private void accrue(final long nowNs) {
            machine.settle(nowNs);
            for (int kind = 0; kind < KINDS; kind++) {
                final double since = machine.paid[kind] - seen[kind];
                held[kind] += since * units * bundle[kind];
                seen[kind] = machine.paid[kind];
            }
        }
    }

    /** An instance: what a VRU of each kind has cost by now, and who holds which. */
    static final class Machine {
        private final long id;
        private final long pool;
        private final double[] price = new double[KINDS];
        private final double[] paid = new double[KINDS];
        private final Holder[][] owners = new Holder[KINDS][0];
        private long sinceNs;

        private Machine(final long id, final long pool) {
            this.id = id;
            this.pool = pool;
        }

        private void settle(final long nowNs) {
            for (int kind = 0; kind < KINDS; kind++) {
                paid[kind] += price[kind] * ((nowNs - sinceNs) / HOUR_NS);
            }
            sinceNs = nowNs;
        }

        /** What a VRU of a kind costs from now on, nano per hour. */
        void price(final int kind, final long perHour, final long nowNs) {
            settle(nowNs);
            price[kind] = perHour;
        }

        /** Who holds these VRUs from now on; null: nobody. */
        void own(final int kind, final int first, final int last, final Holder owner) {
            if (last >= owners[kind].length) {
                owners[kind] = Arrays.copyOf(owners[kind], Math.max(last + 1, 2 * first));
            }
            Arrays.fill(owners[kind], first, last + 1, owner);
            if (owner != null && owner.drained[kind] != null) {
                owner.drained[kind].clear(first, last + 1);
            }
        }

        /** Its owner drains these VRUs from now on. */
        void drain(final int kind, final int first, final int last, final Holder owner) {
            if (owner.drained[kind] == null) {
                owner.drained[kind] = new BitSet();
            }
            owner.drained[kind].set(first, last + 1);
        }

        /** Nobody holds what a task has drained. */
        private void release(final Holder owner) {
            for (int kind = 0; kind < KINDS; kind++) {
                final BitSet vrus = owner.drained[kind];
                owner.drained[kind] = null;
                for (int vru = vrus == null ? -1 : vrus.nextSetBit(0);
                        vru >= 0;
                        vru = vrus.nextSetBit(vru + 1)) {
                    if (owners[kind][vru] == owner) {
                        owners[kind][vru] = null;
                    }
                }
            }
        }

        /** A report of how one VRU is used, ppm. */
        void use(final int kind, final int vru, final long ppm) {
            final Holder owner = vru < owners[kind].length ? owners[kind][vru] : null;
            if (owner != null && owner.machine == this && owner.units > 0 && !owner.hasUsage) {
                owner.samples(kind).report(ppm, (long) owner.units * owner.bundle[kind]);
            }
        }
    }

    private final Map<Long, Holder> holders = new HashMap<>();
    private final Map<Long, Machine> machines = new HashMap<>();

    /** Those that drain, whose drain ends first coming first. */
    private final TreeSet<Holder> draining =
            new TreeSet<>(
                    Comparator.comparingLong((Holder holder) -> holder.drainsUntilNs)
                            .thenComparingLong(holder -> holder.id));

    private final WasteSums<Integer> classes;
    private final WasteSums<Integer> customers;
    private final WasteSums<Long> pools;
    private final WasteSums<Long> instances;

    WasteStays() {
        this(new WasteSums<>(), new WasteSums<>(), new WasteSums<>(), new WasteSums<>());
    }

    private WasteStays(
            final WasteSums<Integer> classes,
            final WasteSums<Integer> customers,
            final WasteSums<Long> pools,
            final WasteSums<Long> instances) {
        this.classes = classes;
        this.customers = customers;
        this.pools = pools;
        this.instances = instances;
    }

    WasteStays copy() {
        final WasteStays copy =
                new WasteStays(classes.copy(), customers.copy(), pools.copy(), instances.copy());
        final Map<Holder, Holder> copies = new HashMap<>();
        machines.forEach(
                (id, machine) -> {
                    final Machine same = new Machine(id, machine.pool);
                    System.arraycopy(machine.price, 0, same.price, 0, KINDS);
                    System.arraycopy(machine.paid, 0, same.paid, 0, KINDS);
                    same.sinceNs = machine.sinceNs;
                    copy.machines.put(id, same);
                });
        holders.forEach(
                (id, holder) -> {
                    final Machine on =
                            holder.machine == null ? null : copy.machines.get(holder.machine.id);
                    copies.put(holder, holder.copy(on));
                    copy.holders.put(id, copies.get(holder));
                });
        draining.forEach(holder -> copy.draining.add(copies.get(holder)));
        machines.forEach(
                (id, machine) -> {
                    final Machine same = copy.machines.get(id);
                    for (int kind = 0; kind < KINDS; kind++) {
                        final Holder[] owners = machine.owners[kind];
                        same.owners[kind] = new Holder[owners.length];
                        Arrays.setAll(same.owners[kind], vru -> copies.get(owners[vru]));
                    }
                });
        return copy;
    }

    /** The task of that id, null if there is none. */
    Holder holder(final long id) {
        return holders.get(id);
    }

    /** The instance of that id, null if it is not ready. */
    Machine machine(final long id) {
        return machines.get(id);
    }

    /** The instance; one that was never said to be ready counts from now on, in a pool of which nothing is known. */
    Machine machineOrNew(final long id) {
        return machines.computeIfAbsent(id, number -> new Machine(number, 0));
    }

    /** A new task; false if there is one of that id. */
    boolean submit(final Holder holder) {
        return holders.putIfAbsent(holder.id, holder) == null;
    }

    void ready(final long instance, final long pool) {
        machines.put(instance, new Machine(instance, pool));
    }

    void gone(final long instance) {
        machines.remove(instance);
    }

    /** What drains up to a time is gone from the end of its drain on. */
    void passTo(final long atNs) {
        while (!draining.isEmpty() && draining.first().drainsUntilNs <= atNs) {
            final Holder holder = draining.first();
            hold(holder, holder.machine, holder.unitsAfter, holder.drainsUntilNs);
        }
    }

    /** The task goes on with what it holds there until a time, then with so many units. */
    void holdUntil(final Holder holder, final long untilNs, final int units) {
        draining.remove(holder);
        holder.unitsAfter = units;
        holder.drainsUntilNs = untilNs;
        draining.add(holder);
    }

    /** The task has so many units of its own there from now on; what it drains besides, it drains on. */
    void grant(final Holder holder, final Machine machine, final int units, final long nowNs) {
        if (holder.machine == machine && holder.drainsUntilNs != NEVER && units < holder.units) {
            holder.unitsAfter = units;
        } else {
            hold(holder, machine, units, nowNs);
        }
    }

    private void endDrain(final Holder holder) {
        if (holder.drainsUntilNs != NEVER) {
            draining.remove(holder);
            holder.drainsUntilNs = NEVER;
            holder.machine.release(holder);
        }
    }

    /** From now on the task holds so many units there, and drains nothing. */
    void hold(final Holder holder, final Machine machine, final int units, final long nowNs) {
        if (holder.machine != null && holder.machine != machine && units > 0) {
            leave(holder, nowNs);
        }
        if (holder.machine == null) {
            if (units == 0) {
                return;
            }
            holder.machine = machine;
            machine.settle(nowNs);
            holder.seen = machine.paid.clone();
        }
        if (holder.machine == machine) {
            endDrain(holder);
            holder.accrue(nowNs);
            holder.units = units;
            if (units == 0) {
                leave(holder, nowNs);
            }
        }
    }

    /** The task is over. */
    void forget(final long id, final long nowNs) {
        final Holder holder = holders.remove(id);
        if (holder != null && holder.machine != null) {
            leave(holder, nowNs);
        }
    }

    private void leave(final Holder holder, final long nowNs) {
        endDrain(holder);
        holder.accrue(nowNs);
        final WasteSums.Sum sum = new WasteSums.Sum();
        for (int kind = 0; kind < KINDS; kind++) {
            final UseSamples use = holder.use[kind];
            sum.held += holder.held[kind];
            if (use != null && !use.isEmpty()) {
                sum.watched += holder.held[kind];
                sum.wasted += holder.held[kind] * (1 - use.p95());
            }
        }
        classes.add(holder.taskClass, sum);
        customers.add(holder.customer, sum);
        pools.add(holder.machine.pool, sum);
        instances.add(holder.machine.id, sum);
        holder.machine = null;
        holder.units = 0;
        holder.hasUsage = false;
        Arrays.fill(holder.held, 0);
        Arrays.fill(holder.use, null);
    }

    /** All stays end now. */
    WasteStays end(final long nowNs) {
        final List<Holder> live = new ArrayList<>(holders.values());
        live.sort(Comparator.comparingLong(holder -> holder.id));
        live.stream().filter(holder -> holder.machine != null).forEach(h -> leave(h, nowNs));
        return this;
    }

    /** The sums of the stays that have ended. */
    Waste waste(final IntFunction<String> symbol, final LongFunction<String> poolName) {
        return new Waste(
                pools.all(),
                classes.lines(id -> 0L, symbol::apply),
                customers.lines(id -> 0L, symbol::apply),
                pools.lines(id -> id, poolName::apply),
                instances.lines(id -> id, id -> ""));
    }
}
