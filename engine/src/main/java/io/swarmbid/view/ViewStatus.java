package io.swarmbid.view;

/**
 * Who publishes a view, and how far it is.
 *
 * @param isLive whether the engine's process lives and publishes; else what follows is the last that it said.
 * @param isClosed whether the engine was closed in order and this is its last state.
 * @param repaired entries that were found corrupt after the engine's process died, and are missing.
 * @param process its id.
 * @param startedAtMs when it began to publish, milliseconds since 1970.
 * @param writtenAtMs when it published last; a live one does so at least twice a second.
 * @param engineInputs commands that the engine had applied then.
 * @param engineDecisions decisions that it had made.
 * @param viewInputs commands that every entry reflects at least.
 * @param viewDecisions decisions that every entry reflects at least.
 * @param timeNs logical time of the last event that the view reflects.
 * @param lagBound commands beyond which the view counts as behind.
 * @param timesBehind how often it was.
 * @param conflated changes that were not published because a later one of the same entry was.
 * @param published entries published.
 * @param rebuilds times that the maps were made anew because they were beyond use.
 */
public record ViewStatus(
        boolean isLive,
        boolean isClosed,
        long repaired,
        long process,
        long startedAtMs,
        long writtenAtMs,
        long engineInputs,
        long engineDecisions,
        long viewInputs,
        long viewDecisions,
        long timeNs,
        long lagBound,
        long timesBehind,
        long conflated,
        long published,
        long rebuilds) {
    /** Commands that the view was behind the engine when it was last published. */
    public long lag() {
        return Math.max(0, engineInputs - viewInputs);
    }
}
