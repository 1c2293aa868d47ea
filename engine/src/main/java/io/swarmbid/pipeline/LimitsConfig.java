package io.swarmbid.pipeline;

import io.swarmbid.config.Setting;

/** The engine's limits, which are fixed at the start and decide how much memory it takes. */
public final class LimitsConfig {
    private final EngineConfig config;

    LimitsConfig(final EngineConfig config) {
        this.config = config;
    }

    /** Most tasks that live at one time. */
    public LimitsConfig tasks(final int most) {
        config.set(Setting.MAX_TASKS, most);
        return this;
    }

    /** Most instances that live at one time. */
    public LimitsConfig instances(final int most) {
        config.set(Setting.MAX_INSTANCES, most);
        return this;
    }

    /** Most VRUs of one kind on an instance. */
    public LimitsConfig vrusPerInstance(final int most) {
        config.set(Setting.MAX_VRUS_PER_INSTANCE, most);
        return this;
    }

    /** Most units that a task can hold, and so the longest speed-up table. */
    public LimitsConfig units(final int most) {
        config.set(Setting.MAX_UNITS, most);
        return this;
    }

    /** Most tasks whose use of what they hold is watched at one time, for findings and learned speed-ups. */
    public LimitsConfig watchedTasks(final int most) {
        config.set(Setting.MAX_WATCHED, most);
        return this;
    }
}
