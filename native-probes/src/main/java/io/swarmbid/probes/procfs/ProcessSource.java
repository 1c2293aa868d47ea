package io.swarmbid.probes.procfs;

import io.swarmbid.probes.frame.FrameDescriptor;
import io.swarmbid.probes.frame.ProbeKind;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.ProcessField;
import io.swarmbid.probes.frame.RowWriter;
import io.swarmbid.probes.source.ProcessAspect;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One process. Its identity is the file open on /proc/PID/stat, which belongs to the process and not to the number.
 * Plain Java cannot read a CPU clock, so CPU time alone comes from stat too, in ticks.
 */
final class ProcessSource implements Source {
    private final Reading reading;
    private final long pid;
    private final Set<ProcessAspect> aspects;
    private final StatLine line = new StatLine();
    private final RowWriter scratch =
            new RowWriter().wrap(new UnsafeBuffer(new byte[FrameDescriptor.ROW_LENGTH]), 0);
    private final ProcFile stat;
    private final ProcFile statm;
    private final ProcFile io;
    private final ProcFile status;
    private ProbeState opened = ProbeState.OK;
    private long generation;

    ProcessSource(
            final Reading reading,
            final long pid,
            final long startTicks,
            final Set<ProcessAspect> aspects) {
        this.reading = reading;
        this.pid = pid;
        this.aspects = aspects;
        this.stat = open("stat");
        this.statm = aspects.contains(ProcessAspect.MEMORY) ? open("statm") : null;
        this.io = aspects.contains(ProcessAspect.IO) ? open("io") : null;
        this.status = aspects.contains(ProcessAspect.SWITCHES) ? open("status") : null;
        identify(startTicks);
    }

    private ProcFile open(final String name) {
        return ProcFile.open("/proc/" + pid + "/" + name);
    }

    /** After all is open: if stat still answers, the number has been this process's all along. */
    private void identify(final long startTicks) {
        scratch.begin(ProbeKind.PROCESS, 0, 0, pid);
        final int length = reading.read(stat, scratch);
        if (length >= 0) {
            line.parse(reading.text, length, scratch);
        }
        if (scratch.state() != ProbeState.OK) {
            opened = scratch.state() == ProbeState.ABSENT ? ProbeState.GONE : scratch.state();
        } else if (startTicks != 0 && line.get(StatLine.START) != startTicks) {
            opened = ProbeState.GONE;
        } else {
            generation = line.get(StatLine.START);
        }
    }

    ProbeState opened() {
        return opened;
    }

    @Override
    public ProbeKind kind() {
        return ProbeKind.PROCESS;
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public long subject() {
        return pid;
    }

    @Override
    public void sample(final RowWriter row) {
        if (opened != ProbeState.OK) {
            row.fault(opened);
            return;
        }
        if (aspects.contains(ProcessAspect.STAT)) {
            readText(stat, ProcParser.PROCESS_STAT, row);
        } else if (aspects.contains(ProcessAspect.CPU_TIME)) {
            readCpuTime(row);
        }
        if (statm != null && !aspects.contains(ProcessAspect.STAT)) {
            readText(statm, ProcParser.PROCESS_STATM, row);
        }
        if (io != null) {
            readText(io, ProcParser.PROCESS_IO, row);
        }
        if (status != null) {
            readText(status, ProcParser.PROCESS_STATUS, row);
        }
    }

    private void readText(final ProcFile file, final ProcParser parser, final RowWriter row) {
        if (row.state() != ProbeState.GONE) {
            reading.parse(file, parser, row);
        }
    }

    private void readCpuTime(final RowWriter row) {
        scratch.begin(ProbeKind.PROCESS, 0, generation, pid);
        if (!reading.parse(stat, ProcParser.PROCESS_STAT, scratch)) {
            if (scratch.state() == ProbeState.GONE) {
                row.gone();
            }
            row.fault(scratch.state());
        } else if (scratch.has(ProcessField.CPU_NS.ordinal())) {
            row.put(ProcessField.CPU_NS.ordinal(), scratch.get(ProcessField.CPU_NS.ordinal()));
        } else {
            row.fault(scratch.state());
        }
    }

    @Override
    public void close() {
        stat.close();
        for (final ProcFile file : new ProcFile[] {statm, io, status}) {
            if (file != null) {
                file.close();
            }
        }
    }
}
