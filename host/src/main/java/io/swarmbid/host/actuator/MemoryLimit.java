package io.swarmbid.host.actuator;

/**
 * How far a memory limit is in effect.
 *
 * @param wantedBytes asked for last; {@link TaskGroup#UNLIMITED} for none
 * @param appliedBytes in effect now; {@link TaskGroup#UNLIMITED} for none
 * @param problem why the two differ, or null
 */
public record MemoryLimit(long wantedBytes, long appliedBytes, String problem) {
    /** Whether the limit asked for is the one in effect. */
    public boolean settled() {
        return wantedBytes == appliedBytes;
    }
}
