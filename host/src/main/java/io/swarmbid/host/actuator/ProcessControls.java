package io.swarmbid.host.actuator;

import java.io.IOException;
import java.util.BitSet;

/**
 * What the affinity actuator needs of the operating system. A native implementation may take the
 * place of the default one.
 */
public interface ProcessControls {
    /** Why this cannot work here, or null when it can. */
    String unavailable();

    /**
     * Restricts all threads of a process, and those that it will start, to some CPUs.
     *
     * @param cpus numbers as the kernel counts them; at least one
     * @throws IOException when the process is gone or may not be controlled
     */
    void affinity(long pid, BitSet cpus) throws IOException;

    /**
     * Sets the nice value of a process.
     *
     * @param nice 0 (full weight) to 19 (least)
     * @throws IOException when the process is gone or may not be controlled
     */
    void nice(long pid, int nice) throws IOException;

    /**
     * Stops a process (SIGSTOP) or lets it go on (SIGCONT).
     *
     * @throws IOException when the process is gone or may not be controlled
     */
    void stop(long pid, boolean stop) throws IOException;

    /**
     * Tells a process that others have won some of what it has.
     *
     * @throws IOException when the process is gone or may not be controlled
     */
    void tell(long pid, DrainSignal signal) throws IOException;
}
