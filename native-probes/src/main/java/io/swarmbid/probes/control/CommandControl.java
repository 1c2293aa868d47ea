package io.swarmbid.probes.control;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Actions without the library: by the commands that do the same, at a few milliseconds each. */
final class CommandControl implements ProcessControl {
    @Override
    public String name() {
        return "commands";
    }

    @Override
    public ControlOutcome affinity(final long pid, final long... cpus) {
        BigInteger mask = BigInteger.ZERO;
        for (int word = cpus.length - 1; word >= 0; word--) {
            mask = mask.shiftLeft(Long.SIZE).or(new BigInteger(Long.toUnsignedString(cpus[word])));
        }
        if (mask.signum() == 0) {
            return ControlOutcome.INVALID;
        }
        return run(pid, List.of("taskset", "-a", "-p", mask.toString(16), Long.toString(pid)));
    }

    @Override
    public ControlOutcome nice(final long pid, final int nice) {
        // The value belongs to a thread, and renice knows nothing of processes: name every thread.
        final String[] threads = new File("/proc/" + pid + "/task").list();
        if (pid <= 0 || threads == null || threads.length == 0) {
            return ControlOutcome.GONE;
        }
        final List<String> command =
                new ArrayList<>(List.of("renice", "-n", Integer.toString(nice), "-p"));
        command.addAll(List.of(threads));
        return run(pid, command);
    }

    @Override
    public ControlOutcome signal(final long pid, final ProcessSignal signal) {
        // The shell's own kill: the command of that name is not everywhere.
        return run(pid, List.of("/bin/sh", "-c", "kill -s " + signal.name() + " " + pid));
    }

    private static ControlOutcome run(final long pid, final List<String> command) {
        if (pid <= 0 || !Files.exists(Path.of("/proc/" + pid))) {
            return ControlOutcome.GONE;
        }
        try {
            final Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (process.waitFor() == 0) {
                return ControlOutcome.DONE;
            }
            return Files.exists(Path.of("/proc/" + pid))
                    ? ControlOutcome.DENIED
                    : ControlOutcome.GONE;
        } catch (final IOException noSuchCommand) {
            return ControlOutcome.FAILED;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ControlOutcome.FAILED;
        }
    }

    @Override
    public ControlFile open(final Path path) throws IOException {
        // "rw" would create it.
        if (!Files.exists(path)) {
            throw new FileNotFoundException(path + " does not exist");
        }
        return new JavaFile(new RandomAccessFile(path.toFile(), "rw"));
    }

    private record JavaFile(RandomAccessFile file) implements ControlFile {
        @Override
        public ControlOutcome write(final long value) {
            return write(Long.toString(value));
        }

        @Override
        public ControlOutcome write(final CharSequence ascii) {
            if (ascii.length() > LENGTH_MAX) {
                throw new IllegalArgumentException(
                        ascii.length() + " bytes, at most " + LENGTH_MAX);
            }
            try {
                file.seek(0);
                file.write(ascii.toString().getBytes(StandardCharsets.US_ASCII));
                return ControlOutcome.DONE;
            } catch (final IOException failed) {
                return outcomeOf(String.valueOf(failed.getMessage()));
            }
        }

        private static ControlOutcome outcomeOf(final String message) {
            if (message.contains("busy") || message.contains("temporarily unavailable")) {
                return ControlOutcome.BUSY;
            }
            if (message.contains("Invalid argument") || message.contains("out of range")) {
                return ControlOutcome.INVALID;
            }
            if (message.contains("ermission denied") || message.contains("not permitted")) {
                return ControlOutcome.DENIED;
            }
            return message.contains("No such") ? ControlOutcome.GONE : ControlOutcome.FAILED;
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (final IOException unlikely) {
                throw new java.io.UncheckedIOException(unlikely);
            }
        }
    }
}
