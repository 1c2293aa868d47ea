package io.swarmbid.view;

/** Layout of a price's entry, after the {@link EntryHeader}; the key is {@link ViewKeys#price}. */
final class PriceEntry {
    /** Nano-currency per VRU-hour. */
    static final int PRICE = EntryHeader.LENGTH;

    static final int LENGTH = PRICE + Long.BYTES;

    private PriceEntry() {}
}
