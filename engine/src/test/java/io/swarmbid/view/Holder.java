package io.swarmbid.view;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens the view below the directory that is its argument and keeps it open. For each line that it gets it answers one:
 * {@code read} with {@code live} or {@code dead} and how many tasks there are, {@code use} with how many maps somebody has
 * open, {@code ask} with how often somebody was seen to publish in many looks. A view that it cannot open, or read, is
 * answered with why.
 */
final class Holder {
    private static final int LOOKS = 20_000;

    private Holder() {}

    public static void main(final String[] arguments) throws IOException {
        final Path directory = Path.of(arguments[0]);
        final BufferedReader asked =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (arguments.length > 1) {
            answer(asked, directory, null);
        } else {
            try (ViewReader reader = ViewReader.open(directory)) {
                System.out.println("open");
                answer(asked, directory, reader);
            } catch (final ViewException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static void answer(
            final BufferedReader asked, final Path directory, final ViewReader reader)
            throws IOException {
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            switch (line) {
                case "read" -> {
                    final ViewSnapshot seen = reader.read();
                    Coherence.check(seen);
                    System.out.println(
                            (seen.status().isLive() ? "live " : "dead ") + seen.tasks().size());
                }
                case "use" -> System.out.println(inUse(directory));
                case "ask" -> System.out.println(published(directory));
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private static int inUse(final Path directory) throws IOException {
        int count = 0;
        for (final Path map : new ViewFiles(directory).current().maps().all()) {
            try {
                AbandonedMap.ready(map);
            } catch (final MapInUseException e) {
                count++;
            }
        }
        return count;
    }

    /** How often somebody was seen to publish. */
    static long published(final Path directory) throws IOException {
        final AtomicLong count = new AtomicLong();
        for (int look = 0; look < LOOKS; look++) {
            if (SharedView.isPublished(directory)) {
                count.incrementAndGet();
            }
        }
        return count.get();
    }
}
