package io.swarmbid.pipeline;

import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Something that ought to keep up, for a {@link WatchdogConfig watchdog} to look at. The figures are read by the
 * watchdog's thread, at any time.
 *
 * @param name that alarms give.
 * @param waiting how much work waits for it; 0 or less: none.
 * @param done a count that moves whenever it gets on with its work.
 * @param bound beyond which what waits is too much, {@link Long#MAX_VALUE} if there is no such bound.
 */
public record Watched(String name, LongSupplier waiting, LongSupplier done, long bound) {
    public Watched {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(waiting, "waiting");
        Objects.requireNonNull(done, "done");
    }
}
