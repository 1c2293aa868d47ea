package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class SharedViewTest {
    /** Of channels the dispatcher, which comes with the first one; a newer JDK loads their classes without one. */
    private static final Pattern CONNECTING =
            Pattern.compile(
                    " (java\\.net\\.(Socket|DatagramSocket|HttpURLConnection)"
                            + "|sun\\.nio\\.ch\\.(NioSocketImpl|SocketDispatcher)) source:");

    @TempDir private Path directory;

    private static void play(final SwarmEngine engine, final int steps) {
        final ViewLoad load = new ViewLoad(engine.client());
        for (int i = 0; i < steps; i++) {
            load.step();
        }
    }

    private SharedView publish(final int steps) {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = SharedView.attach(config, new ViewConfig(directory));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            play(engine, steps);
        }
        assertNull(view.failure());
        return view;
    }

    private ViewSnapshot read() throws IOException {
        try (ViewReader reader = ViewReader.open(directory)) {
            return reader.read();
        }
    }

    @Test
    void shouldHoldTheLastStateWhenItIsClosed() throws IOException {
        final SharedView view = publish(100);
        final ViewSnapshot last = read();
        assertTrue(last.status().isClosed());
        assertFalse(last.status().isLive());
        assertEquals(view.counters().inputs(), last.status().engineInputs());
        assertEquals(ViewLoad.LIVE, last.tasks().size());
        for (final ViewTask task : last.tasks()) {
            assertEquals(ViewLoad.bid(task.id()), task.bid());
            assertEquals("acme", task.customer());
        }
        assertEquals(ViewLoad.VRUS, last.allocations().size());
        assertEquals("pool", last.pools().get(0).name());
        assertEquals(1, last.prices().size());
        assertEquals(ViewLoad.VRUS, last.telemetry().size());
    }

    @Test
    void shouldBeReadableOnceItIsOpen() throws Exception {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = SharedView.attach(config, new ViewConfig(directory));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertTrue(view.awaitOpen(TimeUnit.SECONDS.toNanos(60)));
            assertTrue(read().status().isLive());
            assertTrue(engine.isOpen());
        }
    }

    @Test
    void shouldBeWrittenAgainAndAgainThoughNothingHappens() throws Exception {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = SharedView.attach(config, new ViewConfig(directory));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertTrue(view.awaitOpen(TimeUnit.SECONDS.toNanos(60)));
            final Set<Long> times = new HashSet<>();
            try (ViewReader reader = ViewReader.open(directory)) {
                final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (times.size() < 4) {
                    assertTrue(System.nanoTime() < untilNs, times::toString);
                    times.add(reader.read().status().writtenAtMs());
                }
            }
            assertTrue(engine.isOpen());
        }
    }

    @Test
    void shouldBeWaitedForWhileItIsMade() throws Exception {
        final CountDownLatch isToBeMade = new CountDownLatch(1);
        final ViewConfig delayed =
                new ViewConfig(directory)
                        .threadFactory(
                                work ->
                                        new Thread(
                                                () -> {
                                                    await(isToBeMade);
                                                    work.run();
                                                }));
        final EngineConfig config = ViewLoad.config();
        final SharedView view = SharedView.attach(config, delayed);
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            final CompletableFuture<ViewSnapshot> reading =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return read();
                                } catch (final IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            // Long enough for the reader to find, most times, that nothing is published yet.
            Thread.sleep(500);
            isToBeMade.countDown();
            assertTrue(reading.get(60, TimeUnit.SECONDS).status().isLive());
            assertTrue(engine.isOpen());
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldNotKeepWaitingForAViewThatHasFailed() throws Exception {
        final Path taken = SharedView.directory(directory);
        final EngineConfig config = ViewLoad.config();
        final AtomicReference<Throwable> told = new AtomicReference<>();
        final ViewListener listener =
                new ViewListener() {
                    @Override
                    public void onFailure(final Throwable cause) {
                        told.set(cause);
                    }
                };
        final ViewConfig failing =
                new ViewConfig(directory)
                        .listener(listener)
                        .threadFactory(work -> new Thread(() -> obstruct(taken, work)));
        try (SharedView view = SharedView.attach(config, failing);
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertFalse(view.awaitOpen(TimeUnit.SECONDS.toNanos(60)));
            assertTrue(engine.isOpen());
        }
        assertNotNull(told.get());
    }

    /** The directory is removed before the maps are made in it. */
    private static void obstruct(final Path view, final Runnable work) {
        try (Stream<Path> files = Files.walk(view)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        work.run();
    }

    @Test
    void shouldShowNothingOfAnEarlierEngine() throws IOException {
        publish(100);
        final SharedView second = publish(3);
        assertEquals(3, read().tasks().size());
        assertEquals(0, second.counters().rebuilds());
    }

    @Test
    void shouldReplaceTheMapsOfAnEngineWithOtherLimits() throws IOException {
        publish(100);
        final EngineConfig config = ViewLoad.config().limits(limits -> limits.tasks(1_000));
        try (SharedView view = SharedView.attach(config, new ViewConfig(directory));
                SwarmEngine engine = SwarmEngine.launch(config)) {
            play(engine, 2);
            assertNull(view.failure());
        }
        assertEquals(2, read().tasks().size());
    }

    @Test
    void shouldBeForItsOwnerAlone() throws IOException {
        publish(1);
        try (Stream<Path> files = Files.walk(SharedView.directory(directory))) {
            for (final Path file : files.toList()) {
                final String expected = Files.isDirectory(file) ? "rwx------" : "rw-------";
                assertEquals(
                        expected,
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file.toString());
            }
        }
    }

    @Test
    void shouldRefuseADirectoryThatAnotherEnginePublishesInto() {
        final EngineConfig first = ViewLoad.config();
        final EngineConfig second = ViewLoad.config();
        try (SharedView view = SharedView.attach(first, new ViewConfig(directory));
                SharedView other = SharedView.attach(second, new ViewConfig(directory));
                SwarmEngine engine = SwarmEngine.launch(first)) {
            final IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> SwarmEngine.launch(second));
            assertTrue(refused.getMessage().contains("another engine"), refused.getMessage());
            assertThrows(ViewException.class, () -> SharedView.remove(directory));
            assertTrue(engine.isOpen());
            assertNull(view.failure());
            assertNull(other.failure());
        }
    }

    @Test
    void shouldBeFreeAgainWhereALaunchHasFailed() throws IOException {
        final EngineConfig config = ViewLoad.config();
        final ViewConfig failing =
                new ViewConfig(directory)
                        .threadFactory(
                                work -> {
                                    throw new IllegalStateException("no more threads");
                                });
        try (SharedView view = SharedView.attach(config, failing)) {
            final IllegalStateException failed =
                    assertThrows(IllegalStateException.class, () -> SwarmEngine.launch(config));
            assertTrue(failed.getMessage().contains("no more threads"), failed::getMessage);
            assertNull(view.failure());
        }
        assertFalse(SharedView.isPublished(directory));
        publish(3);
        assertEquals(3, read().tasks().size());
    }

    @Test
    void shouldBelongToOneEngine() {
        final EngineConfig config = ViewLoad.config();
        try (SharedView view = SharedView.attach(config, new ViewConfig(directory));
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertThrows(IllegalStateException.class, () -> SwarmEngine.launch(config));
            assertTrue(engine.isOpen());
            assertNull(view.failure());
        }
    }

    @Test
    void shouldNotBeReadWhereOthersCanWrite() throws IOException {
        publish(1);
        Files.setPosixFilePermissions(
                SharedView.directory(directory), PosixFilePermissions.fromString("rwxrwx---"));
        final ViewException refused =
                assertThrows(ViewException.class, () -> ViewReader.open(directory));
        assertTrue(refused.getMessage().contains("not to be trusted"), refused.getMessage());
    }

    @Test
    void shouldNotLoadAClassThatAFileNames() throws IOException {
        publish(1);
        final Path map = new ViewFiles(directory).current().maps().table(ViewTable.TASKS);
        final byte[] bytes = Files.readAllBytes(map);
        final String own = ViewKey.Marshaller.class.getName();
        final int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(own);
        System.arraycopy("javax.".getBytes(StandardCharsets.US_ASCII), 0, bytes, at, 6);
        Files.write(map, bytes);
        final ViewException refused =
                assertThrows(ViewException.class, () -> ViewReader.open(directory));
        assertTrue(refused.getMessage().contains("names the class javax."), refused.getMessage());
    }

    @Test
    void shouldSayWhereThereIsNoView() throws IOException {
        assertThrows(ViewException.class, () -> ViewReader.open(directory));
        Files.createDirectory(
                SharedView.directory(directory),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        final ViewException refused =
                assertThrows(ViewException.class, () -> ViewReader.open(directory));
        assertTrue(refused.getMessage().contains("not published yet"), refused.getMessage());
    }

    @Test
    void shouldSayWhichMapIsCutOff() throws IOException {
        publish(1);
        final Path map = new ViewFiles(directory).current().maps().table(ViewTable.PRICES);
        Files.write(map, new byte[4]);
        final ViewException refused =
                assertThrows(ViewException.class, () -> ViewReader.open(directory));
        assertTrue(refused.getMessage().contains("prices.cm"), refused.getMessage());
        publish(2);
        assertEquals(2, read().tasks().size());
    }

    @Test
    void shouldBeRemovedWhole() throws IOException {
        publish(1);
        SharedView.remove(directory);
        assertFalse(Files.exists(SharedView.directory(directory)));
        SharedView.remove(directory);
    }

    @Test
    void shouldLoadNothingOfChronicleWhereThereIsNoView() throws Exception {
        final Process other = Jvm.start(List.of("-Xlog:class+load"), Bystander.class);
        final String loaded =
                new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, other.waitFor());
        assertTrue(loaded.contains("io.swarmbid.pipeline.SwarmEngine "), "no classes were told");
        assertEquals(
                List.of(),
                loaded.lines()
                        .filter(
                                line ->
                                        line.contains("net.openhft")
                                                || line.contains("swarmbid.view.Shared"))
                        .toList());
    }

    @Test
    void shouldWriteAndConnectNowhereElse() throws Exception {
        final Path home = Files.createDirectory(directory.resolve("home"));
        final Path temporary = Files.createDirectory(directory.resolve("tmp"));
        final Process other =
                Jvm.start(
                        List.of(
                                "-Xlog:class+load",
                                "-Duser.home=" + home,
                                "-Djava.io.tmpdir=" + temporary),
                        Bystander.class,
                        directory.resolve("out"));
        final String said =
                new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, other.waitFor());
        assertTrue(said.contains("published "), "nothing was published");
        // No connection can be made without one of these.
        assertEquals(
                List.of(), said.lines().filter(line -> CONNECTING.matcher(line).find()).toList());
        try (Stream<Path> inHome = Files.list(home);
                Stream<Path> inTemporary = Files.list(temporary)) {
            assertEquals(List.of(), inHome.toList());
            assertEquals(List.of(), inTemporary.toList());
        }
    }
}
