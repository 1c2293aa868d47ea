package io.swarmbid.findings;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Finding;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Settings;
import io.swarmbid.reference.CommandWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Tasks with a hidden truth, and what probes would report of them, with noise: spikes, bursts, uneven VRUs, reports that
 * stray. Each task runs alone on its instance; half of its VRUs are out of order for the first part, so that its progress
 * is seen at two numbers of units. A task may carry several truths; one that carries none may come close to any. Doubles
 * are at home here: this is the world outside the engine.
 */
final class Injection {
    /** A command at a logical time. */
    record Step(long at, byte[] command) {}

    /** What is true of a task; findings that are not in the set are false. */
    record Truth(long task, Set<Finding> findings) {}

    static final int TASKS = 24;
    private static final int UNITS = 8;
    private static final long SECOND = 1_000_000_000L;
    private static final long SAMPLE = 5 * SECOND;
    private static final long REPAIR_AT = 400 * SECOND;
    private static final long MOST = 3_600 * SECOND;
    private static final double MIB = 1 << 20;

    private final SplittableRandom random;
    private final CommandWriter writer;
    private final List<Step> steps = new ArrayList<>();
    private final List<Truth> truths = new ArrayList<>();

    Injection(final long seed, final Settings settings) {
        random = new SplittableRandom(seed);
        writer = new CommandWriter(settings);
        steps.add(
                new Step(
                        0,
                        writer.pool(
                                new PoolSpec()
                                        .pool(1)
                                        .cost(UNITS * 1_000_000L)
                                        .vrus(UNITS, UNITS, 0))));
        for (int i = 1; i <= TASKS; i++) {
            new Hidden(i).live();
        }
        steps.sort((a, b) -> Long.compare(a.at, b.at));
    }

    /** The commands, by time. */
    List<Step> steps() {
        return steps;
    }

    List<Truth> truths() {
        return truths;
    }

    private double between(final double low, final double high) {
        return low + random.nextDouble() * (high - low);
    }

    private boolean oneIn(final int n) {
        return random.nextInt(n) == 0;
    }

    /** Sum of twelve uniforms less six: as good as normal. */
    private double normal() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    private static int ppm(final double share) {
        return (int) (1_000_000 * Math.max(0, Math.min(1, share)));
    }

    /** One task's secret. */
    private final class Hidden {
        private final long id;
        private final Set<Finding> findings = EnumSet.noneOf(Finding.class);
        private final boolean byVru = oneIn(2);
        private final boolean uneven = oneIn(2);
        private final double memory = between(0.02, 0.95);
        private double use;
        private double spread;
        private int spikesOneIn;
        private double dutyCycle = 1;
        private double io;

        /** Progress per second on half of the units and on all of them. */
        private double paceOfHalf;

        private double paceOfAll;

        /** Actual work over what the customer says. */
        private double ratio;

        Hidden(final long id) {
            this.id = id;
            drawUse();
            drawPace();
            drawWork();
            truths.add(new Truth(id, findings));
        }

        private void drawUse() {
            io = MIB * Math.exp(between(-3, 0.9));
            spikesOneIn = 60;
            switch (random.nextInt(6)) {
                case 0 -> {
                    findings.add(Finding.IDLE);
                    use = between(0, 0.025);
                    spread = 0.006;
                }
                case 1 -> {
                    findings.add(Finding.OVERSIZED);
                    use = between(0.1, 0.36);
                    spread = 0.05;
                }
                case 2 -> {
                    findings.add(Finding.IO_BOUND);
                    use = between(0.03, 0.36);
                    spread = 0.05;
                    io = MIB * between(20, 400);
                }
                case 3 -> {
                    // Busy in bursts only, and never under the floors for long.
                    use = between(0.7, 0.95);
                    spread = 0.08;
                    dutyCycle = between(0.15, 0.6);
                }
                default -> {
                    use = between(0.52, 0.97);
                    spread = 0.08;
                    if (oneIn(3)) {
                        io = MIB * between(20, 400);
                    }
                }
            }
        }

        private void drawPace() {
            final double serial = between(0, 0.08);
            paceOfHalf = amdahl(UNITS / 2, serial);
            paceOfAll = amdahl(UNITS, serial);
            if (oneIn(4)) {
                findings.add(Finding.NON_SCALING);
                paceOfAll = paceOfHalf * between(0.5, 1.04);
            } else if (oneIn(4)) {
                paceOfAll = paceOfHalf * between(1.18, 1.4);
            }
        }

        private static double amdahl(final int units, final double serial) {
            return units / (1 + (units - 1) * serial);
        }

        private void drawWork() {
            if (oneIn(4)) {
                findings.add(Finding.MISBID);
                ratio = oneIn(2) ? between(0.1, 0.47) : between(1.58, 4);
            } else {
                ratio = between(0.54, 1.43);
            }
        }

        private void live() {
            final long lasting = (long) between(900, MOST / SECOND) * SECOND;
            final long start = (long) between(0, 200) * SECOND;
            final double done =
                    (paceOfHalf * (REPAIR_AT / SECOND)
                                    + paceOfAll * ((lasting - REPAIR_AT) / SECOND))
                            * SECOND;
            final long work = (long) (done / ratio);
            steps.add(new Step(start, writer.instance(id, 1)));
            for (int vru = UNITS / 2; vru < UNITS; vru++) {
                steps.add(new Step(start, writer.vruFault(id, Kind.VCPU, vru)));
            }
            final TaskSpec task =
                    new TaskSpec(UNITS)
                            .task(id)
                            .bid(work / 3_600_000 * 10, work)
                            .units(1, UNITS)
                            .bundle(1, 1, 0);
            steps.add(new Step(start, writer.task(task)));
            for (int vru = UNITS / 2; vru < UNITS; vru++) {
                steps.add(new Step(start + REPAIR_AT, writer.vruRepair(id, Kind.VCPU, vru)));
            }
            report(start, lasting);
            steps.add(new Step(start + lasting, writer.progress(id, (long) done)));
            steps.add(new Step(start + lasting, writer.complete(id, CompleteStatus.DONE)));
        }

        private void report(final long start, final long lasting) {
            double done = 0;
            for (long at = SAMPLE; at < lasting; at += SAMPLE) {
                final boolean all = at > REPAIR_AT;
                done += (all ? paceOfAll : paceOfHalf) * SAMPLE;
                sample(start + at, all ? UNITS : UNITS / 2);
                if (at % (4 * SAMPLE) == 0) {
                    // What a host says strays by up to a fiftieth of what came since it last spoke.
                    final double stray = paceOfHalf * 4 * SAMPLE * between(-0.02, 0.02);
                    steps.add(new Step(start + at, writer.progress(id, (long) (done + stray))));
                }
            }
        }

        private void sample(final long at, final int units) {
            double share = use + spread * normal();
            if (random.nextDouble() > dutyCycle) {
                share = between(0, 0.04);
            }
            if (oneIn(spikesOneIn)) {
                share = between(0.3, 1);
            }
            share = Math.max(0, Math.min(1, share));
            final double rate = io * Math.exp(0.4 * normal());
            if (!byVru) {
                steps.add(new Step(at, writer.usage(id, ppm(share), ppm(memory), 0, (long) rate)));
                return;
            }
            double left = share * units;
            for (int vru = 0; vru < units; vru++) {
                final double part = uneven ? Math.min(1, left) : share;
                left -= part;
                steps.add(
                        new Step(
                                at,
                                writer.telemetry(
                                        id, Kind.VCPU, vru, ppm(part), (long) (rate / units))));
            }
        }
    }
}
