package io.swarmbid.simulation;

/** Where in the course of a command an engine dies. */
enum CrashPoint {
    /** The command is not in the journal: nobody knows of it. */
    BEFORE_THE_COMMAND,
    /** The command is in the journal, and none of its decisions has left. */
    BEFORE_THE_DECISIONS
}
