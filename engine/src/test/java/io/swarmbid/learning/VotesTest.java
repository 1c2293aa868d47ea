package io.swarmbid.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class VotesTest {
    private static final int LISTS = 2_000;
    private static final int RUNS = 6;
    private static final int LONGEST = 16;

    /** Six runs of sixteen, merged in pairs, in pairs again, and with those left over. */
    private static final int MOST_COMPARISONS = 96 + 64 + 96;

    private final Votes votes = new Votes(RUNS * LONGEST + 1, RUNS);

    /** Adds random runs; the sum of the weights by place. */
    private TreeMap<Integer, Integer> add(final SplittableRandom random, final int longest) {
        final TreeMap<Integer, Integer> sums = new TreeMap<>();
        final int spread = 1 + random.nextInt(5_000);
        votes.clear();
        final int runs = 1 + random.nextInt(RUNS);
        for (int run = 0; run < runs; run++) {
            votes.begin();
            final int length = longest - random.nextInt(longest == LONGEST ? 1 : longest);
            for (final int place : random.ints(length, -spread, spread).sorted().toArray()) {
                final int weight = 1 + random.nextInt(65_536 / LONGEST);
                votes.add(place, weight);
                sums.merge(place, weight, Integer::sum);
            }
        }
        return sums;
    }

    @Test
    void shouldMergeRunsIntoOneWithOneVoteForAPlace() {
        for (long seed = 1; seed <= LISTS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final TreeMap<Integer, Integer> expected = add(random, 1 + random.nextInt(LONGEST));
            votes.merge();
            final TreeMap<Integer, Integer> merged = new TreeMap<>();
            final int[] places = new int[votes.size()];
            for (int i = 0; i < votes.size(); i++) {
                places[i] = votes.place(i);
                merged.put(votes.place(i), votes.weight(i));
            }
            assertEquals(expected, merged, "seed " + seed);
            assertEquals(expected.size(), places.length, "seed " + seed);
            assertTrue(Arrays.equals(places, sorted(places)), "seed " + seed);
        }
    }

    private static int[] sorted(final int[] places) {
        final int[] sorted = places.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    @Test
    void shouldCompareNoMoreThanThreeRoundsOfMergingDo() {
        long most = 0;
        for (long seed = 1; seed <= LISTS; seed++) {
            add(new SplittableRandom(seed), LONGEST);
            final long before = votes.comparisons();
            votes.merge();
            most = Math.max(most, votes.comparisons() - before);
        }
        assertTrue(most <= MOST_COMPARISONS && most > MOST_COMPARISONS / 2, "at most " + most);
    }

    @Test
    void shouldFindWhereNineteenOfTwentyPartsOfTheWeightAreReached() {
        for (long seed = 1; seed <= LISTS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final TreeMap<Integer, Integer> sums = add(random, LONGEST);
            votes.merge();
            final long total = sums.values().stream().mapToLong(Integer::longValue).sum();
            long sum = 0;
            int reached = 0;
            for (final var each : sums.entrySet()) {
                reached = 20 * sum < 19 * total ? each.getKey() : reached;
                sum += each.getValue();
            }
            assertEquals(reached, votes.quantile(), "seed " + seed);
        }
    }

    @Test
    void shouldFollowTheHeavierOfTwoPlacesFarApart() {
        votes.clear();
        votes.begin();
        votes.add(-2_560, 1_000);
        votes.add(2_560, 1_500);
        votes.begin();
        votes.add(-2_560, 600);
        votes.merge();
        assertEquals(-2_560, votes.mode());
        votes.join(2_560, 200);
        assertEquals(2_560, votes.mode());
    }
}
