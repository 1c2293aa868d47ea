package io.swarmbid.host.actuator;

import java.io.IOException;

/** How one kind of cgroup takes a memory limit. Called by one thread at a time. */
interface MemoryControl extends AutoCloseable {
    /**
     * Brings a limit into effect if that is possible without killing anything.
     *
     * @param bytes the limit, or {@link TaskGroup#UNLIMITED}
     * @param lowering whether it is under the limit in effect
     * @return null when it is in effect, else why not yet
     */
    String apply(long bytes, boolean lowering) throws IOException;

    @Override
    void close() throws IOException;
}
