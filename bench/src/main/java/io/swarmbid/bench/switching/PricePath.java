package io.swarmbid.bench.switching;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * What a capacity unit costs in several markets over time, all changes merged.
 *
 * @param atNs when each row of costs begins to hold, ascending; the last is the end.
 * @param costs by row, then by market: femto-currency per unit and hour.
 */
record PricePath(List<String> names, long[] atNs, long[][] costs) {
    private static final double FEMTO = 1e15;

    /** A file of {@code timestamp,price_per_hour} rows, and the capacity units that its price buys. */
    record Market(String name, int weight, TreeMap<Long, Long> costByNs) {
        /** Reads {@code FILE} or {@code FILE:WEIGHT}; the file may be compressed. */
        static Market read(final String argument) throws IOException {
            final int colon = argument.lastIndexOf(':');
            final Path path = Path.of(colon < 0 ? argument : argument.substring(0, colon));
            final int weight = colon < 0 ? 1 : Integer.parseInt(argument.substring(colon + 1));
            final TreeMap<Long, Long> costs = new TreeMap<>();
            try (InputStream file = Files.newInputStream(path);
                    InputStream plain =
                            path.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
                    BufferedReader reader =
                            new BufferedReader(
                                    new InputStreamReader(plain, StandardCharsets.UTF_8))) {
                reader.readLine();
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    final int comma = line.indexOf(',');
                    final OffsetDateTime time =
                            OffsetDateTime.parse(line.substring(0, comma).replace(' ', 'T'));
                    final double price = Double.parseDouble(line.substring(comma + 1));
                    costs.put(
                            time.toEpochSecond() * 1_000_000_000L,
                            Math.round(price * FEMTO / weight));
                }
            }
            return new Market(
                    path.getFileName().toString().replaceAll("\\.csv(\\.gz)?$", ""), weight, costs);
        }
    }

    /** The time that all markets have in common. */
    static PricePath merge(final List<Market> markets) {
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        final TreeSet<Long> times = new TreeSet<>();
        for (final Market market : markets) {
            from = Math.max(from, market.costByNs.firstKey());
            to = Math.min(to, market.costByNs.lastKey());
            times.addAll(market.costByNs.keySet());
        }
        times.add(from);
        final List<Long> rows = new ArrayList<>(times.subSet(from, true, to, true));
        final long[][] costs = new long[rows.size()][markets.size()];
        for (int row = 0; row < costs.length; row++) {
            for (int market = 0; market < markets.size(); market++) {
                final Map.Entry<Long, Long> last =
                        markets.get(market).costByNs.floorEntry(rows.get(row));
                costs[row][market] = last.getValue();
            }
        }
        return new PricePath(
                markets.stream().map(Market::name).toList(),
                rows.stream().mapToLong(Long::longValue).toArray(),
                costs);
    }

    int markets() {
        return names.size();
    }

    /** Rows of costs; the last one lasts no time. */
    int rows() {
        return atNs.length;
    }

    long lengthNs(final int row) {
        return atNs[row + 1] - atNs[row];
    }

    int cheapest(final int row) {
        int cheapest = 0;
        for (int market = 1; market < markets(); market++) {
            cheapest = costs[row][market] < costs[row][cheapest] ? market : cheapest;
        }
        return cheapest;
    }

    /** The rows from one share of the time to another, per thousand. */
    PricePath part(final int fromPerMille, final int toPerMille) {
        final long span = atNs[rows() - 1] - atNs[0];
        int first = 0;
        int last = rows() - 1;
        while (atNs[first] - atNs[0] < span / 1_000 * fromPerMille) {
            first++;
        }
        while (atNs[last] - atNs[0] > span / 1_000 * toPerMille) {
            last--;
        }
        return new PricePath(
                names,
                java.util.Arrays.copyOfRange(atNs, first, last + 1),
                java.util.Arrays.copyOfRange(costs, first, last + 1));
    }
}
