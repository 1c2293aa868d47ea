package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleGroupsTest {
    private static final Path PROC = Path.of("/proc");

    @TempDir private Path base;
    private final FakeTree tree = new FakeTree();

    private List<String> clear() throws IOException {
        return new StaleGroups(PROC, RunName.self(PROC), tree).clear(List.of(base, base));
    }

    @Test
    void shouldRemoveTheGroupsOfARunThatIsGone() throws IOException {
        final RunName self = RunName.self(PROC);
        final Path run =
                base.resolve(
                        new RunName(self.pid(), self.startTicks() - 1, self.pidNamespace())
                                .toString());
        tree.create(run);
        tree.create(run.resolve("1-task"));
        assertEquals(List.of("removed " + run + ", left by a run that is gone"), clear());
        assertFalse(Files.exists(run));
    }

    @Test
    void shouldNotTouchTheGroupsOfALiveRun() throws IOException {
        final Path run = base.resolve(RunName.self(PROC).toString());
        tree.create(run);
        assertEquals(List.of(), clear());
        assertTrue(Files.exists(run));
    }

    @Test
    void shouldNotTouchGroupsOfOthers() throws IOException {
        tree.create(base.resolve("system.slice"));
        tree.create(base.resolve("swarmbid-hosts"));
        assertEquals(List.of(), clear());
        assertTrue(Files.exists(base.resolve("system.slice")));
        assertTrue(Files.exists(base.resolve("swarmbid-hosts")));
    }
}
