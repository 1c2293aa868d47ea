package io.swarmbid.host.report.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordReaderTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;

    @TempDir Path dir;
    private final StringBuilder commands = new StringBuilder();
    private final StringBuilder decisions = new StringBuilder();

    @BeforeEach
    void onePoolAndOneInstance() {
        command(
                0,
                "'cmd':'pool','id':1,'name':'p','cost':8000,'vrus':{'vcpu':8},'activationCost':50");
        decision(0, 1, "'decision':'ready','instance':7,'pool':1,'reason':'REGISTERED'");
        price(0, 1000);
    }

    private void command(final long at, final String fields) {
        commands.append("{'at':").append(at).append(',').append(fields).append("}\n");
    }

    private void decision(final long at, final long cause, final String fields) {
        decisions.append("{'seq':1,'at':").append(at).append(",'cause':").append(cause).append(',');
        decisions.append(fields).append("}\n");
    }

    private void price(final long at, final long nano) {
        decision(at, 0, "'decision':'price','instance':7,'kind':'vcpu','price':" + nano);
    }

    private void task(final long at, final long id, final long bid, final long work) {
        command(
                at,
                "'cmd':'task','id':%s,'customer':'c%s','class':'k','bid':%s,'work':%s,'max':8,'bundle':{'vcpu':1}"
                        .formatted(id, id, bid, work));
    }

    private void grant(final long at, final long task, final long instance, final int units) {
        decision(
                at,
                0,
                "'decision':'grant','task':%s,'instance':%s,'units':%s"
                        .formatted(task, instance, units));
    }

    private void revoke(
            final long at,
            final long task,
            final int units,
            final String reason,
            final long deadline) {
        decision(
                at,
                0,
                "'decision':'revoke','task':%s,'instance':7,'units':%s,'reason':'%s','deadline':%s"
                        .formatted(task, units, reason, deadline));
    }

    private void complete(final long at, final long task, final long charge) {
        decision(
                at,
                0,
                "'decision':'complete','task':%s,'reason':'DONE','charge':%s,'cost':1"
                        .formatted(task, charge));
    }

    private RunRecord read() throws IOException {
        Files.writeString(dir.resolve("commands.jsonl"), commands.toString().replace('\'', '"'));
        Files.writeString(dir.resolve("decisions.jsonl"), decisions.toString().replace('\'', '"'));
        Files.writeString(dir.resolve("summary.json"), "{}");
        return RecordReader.read(dir);
    }

    @Test
    void shouldKeepTheFindingsWithMostWaste() throws IOException {
        task(0, 1, 1_000_000, HOUR);
        for (int i = 1; i <= 60; i++) {
            decision(
                    i,
                    0,
                    "'decision':'flag','task':1,'finding':'IDLE','recommendedUnits':2,'waste':"
                            + i);
        }

        final Findings findings = read().findings();

        assertEquals(60, findings.count());
        assertEquals(60 * 61 / 2, findings.waste());
        assertEquals(50, findings.listed().size());
        assertEquals(60, findings.listed().get(0).waste());
        assertEquals("c1", findings.listed().get(0).customer());
        assertEquals(2, findings.listed().get(0).recommendedUnits());
    }

    @Test
    void shouldTellWaitingFromRunning() throws IOException {
        task(SECOND, 1, 1_000_000, HOUR);
        decision(SECOND, 2, "'decision':'queue','task':1,'reason':'NO_ROOM'");
        grant(3 * SECOND, 1, 7, 2);
        revoke(4 * SECOND, 1, 0, "OUTBID", 4 * SECOND);
        decision(4 * SECOND, 0, "'decision':'queue','task':1,'reason':'REVOKED'");
        grant(9 * SECOND, 1, 7, 8);
        complete(10 * SECOND, 1, 77);

        final Task task = read().tasks().get(0);

        assertEquals(7 * SECOND, task.waitedNs());
        assertEquals(2 * SECOND, task.ranNs());
        assertEquals(8, task.peakUnits());
        assertEquals(77, task.charge());
        assertEquals(1, task.moves());
        assertEquals(4, task.history().size());
        assertEquals("OUTBID", task.history().why(2).revoked());
    }

    @Test
    void shouldLetRevokedUnitsGoAtTheirDeadline() throws IOException {
        task(0, 1, 1_000_000, HOUR);
        grant(0, 1, 7, 4);
        revoke(2 * SECOND, 1, 1, "OUTBID", 5 * SECOND);
        command(10 * SECOND, "'cmd':'tick'");

        final RunRecord run = read();

        assertEquals(4, run.instances().get(0).allocated(Kind.VCPU).mean(0, 5 * SECOND));
        assertEquals(1, run.instances().get(0).allocated(Kind.VCPU).mean(5 * SECOND, 10 * SECOND));
    }

    @Test
    void shouldKeepWhatIsTakenBackBeforeTheDeadline() throws IOException {
        task(0, 1, 1_000_000, HOUR);
        grant(0, 1, 7, 4);
        revoke(2 * SECOND, 1, 1, "OUTBID", 5 * SECOND);
        grant(3 * SECOND, 1, 7, 2);
        command(10 * SECOND, "'cmd':'tick'");

        final RunRecord run = read();

        assertEquals(4, run.instances().get(0).allocated(Kind.VCPU).mean(0, 5 * SECOND));
        assertEquals(2, run.instances().get(0).allocated(Kind.VCPU).mean(5 * SECOND, 10 * SECOND));
    }

    @Test
    void shouldLetRevokedUnitsGoBeforeTheirDeadlineWhereASecondRevokeSaysSo() throws IOException {
        task(0, 1, 1_000_000, HOUR);
        grant(0, 1, 7, 4);
        revoke(2 * SECOND, 1, 2, "OUTBID", 5 * SECOND);
        revoke(3 * SECOND, 1, 2, "VRU_FAULT", 3 * SECOND);
        grant(4 * SECOND, 1, 7, 3);
        command(10 * SECOND, "'cmd':'tick'");

        final RunRecord run = read();

        assertEquals(4, run.instances().get(0).allocated(Kind.VCPU).mean(0, 3 * SECOND));
        assertEquals(2, run.instances().get(0).allocated(Kind.VCPU).mean(3 * SECOND, 4 * SECOND));
        assertEquals(3, run.instances().get(0).allocated(Kind.VCPU).mean(4 * SECOND, 10 * SECOND));
    }

    @Test
    void shouldFindWhenATaskIsExhausted() throws IOException {
        task(0, 1, 1_000_000_000, 8 * SECOND);
        grant(0, 1, 7, 4);
        command(5 * SECOND, "'cmd':'tick'");

        final History history = read().tasks().get(0).history();

        assertEquals(2, history.size());
        assertEquals(History.State.EXHAUSTED, history.state(1));
        assertEquals(2 * SECOND, history.from(1));
    }

    @Test
    void shouldSplitAChargeOverInstancesAsItAccrued() throws IOException {
        decision(0, 1, "'decision':'ready','instance':8,'pool':1,'reason':'REGISTERED'");
        decision(0, 1, "'decision':'price','instance':8,'kind':'vcpu','price':3000");
        task(0, 1, 1_000_000_000_000L, 1_000 * HOUR);
        grant(0, 1, 7, 1);
        revoke(HOUR, 1, 0, "REARRANGED", HOUR);
        grant(HOUR, 1, 8, 1);
        complete(2 * HOUR, 1, 4_000);

        final RunRecord run = read();

        final double[] earned = new double[2];
        run.instances().forEach(instance -> earned[(int) instance.id() - 7] = instance.earned());
        assertEquals(1_000, earned[0], 1e-6);
        assertEquals(3_000, earned[1], 1e-6);
        assertEquals(4_000, run.pools().get(0).earned(), 1e-6);
    }

    @Test
    void shouldCountTheCostOfInstancesOverPoolCosts() throws IOException {
        decision(
                0,
                0,
                "'decision':'activate','instance':4294967296,'pool':1,'reason':'UNMET_DEMAND'");
        decision(HOUR, 0, "'decision':'ready','instance':4294967296,'pool':1,'reason':'ACTIVATED'");
        command(2 * HOUR, "'cmd':'poolCost','pool':1,'cost':9000");
        decision(
                3 * HOUR,
                0,
                "'decision':'deactivate','instance':4294967296,'pool':1,'reason':'IDLE'");
        command(4 * HOUR, "'cmd':'tick'");

        final Pool pool = read().pools().get(0);

        assertEquals(8_000 * 2 + 9_000 * 2 + 8_000 + 9_000 + 50, pool.spent(), 1e-6);
        assertEquals(1_000, pool.reserve(Kind.VCPU).value(0));
        assertEquals(1_125, pool.reserve(Kind.VCPU).value(1));
    }

    @Test
    void shouldKeepTasksApartThatUseAnIdOneAfterTheOther() throws IOException {
        task(0, 1, 1_000, HOUR);
        grant(0, 1, 7, 1);
        complete(SECOND, 1, 10);
        task(SECOND, 1, 2_000, HOUR);
        decision(SECOND, 3, "'decision':'admit','task':1,'instance':7");
        grant(SECOND, 1, 7, 2);
        complete(3 * SECOND, 1, 20);

        final RunRecord run = read();

        assertEquals(2, run.tasks().size());
        assertEquals(30, run.tasks().get(0).charge() + run.tasks().get(1).charge());
        assertEquals(3 * SECOND, run.tasks().get(0).ranNs() + run.tasks().get(1).ranNs());
    }

    @Test
    void shouldTakeBackABidThatWasRefused() throws IOException {
        task(0, 1, 5_000, HOUR);
        grant(0, 1, 7, 1);
        command(SECOND, "'cmd':'rebid','task':1,'bid':1");
        decision(SECOND, 3, "'decision':'refuse','code':'BELOW_CHARGED','subject':1");

        final Task task = read().tasks().get(0);

        assertEquals(5_000, task.bid());
        assertEquals(0, task.rebids());
    }

    @Test
    void shouldListATaskThatTheStateRefused() throws IOException {
        task(0, 1, 5_000, HOUR);
        decision(0, 2, "'decision':'refuse','code':'UNKNOWN_ID','subject':99");

        final Task task = read().tasks().get(0);

        assertEquals(Task.Outcome.REFUSED, task.outcome());
        assertEquals("UNKNOWN_ID", task.end());
    }

    @Test
    void shouldReadLogsWhoseCausesAreNotLineNumbers() throws IOException {
        IntStream.rangeClosed(1, 5).forEach(id -> task(id, id, 1_000, HOUR));
        IntStream.rangeClosed(1, 5).forEach(id -> grant(id, id, 7, 1));

        final RunRecord run = read();

        assertEquals(5, run.totals().running().last());
        assertTrue(run.tasks().stream().allMatch(task -> task.customer().equals("c" + task.id())));
    }
}
