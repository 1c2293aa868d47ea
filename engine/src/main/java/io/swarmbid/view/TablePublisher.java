package io.swarmbid.view;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Brings one map up to what its table in the model says. It remembers which key it last published from each slot, since
 * a slot changes hands without notice, and from which slot each key was last published, since a key that ended in one
 * slot may live again in another. View thread.
 */
final class TablePublisher {
    private final ViewRecord value = new ViewRecord();
    private final ViewRecord page = new ViewRecord();
    private final ViewTable table;
    private final ConflatingTable model;
    private final SymbolTable symbols;
    private final UnsafeBuffer keys;
    private final long[] writes;
    private final SlotIndex slots;
    private int places;

    TablePublisher(
            final ViewTable table,
            final ModelTables tables,
            final int capacity,
            final SymbolTable symbols) {
        this.table = table;
        model = tables.of(table);
        this.symbols = symbols;
        final Arena arena = tables.arena();
        final int pages = (capacity + DirectoryEntry.PLACES - 1) / DirectoryEntry.PLACES;
        keys = arena.allocateShared(MemoryTag.VIEW, (long) pages * DirectoryEntry.KEYS);
        writes = new long[pages];
        slots = new SlotIndex(arena, MemoryTag.VIEW, capacity);
    }

    /**
     * Publishes what changed before a tail of the table.
     *
     * @return how many entries.
     */
    int publish(final ViewMaps maps, final long tail) {
        int count = 0;
        for (int slot = model.poll(tail);
                slot != ConflatingTable.MISSING;
                slot = model.poll(tail)) {
            publishSlot(maps, slot);
            count++;
        }
        return count;
    }

    /** Forgets what was published: the maps are new. */
    void forget() {
        for (int slot = 0; slot < places; slot++) {
            drop(slot, keys.getLong(slot * Long.BYTES));
            keys.putLong(slot * Long.BYTES, 0);
        }
        places = 0;
        Arrays.fill(writes, 0);
    }

    /**
     * Publishes every slot, changed or not.
     *
     * @return whether the map now holds what it should and nothing else.
     */
    boolean publishAll(final ViewMaps maps) {
        final int end = Math.max(places, model.highWater());
        int live = 0;
        for (int slot = 0; slot < end; slot++) {
            publishSlot(maps, slot);
            if (keys.getLong(slot * Long.BYTES) != 0) {
                live++;
            }
        }
        return maps.of(table).size() == live;
    }

    private void drop(final int slot, final long key) {
        if (key != 0 && slots.get(key) == slot) {
            slots.remove(key);
        }
    }

    private void publishSlot(final ViewMaps maps, final int slot) {
        final UnsafeBuffer record = value.buffer();
        model.copy(slot, record);
        final long now = record.getLong(EntryHeader.KEY);
        final long before = keys.getLong(slot * Long.BYTES);
        if (before != now && before != 0 && slots.get(before) == slot) {
            maps.of(table).remove(before);
            slots.remove(before);
        }
        if (before != now) {
            putKey(maps, slot, now);
        }
        if (now != 0) {
            addNames(record);
            maps.of(table).put(now, value.length(table.valueLength()));
        }
    }

    /** Publishes where a key is to be found. */
    private void putKey(final ViewMaps maps, final int slot, final long key) {
        if (key != 0) {
            if (slots.get(key) != SlotIndex.MISSING) {
                slots.remove(key);
            }
            slots.put(key, slot);
        }
        places = Math.max(places, slot + 1);
        keys.putLong(slot * Long.BYTES, key);
        final int number = slot / DirectoryEntry.PLACES;
        page.buffer().putBytes(0, keys, number * DirectoryEntry.KEYS, DirectoryEntry.KEYS);
        maps.directory()
                .put(
                        DirectoryEntry.key(table, slot),
                        page.length(DirectoryEntry.LENGTH),
                        ++writes[number]);
    }

    private void addNames(final UnsafeBuffer record) {
        switch (table) {
            case TASKS -> {
                name(record, "customer", TaskEntry.CUSTOMER, TaskEntry.CUSTOMER_NAME);
                name(record, "class", TaskEntry.CLASS, TaskEntry.CLASS_NAME);
            }
            case POOLS -> name(record, "name", PoolEntry.SYMBOL, PoolEntry.NAME);
            default -> {
                // Numbers only.
            }
        }
    }

    /** Puts the name beside its number. A number that has none says so itself, with the command's field. */
    private void name(
            final UnsafeBuffer record, final String field, final int symbol, final int name) {
        final int number = record.getInt(symbol);
        NameField.put(
                record,
                name,
                number >= 0 && number < symbols.size()
                        ? symbols.text(number)
                        : field + " #" + number + " (no symbol)");
    }

    /** Slots below this hold all that was published. */
    int places() {
        return places;
    }
}
