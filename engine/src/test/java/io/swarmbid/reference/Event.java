package io.swarmbid.reference;

import io.swarmbid.codec.sbe.RevokeReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What one event has touched and decided so far. */
final class Event {
    /** Of a task's stay on an instance. */
    record Stay(long instance, long task) {}

    /** A VRU that left its owner because it is faulty. */
    record Fault(long instance, long task, int kind, int vru) {}

    /** Input sequence of the command; 0 for a timer. */
    final long cause;

    final TreeSet<Long> dirty = new TreeSet<>();
    final List<TaskState> seekers = new ArrayList<>();
    final List<InstanceState> gone = new ArrayList<>();
    final TreeSet<Long> becameReady = new TreeSet<>();

    /** Tasks that were submitted or rebid while queued. */
    final TreeSet<Long> announced = new TreeSet<>();

    /** The owned VRU that became faulty in this event, or null. */
    Fault fault;

    /** Whether the event is a tick. */
    boolean isTick;

    final List<Decision> decisions = new ArrayList<>();
    private final Map<Stay, RevokeReason> revokeReasons = new LinkedHashMap<>();

    Event(final long cause) {
        this.cause = cause;
    }

    /** Notes why a task loses something; the first reason stands. */
    void revoked(final InstanceState instance, final TaskState task, final RevokeReason reason) {
        revokeReasons.putIfAbsent(new Stay(instance.id, task.id), reason);
    }

    RevokeReason revokeReason(final long instance, final long task) {
        return revokeReasons.get(new Stay(instance, task));
    }

    void seek(final TaskState task) {
        if (!seekers.contains(task)) {
            seekers.add(task);
        }
    }
}
