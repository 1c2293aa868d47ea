package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing is allocated for each command: an engine runs to the end in a JVM that collects no garbage, and after a fifth of
 * the commands takes less than a byte of heap for each. The full form: {@code -Dswarmbid.epsilon=5000000
 * -Dswarmbid.print=true}.
 */
@Timeout(3_600)
final class EpsilonTest {
    private static final int COMMANDS = Integer.getInteger("swarmbid.epsilon", 100_000);

    private record Outcome(int exit, String output) {
        long figure(final int place) {
            return Long.parseLong(output.strip().split("\\s+")[place]);
        }
    }

    private static Outcome run(final Object... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@../jvm.options");
        command.addAll(
                List.of(
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:+UseEpsilonGC",
                        "-XX:EpsilonMaxTLABSize=64k",
                        "-Xms64m",
                        "-Xmx64m",
                        "-Xlog:disable",
                        "-XX:MaxDirectMemorySize=256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EpsilonRun.class.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // The JVM would say that it picked them up.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        final Process process = builder.start();
        final String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "ring"})
    void shouldRunToTheEndWithoutACollector(final String kind) throws Exception {
        final Outcome outcome = run(kind, COMMANDS);
        assertEquals(0, outcome.exit, outcome.output);
        final long decisions = outcome.figure(1);
        assertTrue(decisions > COMMANDS / 2, outcome.output);
        final long grownBytes = outcome.figure(3) - outcome.figure(2);
        assertTrue(grownBytes < COMMANDS * 4L / 5, grownBytes + " bytes of heap");
        if (Boolean.getBoolean("swarmbid.print")) {
            System.out.printf(
                    "%s: %,d commands, %,d decisions; heap %,d bytes after a fifth, %,d at the end%n",
                    kind, COMMANDS, decisions, outcome.figure(2), outcome.figure(3));
        }
    }
}
