package io.swarmbid.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class EmbeddingExampleTest {
    private static final Path SOURCE =
            Path.of("src/test/java/io/swarmbid/example/EmbeddingExample.java");
    private static final Path PAGE = Path.of("../docs/embedding.md");

    @Test
    void shouldGrantWhatThePageSays() throws IOException {
        final List<String> log = new ArrayList<>();
        EmbeddingExample.run(log::add);
        final String block = "```text\n" + String.join("\n", log) + "\n```";
        assertTrue(Files.readString(PAGE).contains(block), "the page should hold\n" + block);
    }

    @Test
    void shouldBeQuotedByThePageToTheLetter() throws IOException {
        final String source = Files.readString(SOURCE);
        final String quoted = source.substring(source.indexOf("import "));
        final String page = Files.readString(PAGE);
        final int start = page.indexOf("```java\nimport ") + "```java\n".length();
        assertEquals(quoted, page.substring(start, page.indexOf("```", start)));
    }
}
