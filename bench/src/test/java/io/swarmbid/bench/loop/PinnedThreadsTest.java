package io.swarmbid.bench.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.swarmbid.decision.DecisionSink;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import net.openhft.affinity.Affinity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
@EnabledOnOs(OS.LINUX)
final class PinnedThreadsTest {
    private static final Path SOURCE =
            Path.of("src/main/java/io/swarmbid/bench/loop/PinnedThreads.java");
    private static final Path PAGE = Path.of("../docs/tuning.md");

    private final int last = Affinity.getAffinity().length() - 1;

    /** What the system says of the calling thread. */
    private static String allowed() {
        try {
            return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                    .filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst("\\S+\\s+", "");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldRunTheDecisionThreadOnItsCpu() {
        final AtomicReference<String> seen = new AtomicReference<>();
        final DecisionSink sink = (buffer, offset, length) -> seen.set(allowed());
        try (SwarmEngine engine =
                SwarmEngine.launch(
                        new EngineConfig()
                                .threadFactory(
                                        new PinnedThreads(Map.of("swarmbid-decisions", last)))
                                .onDecision(sink))) {
            final EngineClient client = engine.client();
            client.complete(1, io.swarmbid.codec.sbe.CompleteStatus.DONE);
        }
        assertEquals(Integer.toString(last), seen.get());
    }

    @Test
    void shouldLeaveOtherThreadsAndTheCallerWhereTheyWere() throws InterruptedException {
        final String before = allowed();
        final PinnedThreads threads = new PinnedThreads(Map.of("swarmbid-engine", last));
        final AtomicReference<String> other = new AtomicReference<>();
        final Thread thread = threads.newThread(() -> other.set(allowed()));
        thread.setName("swarmbid-journal");
        thread.start();
        thread.join();
        assertEquals(before, other.get());
        assertEquals(before, allowed());
    }

    @Test
    void shouldRefuseBeforeTheLaunchACpuThatThereIsNot() {
        final String before = allowed();
        final Map<String, Integer> cpus = Map.of("swarmbid-engine", 1_000);
        assertThrows(IllegalStateException.class, () -> new PinnedThreads(cpus));
        assertEquals(before, allowed());
    }

    @Test
    void shouldBeQuotedByThePageToTheLetter() throws IOException {
        final String source = Files.readString(SOURCE);
        final String page = Files.readString(PAGE);
        final int start = page.indexOf("```java\nimport ") + "```java\n".length();
        assertEquals(
                source.substring(source.indexOf("import ")),
                page.substring(start, page.indexOf("```", start)));
    }
}
