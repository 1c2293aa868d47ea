package io.swarmbid.view;

import org.agrona.concurrent.UnsafeBuffer;

/** Writes who is granted which VRU, which are faulty, and what they were last seen to do. Decision thread. */
final class VruBlocks {
    private final ConflatingTable allocations;
    private final ConflatingTable telemetry;
    private final ModelClock clock;

    VruBlocks(
            final ConflatingTable allocations,
            final ConflatingTable telemetry,
            final ModelClock clock) {
        this.allocations = allocations;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /** Grants a range, both ends included, to a task. */
    void grant(
            final long instance, final int kind, final int first, final int last, final int task) {
        set(instance, kind, first, last, 0, task);
    }

    /** Frees those of a range, both ends included, that a task has. */
    void revoke(
            final long instance, final int kind, final int first, final int last, final int task) {
        set(instance, kind, first, last, task, 0);
    }

    /** A task drains those of a range, both ends included, that it has. */
    void drain(
            final long instance, final int kind, final int first, final int last, final int task) {
        for (int vru = first; vru <= last; vru++) {
            final int slot = allocations.find(ViewKeys.block(instance, kind, vru));
            if (slot != ConflatingTable.MISSING && owner(slot, vru % ViewKeys.BLOCK) == task) {
                drains(slot, vru % ViewKeys.BLOCK, true);
            }
        }
    }

    /** Frees all VRUs of a kind on an instance that a task has drained. */
    void endDrain(final long instance, final int kind, final int vrus, final int task) {
        for (int first = 0; first < vrus; first += ViewKeys.BLOCK) {
            final int slot = allocations.find(ViewKeys.block(instance, kind, first));
            long left = slot == ConflatingTable.MISSING ? 0 : drains(slot);
            while (left != 0) {
                final int vru = first + Long.numberOfTrailingZeros(left);
                set(instance, kind, vru, vru, task, 0);
                left &= left - 1;
            }
        }
    }

    private int owner(final int slot, final int place) {
        return allocations
                .memory()
                .getInt(allocations.record(slot) + AllocationEntry.OWNERS + place * Integer.BYTES);
    }

    private long drains(final int slot) {
        return allocations.memory().getLong(allocations.record(slot) + AllocationEntry.DRAINS);
    }

    private void drains(final int slot, final int place, final boolean drains) {
        final long bit = 1L << place;
        final long before = drains(slot);
        allocations
                .memory()
                .putLong(
                        allocations.begin(slot) + AllocationEntry.DRAINS,
                        drains ? before | bit : before & ~bit);
        clock.stamp(allocations, slot);
        allocations.end(slot);
    }

    /** Sets the owner of a range, who does not drain it; only where it was {@code from}, unless that is 0. */
    private void set(
            final long instance,
            final int kind,
            final int first,
            final int last,
            final int from,
            final int to) {
        for (int vru = first; vru <= last; ) {
            final int end = Math.min(last, vru | ViewKeys.BLOCK - 1);
            final int slot = change(allocations, ViewKeys.block(instance, kind, vru));
            if (slot == ConflatingTable.MISSING) {
                return;
            }
            final UnsafeBuffer memory = allocations.memory();
            final int owners = allocations.record(slot) + AllocationEntry.OWNERS;
            long drains = drains(slot);
            for (; vru <= end; vru++) {
                final int owner = owners + vru % ViewKeys.BLOCK * Integer.BYTES;
                if (from == 0 || memory.getInt(owner) == from) {
                    memory.putInt(owner, to);
                    drains &= ~(1L << vru % ViewKeys.BLOCK);
                }
            }
            memory.putLong(allocations.record(slot) + AllocationEntry.DRAINS, drains);
            clock.stamp(allocations, slot);
            allocations.end(slot);
        }
    }

    void fault(final long instance, final int kind, final int vru, final boolean isFaulty) {
        final int slot = change(allocations, ViewKeys.block(instance, kind, vru));
        if (slot != ConflatingTable.MISSING) {
            final int faults = allocations.record(slot) + AllocationEntry.FAULTS;
            final long bit = 1L << vru % ViewKeys.BLOCK;
            final long before = allocations.memory().getLong(faults);
            allocations.memory().putLong(faults, isFaulty ? before | bit : before & ~bit);
            clock.stamp(allocations, slot);
            allocations.end(slot);
        }
    }

    void telemetry(
            final long instance,
            final int kind,
            final int vru,
            final int utilisationPpm,
            final long ioBytesPerSecond) {
        final int slot = change(telemetry, ViewKeys.block(instance, kind, vru));
        if (slot != ConflatingTable.MISSING) {
            final UnsafeBuffer memory = telemetry.memory();
            final int record = telemetry.record(slot);
            final int place = vru % ViewKeys.BLOCK;
            final int known = record + TelemetryEntry.KNOWN;
            memory.putLong(known, memory.getLong(known) | 1L << place);
            memory.putInt(
                    record + TelemetryEntry.UTILISATION + place * Integer.BYTES, utilisationPpm);
            memory.putLong(
                    record + TelemetryEntry.IO_BYTES_PER_SECOND + place * Long.BYTES,
                    ioBytesPerSecond);
            clock.stamp(telemetry, slot);
            telemetry.end(slot);
        }
    }

    private static int change(final ConflatingTable table, final long key) {
        final int slot = table.find(key);
        if (slot == ConflatingTable.MISSING) {
            return table.add(key);
        }
        table.begin(slot);
        return slot;
    }

    /** Frees all VRUs of a kind on an instance that a task has. */
    void release(final long instance, final int kind, final int vrus, final int task) {
        for (int vru = 0; vru < vrus; vru += ViewKeys.BLOCK) {
            final int slot = allocations.find(ViewKeys.block(instance, kind, vru));
            if (slot != ConflatingTable.MISSING && has(slot, task)) {
                set(instance, kind, vru, vru + ViewKeys.BLOCK - 1, task, 0);
            }
        }
    }

    private boolean has(final int slot, final int task) {
        final int owners = allocations.record(slot) + AllocationEntry.OWNERS;
        for (int i = 0; i < ViewKeys.BLOCK; i++) {
            if (allocations.memory().getInt(owners + i * Integer.BYTES) == task) {
                return true;
            }
        }
        return false;
    }

    /** Removes all that there is of a kind on an instance. */
    void remove(final long instance, final int kind, final int vrus) {
        for (int vru = 0; vru < vrus; vru += ViewKeys.BLOCK) {
            remove(allocations, ViewKeys.block(instance, kind, vru));
            remove(telemetry, ViewKeys.block(instance, kind, vru));
        }
    }

    private static void remove(final ConflatingTable table, final long key) {
        final int slot = table.find(key);
        if (slot != ConflatingTable.MISSING) {
            table.remove(slot);
        }
    }
}
