package io.swarmbid.state;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.config.Limits;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Counters;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;

/** Pools by slot, in the order of their coming, and by id. They never leave. Not threadsafe. */
public final class PoolTable extends PoolRecords {
    private static final int SIZE = 0;
    private static final int CHANGES = 1;
    private static final int COUNTERS = 2;

    private final SlotIndex index;
    private final Counters counters;

    public PoolTable(final Arena arena) {
        super(arena, Limits.MAX_POOLS);
        index = new SlotIndex(arena, MemoryTag.POOLS, Limits.MAX_POOLS);
        counters = new Counters(arena, MemoryTag.POOLS, COUNTERS);
    }

    /** The slot of a pool, or -1. */
    public int find(final long id) {
        return index.get(id);
    }

    public boolean isFull() {
        return size() == Limits.MAX_POOLS;
    }

    /** A zeroed record for a new pool; the table is not full. */
    public int add(final long id) {
        final int slot = size();
        clear(slot);
        id(slot, id);
        index.put(id, slot);
        counters.add(SIZE, 1);
        return slot;
    }

    public int size() {
        return counters.getInt(SIZE);
    }

    /** How often a pool has come, or its cost or reserve has changed. */
    public long changes() {
        return counters.get(CHANGES);
    }

    /** VRUs of a kind per instance. */
    public int vrus(final int slot, final int kind) {
        return intOf(slot, PoolDescriptor.VCPU_OFFSET, kind);
    }

    /** Share of the cost, ppm. */
    public int kindWeightPpm(final int slot, final int kind) {
        return intOf(slot, PoolDescriptor.VCPU_WEIGHT_PPM_OFFSET, kind);
    }

    private int intOf(final int slot, final int field, final int kind) {
        return buffer.getInt(slot * PoolDescriptor.LENGTH + field + kind * Integer.BYTES);
    }

    private long longOf(final int slot, final int field, final int kind) {
        return buffer.getLong(slot * PoolDescriptor.LENGTH + field + kind * Long.BYTES);
    }

    private void longOf(final int slot, final int field, final int kind, final long value) {
        buffer.putLong(slot * PoolDescriptor.LENGTH + field + kind * Long.BYTES, value);
    }

    /** Cost per VRU of a kind, femto per hour. */
    public long unitCost(final int slot, final int kind) {
        return longOf(slot, PoolDescriptor.COST_VCPU_OFFSET, kind);
    }

    /** Reserve per VRU of a kind, femto per hour. */
    public long reserve(final int slot, final int kind) {
        return longOf(slot, PoolDescriptor.RESERVE_VCPU_OFFSET, kind);
    }

    /** The kind where there is just one, else -1. */
    public int onlyKind(final int slot) {
        return kinds(slot) != 1 ? -1 : vcpu(slot) > 0 ? 0 : memory(slot) > 0 ? 1 : 2;
    }

    /** Weight of a VRU of a kind in the dominant share, over a denominator that the kinds have in common. */
    public int shareWeight(final int slot, final int kind) {
        return intOf(slot, PoolDescriptor.SHARE_VCPU_OFFSET, kind);
    }

    /** Weight of all VRUs of an instance, which is the same for each kind that it has. */
    public long wholeWeight(final int slot) {
        final int kind = vcpu(slot) > 0 ? 0 : memory(slot) > 0 ? 1 : 2;
        return (long) vrus(slot, kind) * shareWeight(slot, kind);
    }

    /** Computes what follows from shape, cost and margin. */
    public void derive(final int slot) {
        counters.add(CHANGES, 1);
        int kinds = 0;
        int denominator = 1;
        for (int kind = 0; kind < 3; kind++) {
            if (vrus(slot, kind) > 0) {
                kinds++;
                denominator *= vrus(slot, kind);
            }
        }
        kinds(slot, kinds);
        for (int kind = 0; kind < 3; kind++) {
            final int vrus = vrus(slot, kind);
            final long cost =
                    vrus == 0 ? 0 : Wide.mulDivFloor(cost(slot), kindWeightPpm(slot, kind), vrus);
            longOf(slot, PoolDescriptor.COST_VCPU_OFFSET, kind, cost);
            longOf(
                    slot,
                    PoolDescriptor.RESERVE_VCPU_OFFSET,
                    kind,
                    cost + minimumMargin(slot) * Limits.PPM);
            buffer.putInt(
                    slot * PoolDescriptor.LENGTH
                            + PoolDescriptor.SHARE_VCPU_OFFSET
                            + kind * Integer.BYTES,
                    vrus == 0 ? 0 : denominator / vrus);
        }
    }

    /** Runs the integrals of the costs up to now. */
    public void integrate(final int slot, final long now) {
        final long elapsed = now - integratedAt(slot);
        if (elapsed == 0) {
            return;
        }
        integratedAt(slot, now);
        for (int kind = 0; kind < 3; kind++) {
            Integrals.advance(
                    buffer,
                    slot * PoolDescriptor.LENGTH
                            + PoolDescriptor.INTEGRAL_VCPU_HIGH_OFFSET
                            + kind * Integrals.LENGTH,
                    unitCost(slot, kind),
                    elapsed);
        }
    }

    /** Adds the integral of a kind, times a factor. */
    public void addIntegral(final int slot, final int kind, final int factor, final Int128 sum) {
        Integrals.addTo(
                buffer,
                slot * PoolDescriptor.LENGTH
                        + PoolDescriptor.INTEGRAL_VCPU_HIGH_OFFSET
                        + kind * Integrals.LENGTH,
                factor,
                sum);
    }

    /** Sign of the normalised cost (cost / weight) of one pool minus another's. */
    public int compareNormalisedCost(final int left, final int right) {
        return Int128.compareProducts(cost(left), weight(right), cost(right), weight(left));
    }
}
