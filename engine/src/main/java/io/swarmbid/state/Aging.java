package io.swarmbid.state;

import io.swarmbid.arithmetic.Wide;
import io.swarmbid.config.Setting;

/**
 * Waiting makes a task's first segment count for more, running takes that away again at the same rate; at ticks only.
 * Section 4a of the rule book. Not threadsafe, no allocation.
 */
public final class Aging {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final EngineState state;
    private final TaskTable tasks;
    private final long ppmPerSecond;
    private final long maxPpm;
    private final long longest;

    Aging(final EngineState state) {
        this.state = state;
        tasks = state.tasks;
        ppmPerSecond = state.settings.get(Setting.AGING);
        maxPpm = state.settings.get(Setting.AGING_MAX);
        longest = ppmPerSecond == 0 ? 0 : Wide.mulDivCeil(maxPpm, NANOS_PER_SECOND, ppmPerSecond);
    }

    /** Whether waiting counts at all. */
    public boolean isOn() {
        return ppmPerSecond > 0;
    }

    /**
     * Counts the time since the last tick; tasks whose age has changed seek, or make their instances dirty.
     *
     * @return whether some task's waiting is still to be counted further.
     */
    public boolean tick() {
        if (!isOn()) {
            return false;
        }
        boolean restless = false;
        for (int task = 0; task < tasks.highWater(); task++) {
            if (tasks.id(task) != 0) {
                count(task);
                restless |= isCounted(task);
            }
        }
        return restless;
    }

    /** Whether the next tick counts time that the task waits or runs. */
    public boolean isCounted(final int task) {
        return isOn()
                && !tasks.is(task, TaskTable.EXHAUSTED)
                && (tasks.isRunning(task) ? tasks.waited(task) > 0 : tasks.waited(task) < longest);
    }

    private void count(final int task) {
        final long now = state.event.now();
        final long elapsed = now - tasks.agedAt(task);
        tasks.agedAt(task, now);
        if (tasks.is(task, TaskTable.EXHAUSTED)) {
            return;
        }
        final boolean runs = tasks.isRunning(task);
        final long before = tasks.waited(task);
        final long waited =
                runs ? Math.max(0, before - elapsed) : Math.min(longest, before + elapsed);
        tasks.waited(task, waited);
        final int age =
                (int) Math.min(maxPpm, Wide.mulDivFloor(ppmPerSecond, waited, NANOS_PER_SECOND));
        if (age == tasks.age(task)) {
            return;
        }
        state.holdings.removeFromQueue(task);
        tasks.age(task, age);
        if (runs) {
            state.holdings.reorder(task);
            state.event.dirty(tasks.instance(task));
        } else {
            state.holdings.addToQueue(task);
            state.event.seek(task);
        }
    }
}
