package io.swarmbid.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Another JVM with the class path of this one. */
final class Jvm {
    private Jvm() {}

    /** Starts a class's main method with the flags of {@code jvm.options}; its errors go to this one's. */
    static Process start(final List<String> flags, final Class<?> main, final Object... arguments) {
        return start(List.of(), flags, main, arguments);
    }

    /** What makes of a command another user's, who may read everything, the class path too, but write only what is his. */
    private static List<String> as(final int user) {
        return List.of(
                "setpriv",
                "--reuid=" + user,
                "--clear-groups",
                "--inh-caps=-all,+dac_read_search",
                "--ambient-caps=-all,+dac_read_search",
                "--bounding-set=-all,+dac_read_search");
    }

    /** Whether this process may start another user's. */
    static boolean canStartAs(final int user) throws InterruptedException {
        final List<String> command = new ArrayList<>(as(user));
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (final IOException e) {
            return false;
        }
    }

    /** As {@link #start(List, Class, Object...)}, as another user. */
    static Process startAs(
            final int user,
            final List<String> flags,
            final Class<?> main,
            final Object... arguments) {
        return start(as(user), flags, main, arguments);
    }

    private static Process start(
            final List<String> prefix,
            final List<String> flags,
            final Class<?> main,
            final Object... arguments) {
        final List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@../jvm.options");
        command.add("-Xmx256m");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
