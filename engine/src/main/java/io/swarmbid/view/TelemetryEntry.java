package io.swarmbid.view;

/**
 * Layout of the entry of up to 64 neighbouring VRUs of a kind on an instance: what each was last seen to do. After the
 * {@link EntryHeader}; the key is {@link ViewKeys#block}. Missing where there was no telemetry.
 */
final class TelemetryEntry {
    /** A bit for each VRU, the lowest first: there was telemetry of it. */
    static final int KNOWN = EntryHeader.LENGTH;

    /** Parts per million of each VRU. */
    static final int UTILISATION = KNOWN + Long.BYTES;

    /** Bytes per second of each VRU. */
    static final int IO_BYTES_PER_SECOND = UTILISATION + ViewKeys.BLOCK * Integer.BYTES;

    static final int LENGTH = IO_BYTES_PER_SECOND + ViewKeys.BLOCK * Long.BYTES;

    private TelemetryEntry() {}
}
