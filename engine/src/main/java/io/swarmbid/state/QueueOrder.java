package io.swarmbid.state;

/** Queued tasks of one group by the value of their first segment, highest first; ties: earlier arrival. Not threadsafe. */
final class QueueOrder extends OrderTree {
    private final TaskTable tasks;

    QueueOrder(final TaskTable tasks) {
        super(tasks);
        this.tasks = tasks;
    }

    @Override
    boolean isFirst(final int left, final int right) {
        final long leftKey = tasks.queueKey(left);
        final long rightKey = tasks.queueKey(right);
        return leftKey != rightKey ? leftKey > rightKey : tasks.isEarlier(left, right);
    }
}
