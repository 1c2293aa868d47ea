package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The directories of a control group hierarchy: made, listed, emptied of processes, removed. */
class GroupTree {
    /** How long to wait for killed processes to be gone. */
    static final long KILL_NS_MAX = TimeUnit.SECONDS.toNanos(2);

    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Makes a group; the kernel fills it with its control files. */
    void create(final Path group) throws IOException {
        Files.createDirectory(group);
    }

    /** Removes an empty group. */
    void remove(final Path group) throws IOException {
        Files.delete(group);
    }

    /** The groups directly inside one. */
    List<Path> children(final Path group) throws IOException {
        final List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(group, Files::isDirectory)) {
            entries.forEach(children::add);
        }
        return children;
    }

    /**
     * The processes in a group; those of another pid namespace, which the kernel shows as 0, are
     * left out.
     */
    long[] pids(final Path group) throws IOException {
        return Files.readString(group.resolve("cgroup.procs"), StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> !line.isBlank())
                .mapToLong(Long::parseLong)
                .filter(pid -> pid > 0)
                .toArray();
    }

    /**
     * Kills what is in a group, frozen or not, however fast it forks, and waits until it is gone.
     *
     * @param group in any hierarchy; where a v1 freezer is used, its group must be killed first,
     *     since what is frozen dies only when thawed
     * @return whether it is empty
     */
    boolean kill(final Path group) {
        final long start = System.nanoTime();
        final Path killFile = group.resolve("cgroup.kill");
        do {
            try {
                final long[] pids = pids(group);
                if (pids.length == 0) {
                    return true;
                }
                if (Files.exists(killFile)) {
                    ControlFile.write(killFile, "1");
                } else {
                    killFrozen(group);
                }
            } catch (final NoSuchFileException removed) {
                return true;
            } catch (final IOException busy) {
                LockSupport.parkNanos(POLL_NS);
            }
            LockSupport.parkNanos(POLL_NS);
        } while (System.nanoTime() - start < KILL_NS_MAX);
        return false;
    }

    /**
     * Removes a group whose processes were killed; the last of them may take the kernel a moment.
     */
    boolean removeSoon(final Path group) {
        final long start = System.nanoTime();
        do {
            try {
                remove(group);
                return true;
            } catch (final NoSuchFileException removed) {
                return true;
            } catch (final IOException busy) {
                LockSupport.parkNanos(POLL_NS);
            }
        } while (System.nanoTime() - start < KILL_NS_MAX);
        return false;
    }

    private void killFrozen(final Path group) throws IOException {
        final boolean legacy = Files.exists(group.resolve(Freezer.V1.file()));
        final boolean unified = Files.exists(group.resolve(Freezer.V2.file()));
        final Freezer freezer = legacy ? Freezer.V1 : unified ? Freezer.V2 : null;
        if (freezer != null) {
            ControlFile.write(group.resolve(freezer.file()), freezer.stop());
        }
        for (final long pid : pids(group)) {
            if (pid != ProcessHandle.current().pid()) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        if (freezer != null) {
            ControlFile.write(group.resolve(freezer.file()), freezer.go());
        }
    }
}
