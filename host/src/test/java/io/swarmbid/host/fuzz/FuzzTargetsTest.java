package io.swarmbid.host.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The kept corpus of every target, and seeded mutations of it: {@code -Dswarmbid.mutations} for each target. */
class FuzzTargetsTest {
    private static final int MUTATIONS = Integer.getInteger("swarmbid.mutations", 300);
    private static final long SEED = Long.getLong("swarmbid.seed", 1);
    private static final Path CORPUS = Path.of("src", "test", "fuzz");

    /** A target's method. */
    private interface Target {
        void read(byte[] data) throws Exception;
    }

    private static final Map<String, Target> TARGETS =
            new TreeMap<>(
                    Map.of(
                            "CommandLog", CommandLogTarget::fuzzerTestOneInput,
                            "Swf", SwfTarget::fuzzerTestOneInput,
                            "Price", PriceTarget::fuzzerTestOneInput,
                            "Workload", WorkloadTarget::fuzzerTestOneInput,
                            "RunDirectory", RunDirectoryTarget::fuzzerTestOneInput,
                            "BinaryCommand", BinaryCommandTarget::fuzzerTestOneInput));

    @TestFactory
    Stream<DynamicTest> shouldReadOrRefuseWhateverComes() {
        return TARGETS.entrySet().stream()
                .map(
                        each ->
                                dynamicTest(
                                        each.getKey(), () -> fuzz(each.getKey(), each.getValue())));
    }

    private static void fuzz(final String name, final Target target) throws IOException {
        final List<byte[]> corpus = corpus(name);
        assertTrue(!corpus.isEmpty(), "there is no corpus for " + name);
        for (final byte[] each : corpus) {
            read(name, target, each);
        }
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            read(name, target, mutated(corpus, random));
        }
    }

    private static List<byte[]> corpus(final String name) throws IOException {
        final List<byte[]> corpus = new ArrayList<>();
        try (Stream<Path> files = Files.list(CORPUS.resolve(name))) {
            for (final Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                corpus.add(Files.readAllBytes(file));
            }
        }
        if ("BinaryCommand".equals(name)) {
            corpus.add(BinarySeeds.of(CORPUS.resolve("CommandLog").resolve("every-command.jsonl")));
        }
        return corpus;
    }

    private static void read(final String name, final Target target, final byte[] data) {
        try {
            target.read(data);
        } catch (final Exception | AssertionError e) {
            throw new AssertionError(
                    name + " on " + Arrays.toString(data) + " (seed " + SEED + ")", e);
        }
    }

    /** A few bytes changed, a piece cut out, or two inputs joined. */
    private static byte[] mutated(final List<byte[]> corpus, final SplittableRandom random) {
        final byte[] one = corpus.get(random.nextInt(corpus.size())).clone();
        final byte[] other = corpus.get(random.nextInt(corpus.size()));
        if (one.length == 0 || other.length == 0) {
            return other.clone();
        }
        final int from = random.nextInt(one.length);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(one, from);
            case 1 -> joined(one, from, other, random.nextInt(other.length));
            case 2 -> joined(one, from, one, Math.min(one.length, from + random.nextInt(16)));
            default -> {
                for (int left = random.nextInt(4); left >= 0; left--) {
                    one[random.nextInt(one.length)] = (byte) random.nextInt(256);
                }
                yield one;
            }
        };
    }

    private static byte[] joined(final byte[] a, final int end, final byte[] b, final int begin) {
        final byte[] both = Arrays.copyOf(a, end + b.length - begin);
        System.arraycopy(b, begin, both, end, b.length - begin);
        return both;
    }
}
