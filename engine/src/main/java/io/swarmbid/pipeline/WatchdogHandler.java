package io.swarmbid.pipeline;

/**
 * Is told what a watchdog finds. Called on the watchdog's thread; what it throws stops the engine. It must not wait for
 * the engine, which may be what stands still.
 */
@FunctionalInterface
public interface WatchdogHandler {
    /** Something does not keep up. Told once, until it is over. */
    void onAlarm(Alarm alarm);

    /** It is over; {@code lastedNs} tells how long it was so in all. */
    default void onAllClear(final Alarm alarm) {}
}
