package io.swarmbid.bench.probes;

import io.swarmbid.bench.results.Results;
import io.swarmbid.probes.HostCpus;
import io.swarmbid.probes.frame.FrameDescriptor;
import io.swarmbid.probes.frame.ProbeFrame;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.jni.NativeReader;
import io.swarmbid.probes.source.Probe;
import io.swarmbid.probes.source.ProcessAspect;
import java.util.List;
import java.util.Locale;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * CPU time of the same idle processes by the pages of their task clocks: a whole sample, one call and one frame, beside
 * a C loop that only reads the pages, and beside the CPU clocks.
 */
final class PageRows {
    private static final int BATCHES = 1_000;
    private static final int CLOCK_BATCHES = 30;
    private static final double NS_MAX = 3;

    private PageRows() {}

    static void run(final Results results, final int rounds, final List<Integer> pids) {
        final int cpuIds = HostCpus.possibleIds();
        final UnsafeBuffer pageFrame = frame(pids.size());
        try (NativeReader pages = new NativeReader(pageFrame, pids.size(), cpuIds);
                NativeReader clocks = new NativeReader(frame(pids.size()), pids.size(), cpuIds)) {
            for (int slot = 0; slot < pids.size(); slot++) {
                pages.add(slot, new Probe.CpuPages(pids.get(slot), 0, 0));
                clocks.add(slot, Probe.process(pids.get(slot), ProcessAspect.CPU_TIME));
            }
            pages.sample();
            final ProbeFrame rows = new ProbeFrame().wrap(pageFrame, 0, pageFrame.capacity());
            if (rows.state(0) != ProbeState.OK) {
                System.out.printf(
                        "%npages: left out, perf events are %s (errno %d) here%n",
                        rows.state(0), rows.errno(0));
                results.failed(
                        "CPU time of 100 processes",
                        "pages",
                        "perf events are " + rows.state(0) + " (errno " + rows.errno(0) + ") here");
                return;
            }
            measure(results, rounds, pids.size(), pages, clocks);
        }
    }

    private static void measure(
            final Results results,
            final int rounds,
            final int processes,
            final NativeReader pages,
            final NativeReader clocks) {
        final Contender floor =
                new Contender("the pages alone, C loop", rounds, BATCHES, pages::pagesFloor);
        final Contender ours =
                new Contender("native sample, pages", rounds, BATCHES, () -> sample(pages));
        final Contender clock =
                new Contender(
                        "native sample, CPU clocks", rounds, CLOCK_BATCHES, () -> sample(clocks));
        final List<Contender> contenders = List.of(floor, ours, clock);
        for (int round = 0; round < rounds; round++) {
            contenders.forEach(Contender::warmUp);
        }
        for (int round = 0; round < rounds; round++) {
            for (final Contender contender : contenders) {
                contender.measure(round);
            }
        }
        contenders.forEach(contender -> contender.addTo(results, "CPU time of 100 processes"));
        System.out.printf("%n%-26s %16s %14s%n", "what", "ns per counter", "/ pages alone");
        for (final Contender contender : contenders) {
            System.out.printf(
                    Locale.ROOT,
                    "%-26s %16.2f %14.2f%n",
                    contender.name(),
                    contender.medianMicros() * 1000 / processes,
                    contender.wallRatioTo(floor));
        }
        final double ns = ours.medianMicros() * 1000 / processes;
        System.out.printf(
                Locale.ROOT,
                "%-36s %8.2f  <= %-6s %s, %.0f bytes%n",
                "ns per counter by pages",
                ns,
                NS_MAX,
                ns <= NS_MAX ? "holds" : "FAILS",
                ours.medianBytes());
    }

    private static long sample(final NativeReader reader) {
        reader.sample();
        return 1;
    }

    private static UnsafeBuffer frame(final int rows) {
        final int length = FrameDescriptor.rowOffset(rows);
        return new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(length, FrameDescriptor.HEADER_LENGTH));
    }
}
