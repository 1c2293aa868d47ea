package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Controls processes by the commands of util-linux and the shell: a few milliseconds each, but
 * present on every Linux.
 */
public final class CommandProcessControls implements ProcessControls {
    private static final long COMMAND_SECONDS_MAX = 5;

    private final Path taskset = find("taskset");
    private final Path renice = find("renice");

    @Override
    public String unavailable() {
        return taskset == null || renice == null
                ? "taskset or renice is missing (install util-linux)"
                : null;
    }

    @Override
    public void affinity(final long pid, final BitSet cpus) throws IOException {
        final String list =
                cpus.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
        execute(
                List.of(
                        taskset.toString(),
                        "--all-tasks",
                        "--cpu-list",
                        "--pid",
                        list,
                        Long.toString(pid)));
    }

    @Override
    public void nice(final long pid, final int nice) throws IOException {
        execute(List.of(renice.toString(), "-n", Integer.toString(nice), "-p", Long.toString(pid)));
    }

    @Override
    public void stop(final long pid, final boolean stop) throws IOException {
        kill(pid, stop ? "STOP" : "CONT");
    }

    @Override
    public void tell(final long pid, final DrainSignal signal) throws IOException {
        kill(pid, signal.name());
    }

    private static void kill(final long pid, final String signal) throws IOException {
        execute(
                List.of(
                        "/bin/sh",
                        "-c",
                        "kill -\"$1\" \"$2\"",
                        "kill",
                        signal,
                        Long.toString(pid)));
    }

    private static void execute(final List<String> command) throws IOException {
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            final String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException(command + ": no end after " + COMMAND_SECONDS_MAX + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command + ": " + said);
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(command + ": interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path find(final String command) {
        return List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").stream()
                .map(directory -> Path.of(directory, command))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
