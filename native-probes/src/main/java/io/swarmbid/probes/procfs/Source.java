package io.swarmbid.probes.procfs;

import io.swarmbid.probes.frame.ProbeKind;
import io.swarmbid.probes.frame.RowWriter;

/** What one slot reads. */
interface Source extends AutoCloseable {
    /** Kind of the row. */
    ProbeKind kind();

    /** Generation of the row: see {@link io.swarmbid.probes.frame.ProbeKind}. */
    long generation();

    /** Subject of the row. */
    long subject();

    /** Fills a row that has been begun. */
    void sample(RowWriter row);

    @Override
    void close();
}
