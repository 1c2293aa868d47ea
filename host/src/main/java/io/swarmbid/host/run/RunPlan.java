package io.swarmbid.host.run;

import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.host.actuator.MachineCapacity;
import io.swarmbid.host.log.FileTrouble;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.workload.MachinePlan;
import io.swarmbid.host.workload.Workload;
import io.swarmbid.host.workload.WorkloadException;
import io.swarmbid.host.workload.WorkloadReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run that was checked from end to end before anything starts. Immutable.
 *
 * @param title of the workload, for people.
 * @param workload what to run.
 * @param machine how this machine is cut up.
 * @param settings of the engine.
 * @param durationNs after which the run ends; 0: when all tasks have ended.
 */
public record RunPlan(
        String title, Workload workload, MachinePlan machine, Settings settings, long durationNs) {
    private static final String BUILT_IN = "built-in workload";

    /**
     * Reads and checks everything that was asked for.
     *
     * @throws InvalidInputException with a line for each fault.
     */
    public static RunPlan check(final RunOptions options) {
        final Settings settings = RunSettings.of(options.sets());
        final String title = options.workload() == null ? BUILT_IN : options.workload().toString();
        final Workload workload = read(options.workload());
        final int most = settings.getInt(Setting.MAX_VRUS_PER_INSTANCE);
        final MachinePlan machine;
        try {
            machine = MachinePlan.of(workload.machine(), MachineCapacity.read(), most);
        } catch (final IllegalArgumentException e) {
            throw new InvalidInputException(title + ": " + e.getMessage());
        } catch (final IOException e) {
            throw new InvalidInputException(
                    "this machine cannot be read: "
                            + e.getMessage()
                            + "; a run needs Linux with /proc");
        }
        if (workload.tasks().size() > settings.getInt(Setting.MAX_TASKS)) {
            throw new InvalidInputException(
                    title
                            + ": "
                            + workload.tasks().size()
                            + " tasks are over maxTasks; --set maxTasks takes more");
        }
        Bids.check(title, machine, workload.tasks(), settings);
        final long durationNs =
                options.durationNs() == RunOptions.FROM_WORKLOAD
                        ? workload.runForNs()
                        : options.durationNs();
        return new RunPlan(title, workload, machine, settings, durationNs);
    }

    private static Workload read(final Path file) {
        if (file == null) {
            return WorkloadReader.builtIn();
        }
        try {
            return WorkloadReader.read(file);
        } catch (final WorkloadException e) {
            throw new InvalidInputException(e.problems());
        } catch (final IOException e) {
            throw new InvalidInputException(
                    file
                            + (Files.isDirectory(file)
                                    ? " is a directory"
                                    : Files.exists(file)
                                            ? " cannot be read (" + FileTrouble.why(e) + ")"
                                            : " does not exist")
                            + "; a workload is a YAML file (docs/workload.md), and without one the"
                            + " built-in workload runs");
        }
    }
}
