package io.swarmbid.view;

import java.io.IOException;
import java.nio.file.Path;

/** Reads the view below the directory that is its argument again and again, until it is killed or the engine is gone. */
final class Onlooker {
    private Onlooker() {}

    public static void main(final String[] arguments) throws IOException {
        try (ViewReader reader = ViewReader.open(Path.of(arguments[0]))) {
            boolean isTold = false;
            for (ViewSnapshot seen = reader.read(); seen.status().isLive(); seen = reader.read()) {
                Coherence.check(seen);
                if (!isTold && !seen.tasks().isEmpty()) {
                    isTold = true;
                    System.out.println("read");
                }
            }
        }
    }
}
