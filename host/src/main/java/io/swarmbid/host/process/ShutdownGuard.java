package io.swarmbid.host.process;

import java.util.List;

/**
 * Closes what must not outlive the process, also when it is ended by Ctrl-C, SIGTERM or SIGHUP.
 * Against {@code kill -9} nothing helps but the next run, which clears up.
 */
public final class ShutdownGuard implements AutoCloseable {
    private final List<AutoCloseable> resources;
    private final Thread hook;
    private boolean closed;

    private ShutdownGuard(final List<AutoCloseable> resources) {
        this.resources = List.copyOf(resources);
        this.hook = new Thread(this::closeAll, "swarmbid-shutdown");
    }

    /**
     * Guards resources from now on.
     *
     * @param resources in the order in which to close them; each close must be idempotent and quick
     */
    public static ShutdownGuard over(final AutoCloseable... resources) {
        final ShutdownGuard guard = new ShutdownGuard(List.of(resources));
        Runtime.getRuntime().addShutdownHook(guard.hook);
        return guard;
    }

    /** Closes the resources now, unless a shutdown already has. */
    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException shuttingDown) {
            // The hook runs or has run; it finds everything closed.
            return;
        }
    }

    private synchronized void closeAll() {
        if (closed) {
            return;
        }
        closed = true;
        RuntimeException first = null;
        for (final AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (final Exception failed) {
                if (first == null) {
                    first = new IllegalStateException("could not close " + resource, failed);
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
