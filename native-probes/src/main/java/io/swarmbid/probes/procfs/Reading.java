package io.swarmbid.probes.procfs;

import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.RowWriter;

/** The buffer and the parsers that all sources of a reader share; none of them keeps text between reads. */
final class Reading {
    /** The longest file but /proc/stat is a cgroup's list of devices. */
    private static final int TEXT_BYTES_MIN = 16384;

    private static final int TEXT_BYTES_PER_CPU = 232;

    final Units units;
    final Parsers parsers;
    final byte[] text;

    Reading(final Units units, final int cpuIds) {
        this.units = units;
        this.parsers = new Parsers(units);
        this.text = new byte[TEXT_BYTES_MIN + TEXT_BYTES_PER_CPU * cpuIds];
    }

    /** Reads and parses; false after a fault of the read, which the row then says. */
    boolean parse(final ProcFile file, final ProcParser parser, final RowWriter row) {
        final int length = read(file, row);
        if (length >= 0) {
            parsers.parse(parser, text, length, row);
        }
        return length >= 0;
    }

    int read(final ProcFile file, final RowWriter row) {
        final int length = file.read(text);
        if (length < 0 && file.failure() == ProbeState.GONE) {
            row.gone();
        } else if (length < 0) {
            row.fault(file.failure());
        }
        return length;
    }
}
