package io.swarmbid.bench.peers;

import io.swarmbid.peers.trace.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JVM for one contender, with the class path and the flags that it needs. All have a heap that is there
 * from the start, and unless their flags name another the serial collector, so that no collector's threads compete for
 * the two CPUs.
 *
 * @param main class that prints the outcome.
 * @param classPath of the JVM.
 * @param flags of the contender's own.
 */
public record ContenderJvm(String main, String classPath, List<String> flags) {
    private static final List<String> COMMON = List.of("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch");
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    /** A contender that gave no outcome. */
    public static final class FailedException extends Exception {
        private static final long serialVersionUID = 1;

        FailedException(final String message) {
            super(message);
        }
    }

    /** The engine, in the class path of this JVM. */
    public static ContenderJvm engine(final String main) {
        return new ContenderJvm(
                main,
                System.getProperty("java.class.path"),
                List.of(
                        "@" + root().resolve("jvm.options"),
                        "-Dagrona.disable.bounds.checks=true"));
    }

    /** A peer, from where its module was built. */
    public static ContenderJvm peer(final String module, final String main) {
        final Path directory = root().resolve("peers").resolve(module);
        final Path target = directory.resolve("target");
        final Path options = directory.resolve("jvm.options");
        return new ContenderJvm(
                main,
                target.resolve("*") + File.pathSeparator + target.resolve("lib").resolve("*"),
                Files.exists(options) ? List.of("@" + options) : List.of());
    }

    /** The same with one more flag. */
    public ContenderJvm with(final String flag) {
        return new ContenderJvm(
                main, classPath, Stream.concat(flags.stream(), Stream.of(flag)).toList());
    }

    /** Where the repository is. */
    private static Path root() {
        return Path.of(System.getProperty("swarmbid.root", "."));
    }

    /**
     * Runs it to its end.
     *
     * @throws FailedException with the last that it said, if it gave no outcome.
     */
    public Outcome run(final Object... arguments) throws IOException, FailedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(COMMON);
        if (flags.stream().noneMatch(flag -> flag.matches("-XX:\\+Use\\w+GC"))) {
            command.add(COLLECTOR);
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        for (final Object argument : arguments) {
            command.add(argument.toString());
        }
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String reason = "it said nothing";
        Outcome outcome = null;
        try (var output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                final Outcome read = Outcome.parse(line);
                outcome = read == null ? outcome : read;
                if (line.startsWith("Exception") || line.startsWith("Caused by")) {
                    reason = line;
                }
            }
        }
        if (outcome == null) {
            throw new FailedException(reason);
        }
        return outcome;
    }
}
