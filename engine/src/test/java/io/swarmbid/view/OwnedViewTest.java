package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a view is, and what root may do with it. Only root can make views of other users. */
@Timeout(120)
final class OwnedViewTest {
    /** A user without a name. */
    private static final int USER = 1_234_567;

    private static final int OTHER = 1_234_568;

    @TempDir private Path directory;

    private Path view;

    @BeforeEach
    void giveToUser() throws Exception {
        assumeTrue(Owner.ofThisProcess() == Owner.ROOT && Jvm.canStartAs(USER));
        give(directory, USER);
        view = SharedView.directory(directory);
    }

    private static void give(final Path file, final int user) throws IOException {
        Files.setAttribute(file, "unix:uid", user);
    }

    private Path makeForUser(final String name) throws IOException {
        final Path made =
                Files.createDirectory(
                        directory.resolve(name),
                        PosixFilePermissions.asFileAttribute(ViewFiles.OWNER_DIRECTORY));
        give(made, USER);
        return made;
    }

    private void publish() throws InterruptedException, IOException {
        final Process engine = Jvm.startAs(USER, List.of(), Bystander.class, directory);
        final String said = new String(engine.getInputStream().readAllBytes());
        assertEquals(0, engine.waitFor());
        assertTrue(said.startsWith("published "), said);
    }

    /** What a reader says that opens the view. */
    private String open(final int user, final String... flags) throws Exception {
        final Process reader = Jvm.startAs(user, List.of(flags), Holder.class, directory);
        try (BufferedReader said = reader.inputReader()) {
            return said.readLine();
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldBeItsUsersWhoHasNoName() throws Exception {
        publish();
        publish();
        assertEquals("open", open(USER));
    }

    @Test
    void shouldNotBeAnothersWhoHasSetAName() throws Exception {
        publish();
        final String said = open(OTHER, "-Duser.name=root");
        assertTrue(said.contains("belongs to " + USER + "; only its owner"), said);
    }

    @Test
    void shouldStayItsUsersWhenRootHasReadIt() throws Exception {
        publish();
        try (ViewReader reader = ViewReader.open(directory)) {
            assertTrue(reader.read().status().isClosed());
        }
        assertEquals("open", open(USER));
        for (final Path file :
                List.of(view.resolve("readers.lock"), view.resolve("maps-1/recovered"))) {
            assertEquals(USER, Owner.of(file), file.toString());
        }
    }

    /** Which a user may be able to link to. */
    @Test
    void shouldNotMakeRootGiveAwayWhatIsItsOwn() throws Exception {
        publish();
        final Path roots = Files.createFile(directory.resolve("roots"));
        Files.createLink(view.resolve("readers.lock"), roots);
        try (ViewReader reader = ViewReader.open(directory)) {
            assertTrue(reader.read().status().isClosed());
        }
        assertEquals(Owner.ROOT, Owner.of(roots));
    }

    @Test
    void shouldBePublishedThoughFormerMapsCannotBeRemoved() throws Exception {
        makeForUser("view");
        final Path roots = Files.createDirectory(view.resolve("maps-3"));
        Files.createFile(roots.resolve("tasks.cm"));
        publish();
        publish();
        assertEquals("open", open(USER));
        assertTrue(new ViewFiles(directory).current().maps().directory().endsWith("maps-5"));
    }

    @Test
    void shouldNotBePublishedByRootForAnother() throws Exception {
        makeForUser("view");
        final EngineConfig config = ViewLoad.config();
        try (SharedView shared = SharedView.attach(config, new ViewConfig(directory))) {
            final String told =
                    assertThrows(IllegalStateException.class, () -> SwarmEngine.launch(config))
                            .getMessage();
            assertTrue(told.contains(view + " belongs to " + USER), told);
            assertTrue(told.contains("run the engine as that user"), told);
            assertEquals(0, shared.counters().passes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"readers.lock", "maps-1/tasks.cm"})
    void shouldNameWhatAReaderCannotWriteAndWhatToDo(final String name) throws Exception {
        publish();
        assertEquals("open", open(USER));
        assertUnwritable(view.resolve(name));
    }

    @Test
    void shouldNameTheMapOfALiveEngineThatAReaderCannotWrite() throws Exception {
        final Process engine = Jvm.startAs(USER, List.of(), Publisher.class, directory);
        try (BufferedReader said = engine.inputReader()) {
            assertEquals("published", said.readLine());
            assertUnwritable(view.resolve("maps-1/tasks.cm"));
        } finally {
            engine.destroyForcibly().waitFor();
        }
    }

    private void assertUnwritable(final Path file) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        final String said = open(USER);
        assertTrue(said.startsWith(view + " cannot be opened: "), said);
        assertTrue(said.contains(file.toString()), said);
        assertTrue(said.contains("must be able to write") && said.contains("copy it"), said);
    }
}
