package io.swarmbid.probes.procfs;

import io.swarmbid.probes.frame.FrameDescriptor;
import io.swarmbid.probes.frame.ProbeKind;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.RowWriter;
import io.swarmbid.probes.frame.TreeField;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A process and its descendants; the twin of {@code source_tree.c}, where the order of reading is explained. Unlike the
 * native one this allocates while it lists children.
 */
final class TreeSource implements Source {
    private static final int MEMBERS_MAX = 256;
    private static final int PASSES_MAX = 4;
    private static final int IO_BITS =
            1 << TreeField.READ_BYTES.ordinal()
                    | 1 << TreeField.WRITE_BYTES.ordinal()
                    | 1 << TreeField.READ_CHARS_BYTES.ordinal()
                    | 1 << TreeField.WRITE_CHARS_BYTES.ordinal();
    private static final int ALL_BITS = (1 << TreeField.values().length) - 1;

    /** A member, by files that belong to it and not to its number. */
    private record Member(long pid, ProcFile stat, ProcFile io) {}

    /** How reading one member went. */
    private enum Result {
        GOOD,
        GONE,
        FAULTY
    }

    private final Reading reading;
    private final ProcessSource root;
    private final boolean withIo;
    private final List<Member> members = new ArrayList<>();
    private final StatLine line = new StatLine();
    private final RowWriter scratch =
            new RowWriter().wrap(new UnsafeBuffer(new byte[FrameDescriptor.ROW_LENGTH]), 0);
    private final TextCursor cursor = new TextCursor();
    private final long[] carried = new long[FrameDescriptor.FIELDS];
    private final long[] last = new long[FrameDescriptor.FIELDS];
    private boolean departed;

    TreeSource(final Reading reading, final ProcessSource root, final boolean withIo) {
        this.reading = reading;
        this.root = root;
        this.withIo = withIo;
        members.add(open(root.subject()));
    }

    private Member open(final long pid) {
        final String directory = "/proc/" + pid;
        return new Member(
                pid,
                ProcFile.open(directory + "/stat"),
                withIo ? ProcFile.open(directory + "/io") : null);
    }

    @Override
    public ProbeKind kind() {
        return ProbeKind.PROCESS_TREE;
    }

    @Override
    public long generation() {
        return root.generation();
    }

    @Override
    public long subject() {
        return root.subject();
    }

    @Override
    public void sample(final RowWriter row) {
        if (root.opened() != ProbeState.OK) {
            row.fault(root.opened());
            return;
        }
        boolean again = true;
        for (int pass = 0; pass < PASSES_MAX && again; pass++) {
            row.begin(ProbeKind.PROCESS_TREE, row.slot(), generation(), subject());
            row.validity(withIo ? ALL_BITS : ALL_BITS & ~IO_BITS);
            again = sumMembers(row);
        }
        if (members.isEmpty()) {
            row.gone();
        } else if (again) {
            row.fault(ProbeState.STALE);
            row.validity(0);
        } else {
            carry(row);
        }
    }

    /** One pass over all members, parents first; true when one of them turned out to be gone. */
    private boolean sumMembers(final RowWriter row) {
        for (int index = 0; index < members.size(); index++) {
            final Member member = members.get(index);
            final Result result = readStat(member, row);
            if (result == Result.GONE) {
                close(members.remove(index));
                departed = true;
                return true;
            }
            if (result == Result.FAULTY) {
                row.validity(0);
                return false;
            }
            final long tickNs = reading.units.tickNs();
            add(row, TreeField.USER_NS, line.get(StatLine.USER), tickNs);
            add(row, TreeField.USER_NS, line.get(StatLine.REAPED_USER), tickNs);
            add(row, TreeField.SYSTEM_NS, line.get(StatLine.SYSTEM), tickNs);
            add(row, TreeField.SYSTEM_NS, line.get(StatLine.REAPED_SYSTEM), tickNs);
            add(row, TreeField.RSS_BYTES, line.get(StatLine.RSS), reading.units.pageBytes());
            add(row, TreeField.THREADS, line.get(StatLine.THREAD_COUNT), 1);
            if (member.io != null) {
                addIo(member.io, row);
            }
            adoptChildren(member.pid, row);
        }
        row.set(TreeField.CPU_NS.ordinal(), row.get(TreeField.USER_NS.ordinal()));
        row.add(TreeField.CPU_NS.ordinal(), row.get(TreeField.SYSTEM_NS.ordinal()));
        if (!row.has(TreeField.USER_NS.ordinal()) || !row.has(TreeField.SYSTEM_NS.ordinal())) {
            row.validity(row.validity() & ~(1 << TreeField.CPU_NS.ordinal()));
        }
        row.set(TreeField.MEMBERS.ordinal(), members.size());
        return false;
    }

    private Result readStat(final Member member, final RowWriter row) {
        final int length = member.stat.read(reading.text);
        if (length < 0) {
            return Result.GONE;
        }
        scratch.begin(ProbeKind.PROCESS, 0, 0, 0);
        line.parse(reading.text, length, scratch);
        if (scratch.state() != ProbeState.OK) {
            row.fault(scratch.state());
            return Result.FAULTY;
        }
        return Result.GOOD;
    }

    private void addIo(final ProcFile io, final RowWriter row) {
        scratch.begin(ProbeKind.PROCESS, 0, 0, 0);
        final boolean read = reading.parse(io, ProcParser.PROCESS_IO, scratch);
        if (!read || scratch.state() != ProbeState.OK) {
            row.fault(read ? scratch.state() : ProbeState.DENIED);
            row.validity(row.validity() & ~IO_BITS);
            return;
        }
        for (int field = TreeField.READ_BYTES.ordinal();
                field <= TreeField.WRITE_CHARS_BYTES.ordinal();
                field++) {
            row.add(field, scratch.get(field));
        }
    }

    private void adoptChildren(final long parent, final RowWriter row) {
        final String[] threads = new File("/proc/" + parent + "/task").list();
        for (final String thread : threads == null ? new String[0] : threads) {
            final List<Long> children = new ArrayList<>();
            try (ProcFile list =
                    ProcFile.open("/proc/" + parent + "/task/" + thread + "/children")) {
                final int length = list.read(reading.text);
                if (length < 0
                        && list.failure() == ProbeState.ABSENT
                        && new File("/proc/" + parent).exists()) {
                    row.fault(ProbeState.UNSUPPORTED);
                }
                cursor.wrap(reading.text, 0, Math.max(0, length));
                while (cursor.number() == TextCursor.Outcome.GOOD) {
                    children.add(cursor.value());
                }
            }
            for (final long child : children) {
                adopt(parent, child, row);
            }
        }
    }

    private void adopt(final long parent, final long pid, final RowWriter row) {
        for (final Member member : members) {
            if (member.pid == pid) {
                return;
            }
        }
        if (members.size() == MEMBERS_MAX) {
            row.fault(ProbeState.TRUNCATED);
            return;
        }
        final Member member = open(pid);
        scratch.begin(ProbeKind.PROCESS, 0, 0, 0);
        final int length = member.stat.read(reading.text);
        if (length >= 0) {
            line.parse(reading.text, length, scratch);
        }
        if (length >= 0
                && scratch.state() == ProbeState.OK
                && line.get(StatLine.PARENT) == parent) {
            members.add(member);
        } else {
            close(member);
        }
    }

    private static void add(
            final RowWriter row, final TreeField field, final long value, final long scale) {
        if (Math.multiplyHigh(value, scale) != 0 || value * scale < 0) {
            row.fault(ProbeState.OVERFLOW);
            row.validity(row.validity() & ~(1 << field.ordinal()));
        } else {
            row.add(field.ordinal(), value * scale);
        }
    }

    /** A counter that fell because a member died unnoticed by its parent goes on from where it was. */
    private void carry(final RowWriter row) {
        final int counters = row.validity() & ProbeKind.PROCESS_TREE.counters();
        for (int field = 0; field < FrameDescriptor.FIELDS; field++) {
            if ((counters & 1 << field) == 0) {
                continue;
            }
            row.add(field, carried[field]);
            if (departed && row.get(field) < last[field]) {
                carried[field] += last[field] - row.get(field);
                row.set(field, last[field]);
            }
            last[field] = row.get(field);
        }
        departed = false;
    }

    private static void close(final Member member) {
        member.stat.close();
        if (member.io != null) {
            member.io.close();
        }
    }

    @Override
    public void close() {
        root.close();
        members.forEach(TreeSource::close);
        members.clear();
    }
}
