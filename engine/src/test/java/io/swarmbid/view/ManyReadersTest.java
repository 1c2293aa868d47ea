package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.files.ProcessLock;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A killed engine's view, which several processes have open and keep open. */
@Timeout(180)
final class ManyReadersTest {
    private static final int READERS = 3;

    private final List<Process> readers = new ArrayList<>();

    @TempDir private Path directory;

    @BeforeEach
    void leaveAViewBehind() throws IOException, InterruptedException {
        final Process engine = Jvm.start(List.of(), Publisher.class, directory);
        try (BufferedReader said = engine.inputReader()) {
            assertEquals("published", said.readLine());
        } finally {
            engine.destroyForcibly().waitFor();
        }
    }

    @AfterEach
    void endReaders() throws InterruptedException {
        for (final Process reader : readers) {
            reader.destroyForcibly().waitFor();
        }
    }

    private Process start(final Object... arguments) throws IOException {
        final Process reader = Jvm.start(List.of(), Holder.class, arguments);
        readers.add(reader);
        return reader;
    }

    private static String ask(final Process reader, final String what) throws IOException {
        final Writer asking = reader.outputWriter();
        asking.write(what + "\n");
        asking.flush();
        return reader.inputReader().readLine();
    }

    /** The first one recovers the maps, and no other waits until it has closed them. */
    @Test
    void shouldOpenForAllWhoOpenItAtOnceAndKeepItOpen() throws IOException {
        for (int i = 0; i < READERS; i++) {
            start(directory);
        }
        for (final Process reader : readers) {
            assertEquals("open", reader.inputReader().readLine());
        }
        final String seen = ask(readers.get(0), "read");
        assertTrue(seen.startsWith("dead "), seen);
        for (final Process reader : readers) {
            assertEquals(seen, ask(reader, "read"));
        }
    }

    @Test
    void shouldNotKeepTheNextEngineFromPublishing() throws Exception {
        final Process reader = start(directory);
        assertEquals("open", reader.inputReader().readLine());
        final EngineConfig config = ViewLoad.config();
        final SharedView view = SharedView.attach(config, new ViewConfig(directory));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            new ViewLoad(engine.client()).bids(3);
            assertTrue(view.awaitOpen(TimeUnit.SECONDS.toNanos(60)));
            while (view.counters().lag() > 0 || view.counters().inputs() == 0) {
                Thread.onSpinWait();
            }
            assertEquals("live 3", ask(reader, "read"));
        }
        assertNull(view.failure());
        assertEquals("dead 3", ask(reader, "read"));
    }

    /** Else another process would recover them meanwhile. */
    @Test
    void shouldBeInUseForOthersHoweverManyReadersAProcessHas() throws IOException {
        final Process other = start(directory, "without");
        assertEquals("0", ask(other, "use"));
        final int maps = new ViewFiles(directory).current().maps().all().size();
        try (ViewReader first = ViewReader.open(directory);
                ViewReader second = ViewReader.open(directory)) {
            assertEquals(Integer.toString(maps), ask(other, "use"));
            assertEquals(first.read().tasks(), second.read().tasks());
            assertEquals(first.read().status().repaired(), second.read().status().repaired());
        }
        assertEquals("0", ask(other, "use"));
    }

    @Test
    void shouldNotSeemToBePublishedBecauseAnotherProcessLooks() throws Exception {
        final Process other = start(directory, "without");
        assertEquals("0", ask(other, "use"));
        final Writer asking = other.outputWriter();
        asking.write("ask\n");
        asking.flush();
        assertEquals(0, Holder.published(directory));
        assertEquals("0", other.inputReader().readLine());
    }

    /** Who looks has a lock for an instant, and is not to be taken for an engine. */
    @Test
    void shouldNotSeemToBePublishedToAnEngineThatIsLaunched() throws Exception {
        final Process other = start(directory, "without");
        assertEquals("0", ask(other, "use"));
        final Writer asking = other.outputWriter();
        asking.write("ask\n");
        asking.flush();
        final ViewFiles files = new ViewFiles(directory);
        while (!other.inputReader().ready()) {
            try (ProcessLock lock = files.lockForWriting()) {
                assertNotNull(lock);
            }
        }
    }

    @Test
    void shouldShowThatTheEngineIsGoneToWhoSawItAlive() throws Exception {
        final Process engine = Jvm.start(List.of(), Publisher.class, directory);
        try (BufferedReader said = engine.inputReader()) {
            assertEquals("published", said.readLine());
            try (ViewReader reader = ViewReader.open(directory)) {
                assertTrue(reader.read().status().isLive());
                engine.destroyForcibly().waitFor();
                final ViewSnapshot left = reader.read();
                assertFalse(left.status().isLive());
                assertFalse(left.status().isClosed());
                Coherence.check(left);
            }
        } finally {
            engine.destroyForcibly().waitFor();
        }
    }

    /** What cannot be recovered as somebody has had it open since before is shown as far as it is whole. */
    @Test
    void shouldBeShownWhereWhoSawTheEngineAliveKeepsItOpen() throws Exception {
        final Process holder;
        final Process engine = Jvm.start(List.of(), Publisher.class, directory);
        try (BufferedReader said = engine.inputReader()) {
            assertEquals("published", said.readLine());
            holder = start(directory);
            assertEquals("open", holder.inputReader().readLine());
        } finally {
            engine.destroyForcibly().waitFor();
        }
        final ViewSnapshot unsettled = readUnlessStuck();
        if (unsettled != null) {
            assertFalse(unsettled.status().isLive());
            Coherence.check(unsettled);
        }
        holder.destroyForcibly().waitFor();
        try (ViewReader reader = ViewReader.open(directory)) {
            final ViewSnapshot settled = reader.read();
            Coherence.check(settled);
            assertTrue(settled.tasks().size() >= ViewLoad.LIVE - 2, settled.tasks()::toString);
        }
    }

    /** Null where the engine has left a lock behind. */
    private ViewSnapshot readUnlessStuck() throws IOException {
        try (ViewReader reader = ViewReader.open(directory)) {
            return reader.read();
        } catch (final ViewException e) {
            assertTrue(e.getMessage().contains("close all other readers"), e.getMessage());
            return null;
        }
    }
}
