package io.swarmbid.probes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real processes for a test; none outlives it. */
final class Children implements AutoCloseable {
    private final List<Process> started = new ArrayList<>();

    Process sleeper() {
        return start("sleep", "1000");
    }

    /** A shell that has printed its first line. */
    Process shell(final String script) {
        final Process shell = start("/bin/sh", "-c", script);
        awaitLine(shell);
        return shell;
    }

    /** Until the process has printed one more line. */
    void awaitLine(final Process process) {
        try {
            int read;
            do {
                read = process.getInputStream().read();
            } while (read >= 0 && read != '\n');
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A sleeper with a number that was in use before; null when others took the number each time. */
    Process sleeperWithPid(final long pid, final Path lastPid) throws IOException {
        for (int attempt = 0; attempt < 50; attempt++) {
            Files.writeString(lastPid, Long.toString(pid - 1));
            final Process process = sleeper();
            if (process.pid() == pid) {
                return process;
            }
            kill(process);
        }
        return null;
    }

    /** A process two generations below; there is one. */
    long grandchild(final Process of) {
        return of.children().flatMap(ProcessHandle::children).findFirst().orElseThrow().pid();
    }

    void sendLine(final Process process) {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Kills and reaps. */
    void kill(final Process process) {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Process start(final String... command) {
        try {
            final Process process = new ProcessBuilder(command).start();
            started.add(process);
            return process;
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        for (final Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            kill(process);
        }
    }
}
