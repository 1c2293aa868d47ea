package io.swarmbid.probes.control;

import io.swarmbid.probes.jni.LibraryConfig;
import io.swarmbid.probes.jni.LibraryStatus;
import io.swarmbid.probes.jni.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Small actions on processes. Implementations hold no state and are safe to use from any thread.
 *
 * <p>A process is named by its number alone: the caller must own it (have started it and not yet reaped it), so that
 * the number cannot have passed to another.
 */
public interface ProcessControl {
    /**
     * The native implementation, or one that runs taskset, renice and kill where the library does not load.
     *
     * @return a new one.
     */
    static ProcessControl create() {
        return create(new LibraryConfig());
    }

    /**
     * An implementation by choice.
     *
     * @param config native or Java, and where the library is.
     * @return a new one.
     * @throws IllegalStateException when a library that the configuration insists on does not load.
     */
    static ProcessControl create(final LibraryConfig config) {
        final LibraryStatus status = NativeLibrary.load(config);
        return status.isLoaded() ? new NativeControl() : new CommandControl();
    }

    /**
     * Name of the implementation.
     *
     * @return {@code native} or {@code commands}.
     */
    String name();

    /**
     * Restricts all threads of a process to some CPUs.
     *
     * @param pid of the process.
     * @param cpus words of 64 CPUs, lowest first.
     * @return outcome; INVALID when none of the CPUs exists here.
     */
    ControlOutcome affinity(long pid, long... cpus);

    /**
     * Sets the nice value of all threads of a process.
     *
     * @param pid of the process.
     * @param nice -20 (most CPU) to 19 (least).
     * @return outcome; DENIED when a lower value than now needs a right that this process lacks.
     */
    ControlOutcome nice(long pid, int nice);

    /**
     * Sends a signal to one process.
     *
     * @param pid of the process.
     * @param signal to send.
     * @return outcome.
     */
    ControlOutcome signal(long pid, ProcessSignal signal);

    /**
     * Opens a cgroup file for writing; it must exist.
     *
     * @param path of the file.
     * @return the open file.
     * @throws IOException when it cannot be opened.
     */
    ControlFile open(Path path) throws IOException;
}
