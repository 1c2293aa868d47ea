package io.swarmbid.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the command line says of itself. */
class MainTest {
    @Test
    void shouldSayItsVersion() {
        final CommandLineRun run = CommandLineRun.of("--version");
        assertEquals(ExitStatus.DONE, run.status());
        assertTrue(run.out().matches("(?s)swarmbid [0-9]+[.][0-9].* on Java .*"), run.out());
    }

    @Test
    void shouldListEveryVerbInItsHelp() {
        final CommandLineRun run = CommandLineRun.of("--help");
        assertEquals(ExitStatus.DONE, run.status());
        for (final String verb :
                new String[] {"run", "replay", "whatif", "explain", "probe", "bench"}) {
            assertTrue(run.out().contains("\n  " + verb + " "), verb + " in " + run.out());
        }
    }

    @Test
    void shouldPointToTheLauncherForTheBenchmarks() {
        final CommandLineRun run = CommandLineRun.of("bench", "core");
        assertEquals(ExitStatus.UNUSABLE, run.status());
        assertTrue(run.err().contains("./swarmbid bench starts it"), run.err());
    }
}
