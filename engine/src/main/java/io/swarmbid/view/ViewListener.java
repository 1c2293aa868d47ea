package io.swarmbid.view;

/**
 * Is told how the shared view fares. The engine goes on whatever happens to its view. Called on the view thread, a
 * failure of the model on the thread that hands over decisions; a call must not wait for either.
 */
public interface ViewListener {
    /** Says nothing. */
    ViewListener NONE = new ViewListener() {};

    /**
     * The maps were beyond use and are being made anew from the engine's state.
     *
     * @param cause what was wrong with them.
     */
    default void onRebuild(final Throwable cause) {}

    /**
     * The view is more than its bound behind the engine: what it publishes is conflated, and none of it is lost.
     *
     * @param lag commands that it is behind.
     */
    default void onBehind(final long lag) {}

    /** It is within its bound again. */
    default void onCaughtUp(final long lag) {}

    /**
     * Nothing is published any more.
     *
     * @param cause why.
     */
    default void onFailure(final Throwable cause) {}
}
