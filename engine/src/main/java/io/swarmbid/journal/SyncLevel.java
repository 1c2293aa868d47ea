package io.swarmbid.journal;

/** When the journal is forced to the disk. Whatever the level, what is journaled survives the death of the process. */
public enum SyncLevel {
    /** When the operating system likes, and at a clean close. Lost power can take what it had not written yet. */
    NONE,
    /** At intervals, on the journal's thread: lost power can take what came since the last one. */
    INTERVAL,
    /** Every batch of commands, on the engine thread, before the first of its decisions leaves: lost power takes nothing. */
    BATCH
}
