package io.swarmbid.host.report;

import java.io.IOException;
import java.nio.file.Path;

/** A run of 20 seconds with five tasks on one instance of 8 vCPUs: a fixture that shows every state of a task. */
final class SmallRun {
    static final long SECOND = 1_000_000_000L;
    static final String TWO_KINDS = "'vrus':{'vcpu':8,'memory':16,'accelerator':0}";
    static final String SUMMARY =
            ("{'digest':'9f86d081884c7d65','stateDigest':'0011223344556677','inputs':9,"
                            + "'decisions':{'grant':6},'skippedLines':{},'revenue':4687321,'cost':4444444,"
                            + "'subsidy':194444,'margin':437321,'ledgerSum':0,'utilisationPpm':{'vcpu':812345},"
                            + "'moves':1,'activations':0,'queued':1,'estimateAccuracyPpm':{'customers':801000,"
                            + "'learned':0},'settings':{'tickIntervalNs':100000000,'charging':'UNIFORM',"
                            + "'minimumMargin':10000000},'latencyNs':{'p50':2100,'p99':18400,'p999':96000,"
                            + "'max':1250000,'count':31},'actuator':'cgroup v2','probes':'native'}")
                    .formatted();

    private SmallRun() {}

    static void write(final Path dir) throws IOException {
        try (RunFiles files = new RunFiles(dir)) {
            files.command(
                    0,
                    ("'cmd':'pool','id':1,'name':'this machine','cost':800000000,'weight':1,'stock':0,"
                                    + "'vrus':{'vcpu':8,'memory':0,'accelerator':0}")
                            .formatted());
            files.command(0, "'cmd':'instance','id':7,'pool':1");
            files.decision(
                    0,
                    2,
                    "'decision':'ready','instance':7,'pool':1,'reason':'REGISTERED','normalisedCost':800000000");
            files.decision(0, 2, price(110_000_000));
            task(files, 0, 100, "acme", "render", 4_000_000, 60, 6, 3);
            files.decision(0, 3, "'decision':'admit','task':100,'instance':7");
            files.decision(0, 3, grant(100, 6, 0, 5));
            files.decision(0, 3, price(110_000_000));
            task(files, 2 * SECOND, 101, "beta", "train", 5_000_000, 14, 4, 4);
            files.decision(2 * SECOND, 4, revoke(100, 4, 4, 5, "OUTBID"));
            files.decision(2 * SECOND, 4, "'decision':'admit','task':101,'instance':7");
            files.decision(2 * SECOND, 4, grant(101, 4, 4, 7));
            files.decision(2 * SECOND, 4, price(300_000_000));
            task(files, 3 * SECOND, 102, "gamma", "test", 1_000_000, 18, 3, 3);
            files.decision(
                    3 * SECOND,
                    5,
                    ("'decision':'queue','task':102,'reason':'OUTBID','kind':'vcpu','deficit':1,"
                                    + "'priceToBeat':2345678,'rival':100")
                            .formatted());
            task(files, 4 * SECOND, 103, "acme", "scan", 10, 30, 2, 2);
            files.decision(
                    4 * SECOND, 6, "'decision':'reject','task':103,'reason':'NOT_PROFITABLE'");
            files.command(5 * SECOND, "'cmd':'rebid','task':102,'bid':1500000");
            files.decision(
                    5 * SECOND,
                    7,
                    ("'decision':'queue','task':102,'reason':'HELD','kind':'vcpu','deficit':1,"
                                    + "'priceToBeat':1400000,'rival':100")
                            .formatted());
            files.decision(
                    6 * SECOND,
                    0,
                    ("'decision':'complete','task':101,'reason':'DONE','charge':1333333,'cost':444444,"
                                    + "'duration':4000000000")
                            .formatted());
            files.decision(6 * SECOND, 0, "'decision':'admit','task':102,'instance':7");
            files.decision(6 * SECOND, 0, grant(102, 3, 4, 6));
            files.decision(6 * SECOND, 0, price(110_000_000));
            files.command(9 * SECOND, "'cmd':'vruFault','instance':7,'kind':'vcpu','vru':6");
            files.decision(9 * SECOND, 8, revoke(102, 3, 6, 6, "VRU_FAULT"));
            files.decision(9 * SECOND, 8, grant(102, 3, 7, 7));
            task(files, 11 * SECOND, 104, "delta", "batch", 2_000_000, 60, 4, 4);
            files.decision(
                    11 * SECOND,
                    9,
                    "'decision':'queue','task':104,'reason':'NO_ROOM','kind':'vcpu','deficit':4");
            files.decision(
                    13 * SECOND,
                    0,
                    ("'decision':'complete','task':102,'reason':'DONE','charge':777777,'cost':666666,"
                                    + "'duration':7000000000")
                            .formatted());
            files.decision(
                    16 * SECOND,
                    0,
                    "'decision':'flag','task':100,'finding':'OVERSIZED','recommendedUnits':2,'waste':1000"
                            .formatted());
            files.command(20 * SECOND, "'cmd':'tick'");
            for (long at = 0; at <= 20 * SECOND; at += SECOND / 4) {
                final long held = at < 2 * SECOND ? 6_000_000 : 4_000_000;
                files.usage(at, 100, held, held / 2 + at % 7 * 50_000);
                if (at >= 2 * SECOND && at < 6 * SECOND) {
                    files.usage(at, 101, 4_000_000, 3_900_000 - at % 5 * 20_000);
                }
                if (at >= 6 * SECOND && at < 13 * SECOND) {
                    files.usage(at, 102, 3_000_000, 2_500_000);
                }
            }
            files.finish(SUMMARY);
        }
    }

    static String price(final long nano) {
        return "'decision':'price','instance':7,'kind':'vcpu','price':%s".formatted(nano);
    }

    static String grant(final long task, final int units, final int first, final int last) {
        return ("'decision':'grant','task':%s,'instance':7,'units':%s,'vrus':{'vcpu':[[%s,%s]]},"
                        + "'margin':%s,'slope':150000000")
                .formatted(task, units, first, last, units * 40_000_000L);
    }

    static String revoke(
            final long task,
            final int units,
            final int first,
            final int last,
            final String reason) {
        return grant(task, units, first, last).replace("'grant'", "'revoke'")
                + ",'reason':'"
                + reason
                + "','deadline':0";
    }

    static void task(
            final RunFiles files,
            final long at,
            final long id,
            final String customer,
            final String taskClass,
            final long bid,
            final long workSeconds,
            final int max,
            final int min)
            throws IOException {
        files.command(
                at,
                ("'cmd':'task','id':%s,'customer':'%s','class':'%s','bid':%s,'work':%s,'min':%s,"
                                + "'max':%s,'bundle':{'vcpu':1},'speedup':{'serialPpm':50000}")
                        .formatted(id, customer, taskClass, bid, workSeconds * SECOND, min, max));
    }
}
