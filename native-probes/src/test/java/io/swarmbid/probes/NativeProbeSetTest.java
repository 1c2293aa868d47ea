package io.swarmbid.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.swarmbid.probes.frame.PerfField;
import io.swarmbid.probes.frame.ProbeFrame;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.ProcessField;
import io.swarmbid.probes.jni.LibraryConfig;
import io.swarmbid.probes.jni.LibraryStatus;
import io.swarmbid.probes.jni.NativeLibrary;
import io.swarmbid.probes.jni.ReaderChoice;
import io.swarmbid.probes.source.Probe;
import io.swarmbid.probes.source.ProcessAspect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class NativeProbeSetTest extends ProbeSetContract {
    @Override
    ProbeSet open(final int capacity) {
        final LibraryStatus status = NativeLibrary.load(new LibraryConfig());
        assumeTrue(status.isLoaded(), status.explanation());
        return ProbeSet.open(capacity, new LibraryConfig().reader(ReaderChoice.NATIVE));
    }

    @Test
    void shouldReadCpuTimeFinerThanATick() {
        try (ProbeSet probes = open(2)) {
            final long pid = ProcessHandle.current().pid();
            final int clock = probes.add(Probe.process(pid, ProcessAspect.CPU_TIME));
            final int stat = probes.add(Probe.process(pid, ProcessAspect.STAT));
            final ProbeFrame frame = probes.sample();
            final long ticks = frame.value(stat, ProcessField.CPU_NS);
            assertEquals(0, ticks % 10_000_000);
            assertTrue(frame.value(clock, ProcessField.CPU_NS) + 20_000_000 >= ticks);
        }
    }

    @Test
    void shouldCountTheEventsOfAProcessThatStartsWorkLater() {
        try (ProbeSet probes = open(1);
                Children children = new Children()) {
            final Process shell =
                    children.shell(
                            "echo ready; read l; i=0; while [ $i -lt 999 ]; do i=$((i+1)); done; echo done; read l");
            final int slot = probes.add(new Probe.Perf(shell.pid(), 0));
            final ProbeFrame frame = probes.sample();
            assumeTrue(
                    frame.has(slot, PerfField.TASK_CLOCK_NS),
                    () -> "no perf events: " + frame.state(slot));
            children.sendLine(shell);
            children.awaitLine(shell);
            probes.sample();
            assertTrue(frame.value(slot, PerfField.TASK_CLOCK_NS) > 0);
            children.kill(shell);
            probes.sample();
            assertEquals(ProbeState.GONE, frame.state(slot));
        }
    }

    @Test
    void shouldGivePerfCountersOrSayWhyNot() {
        try (ProbeSet probes = open(1)) {
            final int slot = probes.add(new Probe.Perf(ProcessHandle.current().pid(), 0));
            probes.sample();
            final ProbeFrame frame = probes.sample();
            final EnumSet<ProbeState> expected =
                    EnumSet.of(
                            ProbeState.OK,
                            ProbeState.DENIED,
                            ProbeState.UNSUPPORTED,
                            ProbeState.STALE);
            assertTrue(expected.contains(frame.state(slot)), () -> frame.state(slot).name());
            assertTrue(frame.state(slot) != ProbeState.OK || frame.has(slot, PerfField.CYCLES));
        }
    }

    @Test
    void shouldCountABurningChildByItsPageAsItsClockDoesOnceItHasBlocked() {
        try (ProbeSet probes = open(2);
                Children children = new Children()) {
            final Process shell =
                    children.shell(
                            "echo ready; read l; i=0; while [ $i -lt 99999 ]; do i=$((i+1)); done; echo done; read l");
            final int page = probes.add(new Probe.CpuPages(shell.pid(), 0, 0));
            final int clock = probes.add(Probe.process(shell.pid(), ProcessAspect.CPU_TIME));
            final ProbeFrame frame = probes.sample();
            assumePages(frame, page);
            awaitBlocked(shell);
            probes.sample();
            probes.sample();
            final long pageBefore = frame.value(page, ProcessField.CPU_NS);
            final long clockBefore = frame.value(clock, ProcessField.CPU_NS);
            children.sendLine(shell);
            children.awaitLine(shell);
            awaitBlocked(shell);
            probes.sample();
            probes.sample();
            final long burnt = frame.value(clock, ProcessField.CPU_NS) - clockBefore;
            final long counted = frame.value(page, ProcessField.CPU_NS) - pageBefore;
            assertTrue(burnt > 10_000_000, () -> burnt + " ns are too few to tell");
            // The page includes what a hypervisor stole meanwhile; the clock, time to switch.
            assertTrue(
                    counted >= burnt - burnt / 16 - 1_000_000,
                    () -> counted + " ns by the page, " + burnt + " by the clock");
            assertTrue(
                    counted <= 3 * burnt,
                    () -> counted + " ns by the page, " + burnt + " by the clock");
            assertEquals(ProbeState.OK, frame.state(page));
            final long settled = frame.value(page, ProcessField.CPU_NS);
            assertEquals(settled, probes.sample().value(page, ProcessField.CPU_NS));
        }
    }

    @Test
    void shouldSayGoneOfAProcessThatWasReadByItsPageWhileItSlept() {
        try (ProbeSet probes = open(1);
                Children children = new Children()) {
            final Process sleeper = children.sleeper();
            final int page = probes.add(new Probe.CpuPages(sleeper.pid(), 0, 0));
            final ProbeFrame frame = probes.sample();
            assumePages(frame, page);
            assertEquals(sleeper.pid(), frame.subject(page));
            children.kill(sleeper);
            probes.sample();
            probes.sample();
            assertEquals(ProbeState.GONE, frame.state(page));
            assertFalse(frame.has(page, ProcessField.CPU_NS));
        }
    }

    @Test
    void shouldCallAPageStaleThatStandsStillUntilTheKernelMayBeAsked() {
        try (ProbeSet probes = open(1);
                Children children = new Children()) {
            final Process shell = children.shell("echo ready; while read l; do echo done; done");
            final int page = probes.add(new Probe.CpuPages(shell.pid(), 0, Long.MAX_VALUE));
            final ProbeFrame frame = probes.sample();
            assumePages(frame, page);
            children.sendLine(shell);
            children.awaitLine(shell);
            awaitBlocked(shell);
            probes.sample();
            probes.sample();
            assertEquals(ProbeState.STALE, frame.state(page));
            assertTrue(frame.has(page, ProcessField.CPU_NS));
        }
    }

    private static void assumePages(final ProbeFrame frame, final int slot) {
        assumeTrue(
                frame.has(slot, ProcessField.CPU_NS),
                () -> "no perf pages: " + frame.state(slot) + ", errno " + frame.errno(slot));
    }

    private static void awaitBlocked(final Process process) {
        final Path stat = Path.of("/proc/" + process.pid() + "/stat");
        try {
            String line;
            do {
                line = Files.readString(stat);
            } while (line.charAt(line.lastIndexOf(')') + 2) != 'S');
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
