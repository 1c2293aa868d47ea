package io.swarmbid.view;

/** How the keys of the tables are made that are not keyed by a plain id. */
final class ViewKeys {
    /** VCPU, MEMORY, ACCELERATOR. */
    static final int KINDS = 3;

    /** VRUs in an entry of allocations or telemetry. */
    static final int BLOCK = 64;

    /** Blocks of a kind on an instance: 1,024 VRUs, the largest limit. */
    static final int BLOCKS_MAX = 16;

    private static final int KIND_BITS = 2;
    private static final int BLOCK_BITS = 4;

    private ViewKeys() {}

    static long price(final long instance, final int kind) {
        return instance << KIND_BITS | kind;
    }

    static long instanceOfPrice(final long key) {
        return key >>> KIND_BITS;
    }

    static int kindOfPrice(final long key) {
        return (int) key & (1 << KIND_BITS) - 1;
    }

    static long block(final long instance, final int kind, final int vru) {
        return price(instance, kind) << BLOCK_BITS | vru / BLOCK;
    }

    static long instanceOfBlock(final long key) {
        return instanceOfPrice(key >>> BLOCK_BITS);
    }

    static int kindOfBlock(final long key) {
        return kindOfPrice(key >>> BLOCK_BITS);
    }

    /** The number of its first VRU. */
    static int firstOfBlock(final long key) {
        return ((int) key & (1 << BLOCK_BITS) - 1) * BLOCK;
    }
}
