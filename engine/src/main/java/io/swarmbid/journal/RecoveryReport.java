package io.swarmbid.journal;

import java.util.List;

/**
 * What a launch found in the journal's directory.
 *
 * @param lastSequence input sequence of the last command that was recovered; 0 in a new directory.
 * @param timeNs logical time of the recovered state.
 * @param decisions decisions made up to there; also the sequence of the last one.
 * @param snapshotSequence last input that the snapshot held from which recovery began; -1 if it began without one.
 * @param replayedCommands commands read from the journal after it.
 * @param cleanlyClosed whether the engine before this one was closed; then the digest of the state has been checked.
 * @param unfinishedBytes bytes of a last record that the engine before was writing when it died, and that have been
 *     cleared. The command in it was not acknowledged.
 * @param losses what could not be read and was set aside, empty unless asked for by {@link
 *     RecoveryMode#TO_LAST_GOOD}.
 * @param durationNs how long it took.
 */
public record RecoveryReport(
        long lastSequence,
        long timeNs,
        long decisions,
        long snapshotSequence,
        long replayedCommands,
        boolean cleanlyClosed,
        int unfinishedBytes,
        List<String> losses,
        long durationNs) {}
