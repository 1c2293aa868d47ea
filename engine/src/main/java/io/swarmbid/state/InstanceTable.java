package io.swarmbid.state;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.Counters;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;
import io.swarmbid.memory.SlotStack;
import io.swarmbid.memory.Work;

/** Instances by slot, by id and in the order of their ids. Not threadsafe. */
public final class InstanceTable extends InstanceRecords {
    private static final int FORCED = 1;
    private static final int REVIEW = 2;
    private static final int CHANGED = 4;
    private static final int JUDGE = 8;
    private static final int SENSITIVE = 16;
    private static final int CONTENT = 32;

    private static final int SIZE = 0;
    private static final int TURNS = 1;
    private static final int PENDING_COUNT = 2;

    public static final int PENDING = 0;
    public static final int READY = 1;
    public static final int DRAINING = 2;
    public static final int INTERRUPTED = 3;

    /** It leaves with this event. */
    public static final int GONE = 4;

    /** One for the live instance, one for another that the same event has ended. */
    static final int SLOTS_PER_INSTANCE = 2;

    private final SlotIndex index;
    private final SlotStack slots;
    private final Block sorted;
    private final Block places;
    private final PoolOrder byPool;
    private final Block preemptions;
    private final Block replaced;
    private final int budget;
    private final int limit;
    private final Counters counters;

    /** Rank of an instance where something may be had for nothing. */
    private static final long OPEN = -1;

    /** Within an event only. */
    private int leaving;

    /** A table for so many live instances; those that leave in an event keep their slots until its end. */
    public InstanceTable(final Arena arena, final int limit, final int preemptionBudget) {
        super(arena, SLOTS_PER_INSTANCE * limit);
        this.limit = limit;
        final int capacity = SLOTS_PER_INSTANCE * limit;
        index = new SlotIndex(arena, MemoryTag.INSTANCES, capacity);
        slots = new SlotStack(arena, MemoryTag.INSTANCES, capacity);
        sorted = arena.allocate(MemoryTag.INSTANCES, (long) capacity * Integer.BYTES);
        counters = new Counters(arena, MemoryTag.INSTANCES, 3);
        budget = preemptionBudget;
        places = arena.allocate(MemoryTag.INSTANCES, (long) capacity * Integer.BYTES);
        byPool = new PoolOrder(arena, MemoryTag.INSTANCES, this, capacity);
        replaced = arena.allocate(MemoryTag.INSTANCES, (long) capacity * Integer.BYTES);
        preemptions =
                arena.allocate(
                        MemoryTag.INSTANCES, Math.max(1L, (long) capacity * budget) * Long.BYTES);
    }

    /** The slot of a live instance, or -1. */
    public int find(final long id) {
        return index.get(id);
    }

    public boolean isFull() {
        return size() - leaving >= limit || slots.isFull();
    }

    /** The instance leaves with this event. */
    void leave(final int slot) {
        become(slot, GONE);
        leaving++;
    }

    /** A zeroed record for a new instance of a pool; the table is not full. */
    public int add(final long id, final int pool) {
        final int slot = slots.take();
        clear(slot);
        id(slot, id);
        pool(slot, pool);
        byPool.add(slot, pool);
        index.put(id, slot);
        counters.add(PENDING_COUNT, 1);
        int at = (int) counters.add(SIZE, 1) - 1;
        while (at > 0 && id(bySortedId(at - 1)) > id) {
            stand(bySortedId(at - 1), at);
            at--;
        }
        stand(slot, at);
        firstTask(slot, TaskTable.NONE);
        holders(slot, TaskTable.NONE);
        lowestHolder(slot, TaskTable.NONE);
        wants(slot, TaskTable.NONE);
        lowRank(slot, OPEN);
        replaces(slot, TaskTable.NONE);
        return slot;
    }

    /** Takes an instance that leaves out of the table. */
    public void remove(final int slot) {
        leaving--;
        index.remove(id(slot));
        slots.give(slot);
        int at = place(slot);
        final int left = (int) counters.add(SIZE, -1);
        for (; at < left; at++) {
            stand(bySortedId(at + 1), at);
        }
        byPool.remove(slot, pool(slot));
    }

    private void stand(final int slot, final int place) {
        sorted.putInt(place * Integer.BYTES, slot);
        places.putInt(slot * Integer.BYTES, place);
    }

    private int place(final int slot) {
        return places.getInt(slot * Integer.BYTES);
    }

    /** The pool in which the instance replaces others of its fleet, {@link TaskTable#NONE} if it replaces none. */
    public int replaces(final int slot) {
        return replaced.getInt(slot * Integer.BYTES);
    }

    public void replaces(final int slot, final int pool) {
        replaced.putInt(slot * Integer.BYTES, pool);
    }

    /** Slots are below this. */
    public int capacity() {
        return SLOTS_PER_INSTANCE * limit;
    }

    public int size() {
        return counters.getInt(SIZE);
    }

    /** The slot of the n-th instance in the order of ids, from 0. */
    public int bySortedId(final int position) {
        Work.step();
        return sorted.getInt(position * Integer.BYTES);
    }

    private int at(final int slot, final int field, final int kind) {
        return slot * InstanceDescriptor.LENGTH + field + kind * Integer.BYTES;
    }

    /** Whether a holder on the instance may not pay any more, because a cost, a bid or its units changed. */
    public boolean isToReview(final int slot) {
        return (marks(slot) & REVIEW) != 0;
    }

    public void toReview(final int slot, final boolean review) {
        marks(slot, review ? marks(slot) | REVIEW : marks(slot) & ~REVIEW);
    }

    /** Whether anything about the instance or what it holds has changed since it was rearranged last. */
    public boolean isChanged(final int slot) {
        return (marks(slot) & CHANGED) != 0;
    }

    public void changed(final int slot, final boolean changed) {
        marks(slot, changed ? marks(slot) & ~CONTENT | CHANGED : marks(slot) & ~CHANGED);
    }

    /** Whether nothing there has changed since it turned out that no task there would gain elsewhere, by {@code Moves}. */
    public boolean isContent(final int slot) {
        return (marks(slot) & CONTENT) != 0;
    }

    public void content(final int slot, final boolean content) {
        marks(slot, content ? marks(slot) | CONTENT : marks(slot) & ~CONTENT);
    }

    /** Whether the next rearrangement may also differ where tasks have only left the queue. */
    public boolean isSensitive(final int slot) {
        return (marks(slot) & SENSITIVE) != 0;
    }

    public void sensitive(final int slot, final boolean sensitive) {
        marks(slot, sensitive ? marks(slot) | SENSITIVE : marks(slot) & ~SENSITIVE);
    }

    /** Whether anything there, or its price, has changed since rejections were judged last. */
    public boolean isToJudge(final int slot) {
        return (marks(slot) & JUDGE) != 0;
    }

    public void toJudge(final int slot, final boolean judge) {
        marks(slot, judge ? marks(slot) | JUDGE : marks(slot) & ~JUDGE);
    }

    /** Whether the instance's price is to be emitted in any case. */
    public boolean isPriceForced(final int slot) {
        return (marks(slot) & FORCED) != 0;
    }

    public void forcePrice(final int slot, final boolean forced) {
        marks(slot, forced ? marks(slot) | FORCED : marks(slot) & ~FORCED);
    }

    /** Healthy VRUs of a kind. */
    public int healthy(final int slot, final int kind) {
        return buffer.getInt(at(slot, InstanceDescriptor.HEALTHY_VCPU_OFFSET, kind));
    }

    public void healthy(final int slot, final int kind, final int value) {
        buffer.putInt(at(slot, InstanceDescriptor.HEALTHY_VCPU_OFFSET, kind), value);
        show(slot);
    }

    /** VRUs of a kind promised to tasks. */
    public int used(final int slot, final int kind) {
        return buffer.getInt(at(slot, InstanceDescriptor.USED_VCPU_OFFSET, kind));
    }

    /** Promises more, or below 0 fewer, VRUs of each kind to tasks. */
    void promise(final int slot, final int vcpu, final int memory, final int accelerator) {
        usedVcpu(slot, usedVcpu(slot) + vcpu);
        usedMemory(slot, usedMemory(slot) + memory);
        usedAccelerator(slot, usedAccelerator(slot) + accelerator);
        show(slot);
    }

    /** The instance comes into another state. */
    public void become(final int slot, final int newState) {
        counters.add(
                PENDING_COUNT, (newState == PENDING ? 1 : 0) - (state(slot) == PENDING ? 1 : 0));
        state(slot, newState);
        counters.add(TURNS, 1);
        show(slot);
    }

    /** Whether an instance is yet to come. */
    public boolean isAnyPending() {
        return counters.get(PENDING_COUNT) > 0;
    }

    /** How often an instance has come into another state. */
    public long turns() {
        return counters.get(TURNS);
    }

    private void show(final int slot) {
        byPool.room(slot, roomOf(slot));
        byPool.rank(slot, rankOf(slot));
    }

    /** Counts tasks, or below 0 takes them off the count, that are exhausted. */
    void countExhausted(final int slot, final int tasks) {
        exhaustedTasks(slot, exhaustedTasks(slot) + tasks);
        byPool.rank(slot, rankOf(slot));
    }

    /**
     * Notes the lowest-ranked last segment on the instance.
     *
     * @param surplus femto per hour.
     * @param weight units times share, 0: there is none, or it is not known.
     * @param wholeWeight of all VRUs of an instance of its pool.
     */
    public void low(final int slot, final long surplus, final long weight, final long wholeWeight) {
        if (surplus != lowSurplus(slot) || weight != lowWeight(slot)) {
            lowSurplus(slot, surplus);
            lowWeight(slot, weight);
            lowRank(
                    slot,
                    surplus < 0 || weight == 0
                            ? OPEN
                            : Wide.mulDivFloor(surplus, wholeWeight, weight));
        }
        byPool.rank(slot, rankOf(slot));
    }

    /** Whether no VRU of any kind is free. */
    public boolean isFull(final int slot) {
        return free(slot, 0) <= 0 && free(slot, 1) <= 0 && free(slot, 2) <= 0;
    }

    /** Where nothing is free every VRU costs at least the lowest rank, or is not to be had; elsewhere less may be lacking. */
    private long rankOf(final int slot) {
        if (state(slot) != READY) {
            return Long.MAX_VALUE;
        }
        if (!isFull(slot) || exhaustedTasks(slot) > 0) {
            return OPEN;
        }
        return preemptibleTasks(slot) == 0
                ? Long.MAX_VALUE
                : Math.min(lowRank(slot), Long.MAX_VALUE - 1);
    }

    /** The position of the ready instance of a pool where it takes least to win, as far as is known; or -1. */
    public int weakest(final int pool) {
        return byPool.weakest(pool);
    }

    /** What it takes at a position: a segment that is worth no more, if it took all of the instance, does not win there. */
    public long rankAt(final int position) {
        return byPool.rankAt(position);
    }

    /**
     * The first instance of a pool in the order of ids, from a position on, that is ready and where a segment could win that
     * is worth so much over its reserve, if it took all of the instance.
     *
     * @param rank femto per hour, rounded up; {@link Long#MAX_VALUE} is never too low.
     * @return its position, to be counted on until an instance comes or goes; or -1.
     */
    public int nextBelow(final int pool, final int position, final long rank) {
        return byPool.nextBelow(pool, position, rank);
    }

    private long roomOf(final int slot) {
        return state(slot) == READY ? pack(free(slot, 0), free(slot, 1), free(slot, 2)) : 0;
    }

    /** A demand of VRUs for {@link #nextWithRoom}; more than 2^20 - 1 of a kind count as that, which no instance has. */
    public static long pack(final int vcpu, final int memory, final int accelerator) {
        return RoomIndex.pack(vcpu, memory, accelerator);
    }

    /** Whether a room holds a demand, both packed. */
    public static boolean holds(final long room, final long demand) {
        return RoomIndex.holds(room, demand);
    }

    /** A packed room, one of few, that no ready instance has more of any kind free than; just enough, or twice that. */
    public long mostRoom() {
        return RoomIndex.roundUp(byPool.mostRoom());
    }

    /** Where {@link #nextWithRoom} and {@link #nextBelow} begin to search in a pool, and its first position. */
    public int firstOf(final int pool) {
        return byPool.first(pool);
    }

    /** The position behind the last of a pool. */
    public int endOf(final int pool) {
        return byPool.end(pool);
    }

    /**
     * The first instance of a pool in the order of ids, from a position on, that is ready and has so much free.
     *
     * @return its position, to be counted on until an instance comes or goes; or -1.
     */
    public int nextWithRoom(final int pool, final int position, final long demand) {
        return byPool.next(pool, position, demand);
    }

    /** The slot of the instance at a position in its pool. */
    public int atPosition(final int position) {
        Work.step();
        return byPool.slotAt(position);
    }

    /** Healthy VRUs of a kind that no task was promised. */
    public int free(final int slot, final int kind) {
        return healthy(slot, kind) - used(slot, kind);
    }

    private int priceAt(final int slot, final int kind) {
        return slot * InstanceDescriptor.LENGTH
                + InstanceDescriptor.PRICE_VCPU_OFFSET
                + kind * Long.BYTES;
    }

    private static int kindAt(final int slot, final int field, final int kind) {
        return slot * InstanceDescriptor.LENGTH + field + kind * Long.BYTES;
    }

    /** What a VRU of a kind was worth over its reserve when the instance was rearranged last, femto per hour. */
    public long dual(final int slot, final int kind) {
        return buffer.getLong(kindAt(slot, InstanceDescriptor.DUAL_VCPU_OFFSET, kind));
    }

    public void dual(final int slot, final int kind, final long value) {
        buffer.putLong(kindAt(slot, InstanceDescriptor.DUAL_VCPU_OFFSET, kind), value);
    }

    /** What of the dual every winner can pay: several kinds' price over the reserve, femto per VRU-hour. */
    public long overReserve(final int slot, final int kind) {
        return buffer.getLong(kindAt(slot, InstanceDescriptor.OVER_VCPU_OFFSET, kind));
    }

    public void overReserve(final int slot, final int kind, final long value) {
        buffer.putLong(kindAt(slot, InstanceDescriptor.OVER_VCPU_OFFSET, kind), value);
    }

    /** Clearing price of a kind, femto per VRU-hour. */
    public long price(final int slot, final int kind) {
        return buffer.getLong(priceAt(slot, kind));
    }

    /** Sets the price of a kind from {@code now} on; what was held until now is integrated at the old one. */
    public void price(final int slot, final int kind, final long price, final long now) {
        integrate(slot, now);
        buffer.putLong(priceAt(slot, kind), price);
    }

    /** Runs the integrals of the prices up to now. */
    public void integrate(final int slot, final long now) {
        final long elapsed = now - pricedAt(slot);
        if (elapsed == 0) {
            return;
        }
        pricedAt(slot, now);
        for (int kind = 0; kind < 3; kind++) {
            Integrals.advance(buffer, integralAt(slot, kind), price(slot, kind), elapsed);
        }
    }

    private int integralAt(final int slot, final int kind) {
        return slot * InstanceDescriptor.LENGTH
                + InstanceDescriptor.INTEGRAL_VCPU_HIGH_OFFSET
                + kind * Integrals.LENGTH;
    }

    /** Adds the integral of a kind, times a factor. */
    public void addIntegral(final int slot, final int kind, final int factor, final Int128 sum) {
        Integrals.addTo(buffer, integralAt(slot, kind), factor, sum);
    }

    /** Counts one preemption at {@code now}. */
    public void countPreemption(final int slot, final long now, final long window) {
        if (budget == 0) {
            return;
        }
        forgetPreemptions(slot, now, window);
        final int count = budgetCount(slot);
        preemptions.putLong(ring(slot, budgetFirst(slot) + count), now);
        budgetCount(slot, count + 1);
    }

    /** Preemptions counted within the window up to now. */
    public int preemptions(final int slot, final long now, final long window) {
        forgetPreemptions(slot, now, window);
        return budgetCount(slot);
    }

    /** Time of the oldest counted preemption; there is one. */
    public long oldestPreemption(final int slot) {
        return preemptions.getLong(ring(slot, budgetFirst(slot)));
    }

    private void forgetPreemptions(final int slot, final long now, final long window) {
        while (budgetCount(slot) > 0 && now - oldestPreemption(slot) >= window) {
            budgetFirst(slot, (budgetFirst(slot) + 1) % budget);
            budgetCount(slot, budgetCount(slot) - 1);
        }
    }

    private int ring(final int slot, final int place) {
        return (slot * budget + place % budget) * Long.BYTES;
    }
}
