package io.swarmbid.view;

/** How far the view is and what it cost to keep it so. Written by the view thread; any thread may read. */
public final class ViewCounters {
    private volatile long inputs;
    private volatile long decisions;
    private volatile long lag;
    private volatile long timesBehind;
    private volatile long conflated;
    private volatile long published;
    private volatile long rebuilds;
    private volatile long passes;

    ViewCounters() {}

    /** Commands that every published entry reflects at least. */
    public long inputs() {
        return inputs;
    }

    /** Decisions that every published entry reflects at least. */
    public long decisions() {
        return decisions;
    }

    /** Commands that the view was behind the engine after it was last published. */
    public long lag() {
        return lag;
    }

    /** Times that it fell behind its bound. */
    public long timesBehind() {
        return timesBehind;
    }

    /** Changes that never were published because a later one of the same entry was. */
    public long conflated() {
        return conflated;
    }

    /** Entries published. */
    public long published() {
        return published;
    }

    /** Times that the maps were made anew because they were beyond use. */
    public long rebuilds() {
        return rebuilds;
    }

    /** Looks at what had changed, whether anything had or not. */
    public long passes() {
        return passes;
    }

    void reached(final long inputSequence, final long decisionSequence, final long behind) {
        decisions = decisionSequence;
        lag = behind;
        inputs = inputSequence;
    }

    void onBehind() {
        timesBehind++;
    }

    void conflated(final long count) {
        conflated = count;
    }

    void onPublished(final long entries) {
        published += entries;
    }

    void onRebuild() {
        rebuilds++;
    }

    void onPass() {
        passes++;
    }
}
