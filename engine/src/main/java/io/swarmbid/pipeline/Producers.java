package io.swarmbid.pipeline;

/** How many threads send commands. */
public enum Producers {
    /** One thread with the engine's only client. Publishing needs no atomic claim. */
    SINGLE,
    /** Any number of threads, each with a client of its own. */
    MULTI
}
