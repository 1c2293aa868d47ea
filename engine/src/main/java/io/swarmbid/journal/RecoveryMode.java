package io.swarmbid.journal;

/** What a launch does with a journal that is damaged. An unfinished last record is no damage, see {@link RecoveryReport}. */
public enum RecoveryMode {
    /** It throws a {@link JournalDamagedException} that says where and what, and changes no file. */
    STRICT,
    /**
     * It recovers to the last good record before the damage, sets every file of before aside in a directory beside the
     * new ones, and says so in the {@link RecoveryReport}.
     */
    TO_LAST_GOOD
}
