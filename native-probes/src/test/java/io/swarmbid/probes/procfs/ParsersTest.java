package io.swarmbid.probes.procfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.probes.Captured;
import io.swarmbid.probes.frame.CgroupField;
import io.swarmbid.probes.frame.CpuField;
import io.swarmbid.probes.frame.FrameDescriptor;
import io.swarmbid.probes.frame.MemoryField;
import io.swarmbid.probes.frame.PressureField;
import io.swarmbid.probes.frame.ProbeField;
import io.swarmbid.probes.frame.ProbeKind;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.ProcessField;
import io.swarmbid.probes.frame.RowWriter;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ParsersTest {
    private static final long TICK_NS = 10_000_000;

    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[FrameDescriptor.ROW_LENGTH]);
    private final RowWriter row = new RowWriter().wrap(bytes, 0);
    private final Parsers parsers = new Parsers(new Units(TICK_NS, 4096));

    private ProbeState parse(final String name, final long subject) {
        final Captured captured = Captured.named(name);
        row.begin(captured.parser().kind(), 0, 0, subject);
        parsers.parse(captured.parser(), captured.text(), captured.text().length, row);
        return row.state();
    }

    private void assertField(final ProbeField field, final long expected) {
        assertTrue(row.has(field.ordinal()), field + " is valid");
        assertEquals(expected, row.get(field.ordinal()), field.key());
    }

    private void assertInvalid(final ProbeField field) {
        assertFalse(row.has(field.ordinal()), field + " is invalid");
    }

    @Test
    void shouldEndTheNameAtTheLastParenthesis() {
        assertEquals(ProbeState.OK, parse("process_stat.parentheses-and-newline-in-name", 0));
        assertField(ProcessField.USER_NS, 125 * TICK_NS);
        assertField(ProcessField.SYSTEM_NS, 50 * TICK_NS);
        assertField(ProcessField.CPU_NS, 175 * TICK_NS);
        assertField(ProcessField.THREADS, 31);
        assertField(ProcessField.RSS_BYTES, 416 * 4096);
        assertField(ProcessField.MAJOR_FAULTS, 3);
    }

    @Test
    void shouldSpoilOnlyTheFieldWhoseNumberIsAbsurd() {
        assertEquals(ProbeState.OVERFLOW, parse("process_stat.absurd-user-time", 0));
        assertInvalid(ProcessField.USER_NS);
        assertInvalid(ProcessField.CPU_NS);
        assertField(ProcessField.SYSTEM_NS, 50 * TICK_NS);
    }

    @Test
    void shouldNoticeTicksThatDoNotFitAsNanoseconds() {
        assertEquals(ProbeState.OVERFLOW, parse("process_stat.ticks-overflow-as-ns", 0));
        assertInvalid(ProcessField.USER_NS);
    }

    @Test
    void shouldNotTrustANumberThatTheEndOfTheTextMayHaveCut() {
        assertEquals(ProbeState.TRUNCATED, parse("process_stat.cut-in-a-number", 0));
        assertInvalid(ProcessField.USER_NS);
        assertEquals(ProbeState.TRUNCATED, parse("process_stat.cut-in-the-name", 0));
        assertEquals(ProbeState.TRUNCATED, parse("cpu.cut", 0));
        assertField(CpuField.USER_NS, TICK_NS);
        assertInvalid(CpuField.NICE_NS);
    }

    @Test
    void shouldCallANegativeTimeMalformed() {
        assertEquals(ProbeState.MALFORMED, parse("process_stat.negative-user-time", 0));
    }

    @Test
    void shouldFindCpusAmongThousandsWithGaps() {
        assertEquals(ProbeState.OK, parse("cpu.many-with-gaps", 8190));
        assertField(CpuField.USER_NS, 8191 * TICK_NS);
        assertEquals(ProbeState.ABSENT, parse("cpu.many-with-gaps", 8191));
        assertEquals(0, row.validity());
    }

    @Test
    void shouldAcceptTheFourColumnsOfOldKernelsButNotThree() {
        assertEquals(ProbeState.OK, parse("host_cpu.four-columns", 0));
        assertField(CpuField.IDLE_NS, 4 * TICK_NS);
        assertInvalid(CpuField.IOWAIT_NS);
        assertEquals(ProbeState.MALFORMED, parse("host_cpu.three-columns", 0));
    }

    @Test
    void shouldLeaveOutWhatThisKernelDoesNotPrint() {
        assertEquals(ProbeState.OK, parse("meminfo.old-kernel", 0));
        assertField(MemoryField.TOTAL_BYTES, 102_400);
        assertInvalid(MemoryField.AVAILABLE_BYTES);
        assertEquals(ProbeState.OK, parse("pressure.no-full-line", 0));
        assertInvalid(PressureField.FULL_TOTAL_NS);
    }

    @Test
    void shouldReadPressureInPartsPerMillion() {
        assertEquals(ProbeState.OK, parse("pressure.live", 0));
        assertTrue(row.get(PressureField.SOME_60S_PPM.ordinal()) <= 1_000_000);
        assertEquals(ProbeState.MALFORMED, parse("pressure.one-decimal", 0));
    }

    @Test
    void shouldAddUpTheDevicesOfACgroup() {
        assertEquals(ProbeState.OK, parse("cgroup_io_v2.two-devices", 0));
        assertField(CgroupField.READ_BYTES, 1_459_200 + 90_430_464);
        assertEquals(ProbeState.OK, parse("cgroup_io_v1.two-devices", 0));
        assertField(CgroupField.READ_BYTES, 101);
        assertField(CgroupField.WRITE_BYTES, 202);
        assertEquals(ProbeState.OK, parse("cgroup_io_v2.empty", 0));
        assertField(CgroupField.READ_BYTES, 0);
        assertEquals(ProbeState.OVERFLOW, parse("cgroup_io_v2.sum-overflows", 0));
        assertInvalid(CgroupField.READ_BYTES);
        assertField(CgroupField.WRITE_BYTES, 2);
    }

    @Test
    void shouldReadThrottlingOfBothVersions() {
        assertEquals(ProbeState.OK, parse("cgroup_cpu_stat_v2.with-quota", 0));
        assertField(CgroupField.CPU_NS, 55_000_000_000L);
        assertField(CgroupField.THROTTLED_NS, 123_456_000);
        assertEquals(ProbeState.OK, parse("cgroup_cpu_stat_v1.throttled", 0));
        assertField(CgroupField.THROTTLED_NS, 7_000_000);
    }

    @Test
    void shouldMarkACounterThatFellForOneSampleOnly() {
        final UnsafeBuffer before = new UnsafeBuffer(new byte[FrameDescriptor.ROW_LENGTH]);
        final int iowait = CpuField.IOWAIT_NS.ordinal();
        row.begin(ProbeKind.CPU, 0, 0, 0);
        row.put(iowait, 10);
        row.copyTo(before);
        row.begin(ProbeKind.CPU, 0, 0, 0);
        row.put(iowait, 9);
        row.put(CpuField.USER_NS.ordinal(), 5);
        row.compare(before);
        assertEquals(ProbeState.REGRESSED, row.state());
        assertInvalid(CpuField.IOWAIT_NS);
        assertField(CpuField.USER_NS, 5);
        row.copyTo(before);
        row.begin(ProbeKind.CPU, 0, 0, 0);
        row.put(iowait, 9);
        row.compare(before);
        assertEquals(ProbeState.OK, row.state());
    }

    @Test
    void shouldLetGaugesFall() {
        final UnsafeBuffer before = new UnsafeBuffer(new byte[FrameDescriptor.ROW_LENGTH]);
        row.begin(ProbeKind.PROCESS, 0, 7, 1);
        row.put(ProcessField.RSS_BYTES.ordinal(), 10);
        row.copyTo(before);
        row.begin(ProbeKind.PROCESS, 0, 7, 1);
        row.put(ProcessField.RSS_BYTES.ordinal(), 9);
        row.compare(before);
        assertEquals(ProbeState.OK, row.state());
    }
}
