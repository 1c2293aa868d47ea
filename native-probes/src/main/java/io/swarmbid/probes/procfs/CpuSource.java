package io.swarmbid.probes.procfs;

import io.swarmbid.probes.frame.FrameDescriptor;
import io.swarmbid.probes.frame.ProbeKind;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.RowWriter;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** /proc/stat, read once for the rows of all CPUs and of their total; the twin of {@code host_sample_cpus()}. */
final class CpuSource implements AutoCloseable {
    private final Reading reading;
    private final UnsafeBuffer frame;
    private final ProcFile file = ProcFile.open("/proc/stat");
    private final TextCursor cursor = new TextCursor();
    private final RowWriter row = new RowWriter();
    private final UnsafeBuffer before = new UnsafeBuffer(new byte[FrameDescriptor.ROW_LENGTH]);

    /** By CPU id + 1; index 0 is the total. */
    private final int[] slots;

    private final boolean[] reached;
    private int inUse;

    CpuSource(final Reading reading, final UnsafeBuffer frame, final int cpuIds) {
        this.reading = reading;
        this.frame = frame;
        this.slots = new int[cpuIds + 1];
        this.reached = new boolean[cpuIds + 1];
        Arrays.fill(slots, -1);
    }

    /** Says ABSENT in the row for an id that this machine cannot have, UNSUPPORTED for one that has a slot already. */
    void add(final int slot, final int id) {
        final int index = id + 1;
        if (index < slots.length && slots[index] < 0) {
            slots[index] = slot;
            inUse++;
            return;
        }
        row.wrap(frame, FrameDescriptor.rowOffset(slot));
        row.begin(kind(index), slot, 0, Math.max(0, id));
        row.fault(index < slots.length ? ProbeState.UNSUPPORTED : ProbeState.ABSENT);
    }

    void remove(final int slot) {
        for (int index = 0; index < slots.length; index++) {
            if (slots[index] == slot) {
                slots[index] = -1;
                inUse--;
            }
        }
    }

    void sample() {
        if (inUse == 0) {
            return;
        }
        final int length = file.read(reading.text);
        cursor.wrap(reading.text, 0, Math.max(0, length));
        Arrays.fill(reached, false);
        long id;
        while ((id = Parsers.nextCpuLine(cursor)) != Long.MIN_VALUE) {
            final int index = id < slots.length - 1 ? (int) id + 1 : -1;
            if (index >= 0 && slots[index] >= 0) {
                row.wrap(frame, FrameDescriptor.rowOffset(slots[index]));
                row.copyTo(before);
                begin(index);
                reading.parsers.cpuLine(cursor, row);
                row.compare(before);
                reached[index] = true;
            }
            cursor.nextLine();
        }
        final ProbeState missing = cursor.isAtEnd() ? ProbeState.TRUNCATED : ProbeState.ABSENT;
        for (int index = 0; index < slots.length; index++) {
            if (slots[index] >= 0 && !reached[index]) {
                row.wrap(frame, FrameDescriptor.rowOffset(slots[index]));
                begin(index);
                row.fault(length < 0 ? file.failure() : missing);
            }
        }
    }

    private void begin(final int index) {
        row.begin(kind(index), slots[index], 0, Math.max(0, index - 1));
    }

    private static ProbeKind kind(final int index) {
        return index == 0 ? ProbeKind.HOST_CPU : ProbeKind.CPU;
    }

    @Override
    public void close() {
        file.close();
    }
}
