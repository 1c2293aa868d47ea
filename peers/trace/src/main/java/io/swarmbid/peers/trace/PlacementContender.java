package io.swarmbid.peers.trace;

/** Something that places tasks on hosts. One thread calls it. */
public interface PlacementContender extends AutoCloseable {
    /**
     * Places tasks, the earlier ones first.
     *
     * @param from the first task.
     * @param to the task after the last.
     * @param hostOf takes the host of each task that is placed.
     */
    void place(int from, int to, int[] hostOf);

    /** A task ends on its host. */
    void end(int task, int host);

    @Override
    void close();
}
