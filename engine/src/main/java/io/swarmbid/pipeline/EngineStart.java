package io.swarmbid.pipeline;

import io.swarmbid.core.AllocationCore;
import io.swarmbid.journal.Journal;

/**
 * With what an engine begins.
 *
 * @param journal null if there is none.
 */
record EngineStart(AllocationCore core, Journal journal) implements AutoCloseable {
    /** Input sequence of the last command before this engine. */
    long lastSequence() {
        return journal == null ? 0 : journal.journaledSequence();
    }

    @Override
    public void close() {
        try {
            if (journal != null) {
                journal.close();
            }
        } finally {
            core.close();
        }
    }
}
