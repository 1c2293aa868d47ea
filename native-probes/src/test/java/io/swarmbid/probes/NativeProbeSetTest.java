package io.swarmbid.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
}
