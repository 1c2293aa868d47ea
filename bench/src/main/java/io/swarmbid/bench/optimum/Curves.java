package io.swarmbid.bench.optimum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Speed-up curves: S(0..max) in ppm, S(1) = 1. */
final class Curves {
    private static final int PPM = 1_000_000;

    /** A measured curve with fewer sizes, 1 among them, says too little. */
    private static final int FEWEST_SIZES = 9;

    private Curves() {}

    /** Amdahl's law, serial share uniform from 0 to 0.3. */
    static int[] amdahl(final SplittableRandom random, final int max) {
        final long serialPpm = random.nextInt(300_001);
        final int[] curve = new int[max + 1];
        for (int n = 1; n <= max; n++) {
            curve[n] = (int) ((long) n * PPM * PPM / (PPM + (n - 1) * serialPpm));
        }
        return curve;
    }

    /** A walk whose steps are uniform from -0.3 to 1.2, never below 0.2. */
    static int[] dips(final SplittableRandom random, final int max) {
        final int[] curve = new int[max + 1];
        curve[1] = PPM;
        for (int n = 2; n <= max; n++) {
            curve[n] = Math.max(PPM / 5, curve[n - 1] + random.nextInt(-300_000, 1_200_001));
        }
        return curve;
    }

    /**
     * The measured curves of a directory, by file name and batch size: {@code *-placements.csv} and
     * {@code *-scalability.csv} each give one, with S(n) = n * step(1) / step(n), the best placement of n replicas. One
     * replica's step is always that of the placements. Units between two measured sizes bring what the smaller brings.
     */
    static List<int[]> measured(final Path directory) {
        final List<int[]> curves = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, "*-placements.csv")) {
            final List<Path> sorted = new ArrayList<>();
            files.forEach(sorted::add);
            sorted.sort(null);
            for (final Path placements : sorted) {
                final String name = placements.getFileName().toString();
                final Path scalability =
                        directory.resolve(name.replace("-placements", "-scalability"));
                final Map<String, TreeMap<Integer, Double>> steps =
                        steps(placements, "placement", new TreeMap<>());
                final Map<String, TreeMap<Integer, Double>> ones = new HashMap<>();
                steps.forEach(
                        (size, byCount) ->
                                ones.computeIfAbsent(size, key -> new TreeMap<>())
                                        .put(1, byCount.get(1)));
                steps.values().forEach(byCount -> add(curves, byCount));
                steps(scalability, "num_replicas", ones)
                        .values()
                        .forEach(byCount -> add(curves, byCount));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return curves;
    }

    private static Map<String, TreeMap<Integer, Double>> steps(
            final Path file,
            final String countColumn,
            final Map<String, TreeMap<Integer, Double>> known)
            throws IOException {
        final Map<String, TreeMap<Integer, Double>> steps = new TreeMap<>(known);
        final List<String> lines = Files.readAllLines(file);
        final List<String> columns = Arrays.asList(lines.get(0).split(","));
        for (final String line : lines.subList(1, lines.size())) {
            final String[] fields = line.split(",");
            final String count = fields[columns.indexOf(countColumn)];
            final int replicas =
                    countColumn.equals("placement")
                            ? count.chars().map(digit -> digit - '0').sum()
                            : Integer.parseInt(count);
            steps.computeIfAbsent(fields[columns.indexOf("local_bsz")], key -> new TreeMap<>())
                    .merge(
                            replicas,
                            Double.valueOf(fields[columns.indexOf("step_time")]),
                            Math::min);
        }
        return steps;
    }

    private static void add(final List<int[]> curves, final TreeMap<Integer, Double> steps) {
        if (steps.size() < FEWEST_SIZES || steps.get(1) == null) {
            return;
        }
        final int[] curve = new int[steps.lastKey() + 1];
        for (int n = 1; n < curve.length; n++) {
            final int size = steps.floorKey(n);
            curve[n] = (int) (size * steps.get(1) / steps.get(size) * PPM);
        }
        curves.add(curve);
    }
}
