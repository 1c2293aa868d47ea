package io.swarmbid.host.run;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How large the terminal on standard output is, and what it can show. One thread. */
final class TerminalSize {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final long REFRESH_NS = 2_000_000_000L;
    private static final long COMMAND_SECONDS_MAX = 1;
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private int columns = COLUMNS;
    private int rows = ROWS;
    private long askedNs = System.nanoTime() - REFRESH_NS;

    /** Whether standard output is a terminal. */
    static boolean isTerminal() {
        try {
            final String target = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (final IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Asks again now and then, since windows are resized. */
    void refresh() {
        if (System.nanoTime() - askedNs < REFRESH_NS) {
            return;
        }
        askedNs = System.nanoTime();
        try {
            final Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File(STANDARD_OUTPUT.toRealPath().toString()))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            final String said =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS);
            final String[] words = said.strip().split(" ");
            if (words.length == 2 && !words[1].equals("0")) {
                rows = Integer.parseInt(words[0]);
                columns = Integer.parseInt(words[1]);
            }
        } catch (final IOException | NumberFormatException e) {
            columns = COLUMNS;
            rows = ROWS;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** Whether the locale says that the terminal takes more than ASCII. */
    boolean isUnicode() {
        for (final String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            final String value = System.getenv(name);
            if (value != null && !value.isEmpty()) {
                return value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return false;
    }
}
