package io.swarmbid.host.run;

import io.swarmbid.host.process.TaskEnd;

/** What other threads tell the main thread of a run. */
sealed interface Signal {
    /** A process ended. */
    record Ended(TaskEnd end) implements Signal {}

    /** A command could not be started. */
    record NotStarted(RunTask task) implements Signal {}

    /** Something changed that may end the run. */
    record Wake() implements Signal {}

    /** A thread of the run failed. */
    record Failed(Throwable cause) implements Signal {}
}
