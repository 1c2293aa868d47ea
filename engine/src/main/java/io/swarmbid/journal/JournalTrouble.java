package io.swarmbid.journal;

/**
 * What the journal could not write ahead of its need, as on a full disk. The engine goes on, and nothing is lost.
 *
 * @param subject what it is.
 * @param attempts that have failed in a row.
 * @param bytesLeft in the segment that is appended to; a command takes 40 and its own.
 * @param cause whose message names the file.
 */
public record JournalTrouble(
        Subject subject, int attempts, long bytesLeft, JournalException cause) {
    /** What can be wanted ahead. */
    public enum Subject {
        /** The next segment. It is tried again each second; the engine stops when it is needed and still cannot be had. */
        NEXT_SEGMENT,
        /** A snapshot. The next one is tried when it is due; until then recovery takes longer. */
        SNAPSHOT
    }
}
