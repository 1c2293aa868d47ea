package io.swarmbid.journal;

import java.nio.file.Path;

/** What {@link JournalConfig#conclude} found good. Immutable. */
public record JournalOptions(
        Path directory,
        SyncLevel sync,
        long syncIntervalNs,
        int segmentBytes,
        long snapshotEvery,
        RecoveryMode recovery,
        long redeliverAfter,
        boolean deleteCovered) {}
