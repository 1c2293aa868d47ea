package io.swarmbid.peers.trace;

import java.util.Arrays;

/** Appends commands to a journal, round by round, times blocks of them, and then reads all of it back. */
public final class AppendRun {
    /** Commands between two looks at the clock. */
    public static final int BLOCK = 64;

    private final CommandFile commands;
    private final int rounds;
    private final long pauseNs;

    /**
     * @param commands a whole number of blocks.
     * @param rounds each appends every command once; a third of them more come first, unobserved.
     * @param pauseNs between two rounds, in which a journal can prepare for the next.
     */
    public AppendRun(final CommandFile commands, final int rounds, final long pauseNs) {
        if (commands.count() % BLOCK > 0) {
            throw new IllegalArgumentException(
                    commands.count() + " commands are no multiple of " + BLOCK);
        }
        this.commands = commands;
        this.rounds = rounds;
        this.pauseNs = pauseNs;
    }

    /**
     * Runs it.
     *
     * @throws IllegalStateException if the journal does not hold what was appended.
     */
    public Outcome run(final String name, final AppendTarget target) throws Exception {
        final int warmUp = (rounds + 2) / 3;
        final int blocks = commands.count() / BLOCK;
        final double[] nanos = new double[blocks * rounds];
        final double[] means = new double[rounds];
        long sequence = 0;
        double leastBytes = Double.MAX_VALUE;
        for (int round = -warmUp; round < rounds; round++) {
            final long before = Allocation.bytes();
            final long start = System.nanoTime();
            long last = start;
            for (int block = 0; block < blocks; block++) {
                for (int i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
                    sequence++;
                    target.append(
                            sequence,
                            sequence,
                            commands.bytes(),
                            commands.offset(i),
                            commands.length(i));
                }
                final long now = System.nanoTime();
                if (round >= 0) {
                    nanos[round * blocks + block] = (double) (now - last) / BLOCK;
                }
                last = now;
            }
            target.settle();
            if (round >= 0) {
                means[round] = (double) (System.nanoTime() - start) / (blocks * BLOCK);
                final double bytes = (double) (Allocation.bytes() - before) / (blocks * BLOCK);
                leastBytes = Math.min(leastBytes, bytes);
            }
            Thread.sleep(pauseNs / 1_000_000);
        }
        final long found = target.readBack(commands);
        if (found != sequence) {
            throw new IllegalStateException(found + " commands of " + sequence + " are there");
        }
        Arrays.sort(nanos);
        Arrays.sort(means);
        return new Outcome(name)
                .with("commands", sequence)
                .with("ns", means[rounds / 2])
                .with("p50", nanos[nanos.length / 2])
                .with("p99", nanos[(int) (nanos.length * 0.99)])
                .with("max", nanos[nanos.length - 1])
                .with("bytes", leastBytes);
    }
}
