package io.swarmbid.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ProcessLockTest {
    @TempDir private Path directory;

    /** Ends with 0 if the first byte of a file is free, with 7 if somebody has locked it. */
    static final class Other {
        private Other() {}

        public static void main(final String[] arguments) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                System.exit(channel.tryLock(0, 1, false) == null ? 7 : 0);
            }
        }
    }

    private Path file() {
        return directory.resolve("lock");
    }

    private boolean isHeldForOthers() throws IOException, InterruptedException {
        final int status =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Other.class.getName(),
                                file().toString())
                        .inheritIO()
                        .start()
                        .waitFor();
        assertTrue(status == 0 || status == 7, "status " + status);
        return status == 7;
    }

    @Test
    void shouldBeKeptWhoeverOfTheProcessAsks() throws Exception {
        try (ProcessLock lock = ProcessLock.tryLock(file(), 5)) {
            assertNull(ProcessLock.tryLock(file(), 6));
            assertTrue(ProcessLock.isHeld(file(), ProcessLock.ANYBODY));
            assertTrue(ProcessLock.isHeld(file(), 5));
            assertFalse(ProcessLock.isHeld(file(), 6));
            assertTrue(lock.isInPlace());
            assertTrue(isHeldForOthers());
        }
        assertFalse(ProcessLock.isHeld(file(), ProcessLock.ANYBODY));
        assertFalse(isHeldForOthers());
    }

    @Test
    void shouldBeKeptThoughAnotherClassLoaderAsks() throws Exception {
        final URL classes = ProcessLock.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            final Class<?> other = loader.loadClass(ProcessLock.class.getName());
            assertFalse(other == ProcessLock.class);
            final Method tryLock = other.getMethod("tryLock", Path.class, long.class);
            final Method isHeld = other.getMethod("isHeld", Path.class, long.class);
            try (ProcessLock lock = ProcessLock.tryLock(file(), 5)) {
                assertNotNull(lock);
                assertNull(tryLock.invoke(null, file(), 6L));
                assertEquals(true, isHeld.invoke(null, file(), 5L));
                assertTrue(isHeldForOthers());
            }
            try (AutoCloseable taken = (AutoCloseable) tryLock.invoke(null, file(), 6L)) {
                assertNotNull(taken);
                assertNull(ProcessLock.tryLock(file(), 7));
                assertTrue(isHeldForOthers());
            }
        }
    }

    @Test
    void shouldBeKeptThoughTheHostReplacesTheSystemProperties() throws Exception {
        final URL classes = ProcessLock.class.getProtectionDomain().getCodeSource().getLocation();
        final Properties before = (Properties) System.getProperties().clone();
        try (URLClassLoader loader =
                        new URLClassLoader(
                                new URL[] {classes}, ClassLoader.getPlatformClassLoader());
                ProcessLock lock = ProcessLock.tryLock(file(), 5)) {
            assertNotNull(lock);
            final Class<?> other = loader.loadClass(ProcessLock.class.getName());
            System.setProperties(before);
            assertNull(ProcessLock.tryLock(file(), 6));
            assertTrue(ProcessLock.isHeld(file(), 5));
            assertNull(other.getMethod("tryLock", Path.class, long.class).invoke(null, file(), 6L));
            assertEquals(
                    true,
                    other.getMethod("isHeld", Path.class, long.class).invoke(null, file(), 5L));
            assertTrue(isHeldForOthers());
        }
    }

    @Test
    void shouldKnowItsFileByWhateverPath() throws Exception {
        final Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        try (ProcessLock lock = ProcessLock.tryLock(file(), 5)) {
            assertNotNull(lock);
            assertNull(ProcessLock.tryLock(link.resolve("lock"), 6));
            assertTrue(ProcessLock.isHeld(link.resolve("lock"), 5));
            assertTrue(isHeldForOthers());
        }
    }

    @Test
    void shouldNoticeThatAnotherFileHasTheName() throws Exception {
        try (ProcessLock lock = ProcessLock.tryLock(file(), 5)) {
            Files.delete(file());
            assertFalse(lock.isInPlace());
            try (ProcessLock other = ProcessLock.tryLock(file(), 6)) {
                assertFalse(lock.isInPlace());
                assertTrue(other.isInPlace());
                assertFalse(ProcessLock.isHeld(file(), 5));
            }
        }
        assertFalse(ProcessLock.isHeld(directory.resolve("none"), ProcessLock.ANYBODY));
    }

    @Test
    void shouldNotBeBrokenOffByAnInterrupt() throws Exception {
        Thread.currentThread().interrupt();
        try (ProcessLock lock = ProcessLock.tryLock(file(), 5)) {
            assertNotNull(lock);
            assertTrue(ProcessLock.isHeld(file(), 5));
            assertTrue(Thread.interrupted());
            assertTrue(isHeldForOthers());
        }
    }
}
