package io.swarmbid.host.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.host.report.record.Account;
import io.swarmbid.host.report.record.Pool;
import io.swarmbid.host.report.record.RecordReader;
import io.swarmbid.host.report.record.RunRecord;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read back from a long stream must come to the totals that its writer kept. */
class LargeRunTest {
    private static final long SEED = 11;
    private static final double NANO = 1e3;

    @TempDir Path dir;

    @Test
    void shouldComeToTheTotalsOfTheSummary() throws Exception {
        LargeRun.write(dir, SEED, 3_000, 10);

        final RunRecord run = RecordReader.read(dir);

        final long revenue = run.summary().number("revenue");
        final long cost = run.summary().number("cost");
        assertEquals(revenue, run.customers().stream().mapToLong(Account::charge).sum());
        assertEquals(revenue, run.classes().stream().mapToLong(Account::charge).sum());
        assertEquals(revenue, run.pools().stream().mapToDouble(Pool::earned).sum(), NANO);
        assertEquals(cost, run.pools().stream().mapToDouble(Pool::spent).sum(), NANO);
        assertEquals(run.summary().number("moves"), run.tallies().moves());
        assertEquals(3_000, run.taskCount());
        assertEquals(run.summary().number("queued"), run.totals().queued().last());
    }
}
