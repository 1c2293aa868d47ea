package io.swarmbid.host.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/**
 * A seeded stream of plausible commands and decisions: batch jobs of some users on instances of a few spot pools that
 * come and go. It is no auction (places are first fit, prices are drawn) but keeps the rules that a report relies
 * on: no
 * VRU has two owners, units follow grants and revokes, money adds up.
 */
final class LargeRun {
    private static final long SECOND = 1_000_000_000L;
    private static final double NS_PER_HOUR = 3.6e12;
    private static final long FIRST_ENGINE_ID = 1L << 32;
    private static final int VCPUS = 16;
    private static final int POOLS = 4;

    private static final class Job {
        long id;
        long bid;
        long workNs;
        int width;
        int units;
        long at;
        long since;
        long ranNs;
        double workDone;
        long charge;
        long cost;
        long version;
        Node node;
    }

    private static final class Node {
        long id;
        int pool;
        long since;
        long price;
        final Job[] owner = new Job[VCPUS];
        long idleSince;

        int free() {
            int free = 0;
            for (final Job job : owner) {
                free += job == null ? 1 : 0;
            }
            return free;
        }
    }

    private record End(long at, Job job, long version) {}

    private final Random random;
    private final RunFiles files;
    private final Map<Long, Node> nodes = new TreeMap<>();
    private final ArrayDeque<Job> queue = new ArrayDeque<>();
    private final PriorityQueue<End> ends =
            new PriorityQueue<>(java.util.Comparator.comparingLong(End::at));
    private final long[] poolCost = new long[POOLS];
    private final Map<String, Long> counts = new HashMap<>();
    private long nextNode = FIRST_ENGINE_ID;
    private long revenue;
    private double cost;
    private long moves;
    private long last;
    private long activations;

    private LargeRun(final RunFiles files, final long seed) {
        this.files = files;
        this.random = new Random(seed);
    }

    /** Writes so many jobs over so many days. */
    static long write(final Path dir, final long seed, final int jobs, final int days)
            throws IOException {
        try (RunFiles files = new RunFiles(dir)) {
            return new LargeRun(files, seed).run(jobs, days * 86_400L * SECOND);
        }
    }

    private long run(final int jobs, final long spanNs) throws IOException {
        for (int p = 0; p < POOLS; p++) {
            poolCost[p] = 300_000_000L + 60_000_000L * p;
            files.command(
                    0,
                    ("'cmd':'pool','id':%s,'name':'spot-%s','cost':%s,'weight':2,'stock':64,"
                                    + "'vrus':{'vcpu':16,'memory':64,'accelerator':0},'activationCost':1600000")
                            .formatted((p + 1), (char) ('a' + p), poolCost[p]));
        }
        long now = 0;
        final double gap = (double) spanNs / jobs;
        for (int i = 1; i <= jobs; i++) {
            final long next = now + (long) (-Math.log(1 - random.nextDouble()) * gap);
            endUntil(next);
            now = next;
            if (random.nextInt(2) == 0) {
                final int p = random.nextInt(POOLS);
                repriceCost(now, p);
                prices(now, p);
            }
            submit(now, i);
        }
        endUntil(Long.MAX_VALUE);
        last = Math.max(last, spanNs);
        files.command(last, "'cmd':'tick'");
        for (final Node node : nodes.values()) {
            settle(node, last);
        }
        finish();
        return files.decisions();
    }

    private void repriceCost(final long now, final int p) throws IOException {
        for (final Node node : nodes.values()) {
            if (node.pool == p) {
                settle(node, now);
            }
        }
        final double drift =
                (360_000_000 - poolCost[p]) * 0.05 + 20_000_000 * random.nextGaussian();
        final double spike = random.nextInt(1000) == 0 ? 6 : 1;
        poolCost[p] = Math.max(90_000_000L, (long) ((poolCost[p] + drift) * spike));
        files.command(now, "'cmd':'poolCost','pool':%s,'cost':%s".formatted(p + 1, poolCost[p]));
    }

    /** Posts what an instance and its jobs have cost since the last time. */
    private void settle(final Node node, final long now) {
        cost += (now - node.since) / NS_PER_HOUR * poolCost[node.pool];
        node.since = now;
        for (final Job job : node.owner) {
            if (job != null) {
                accrue(job, now);
            }
        }
    }

    private void finish() throws IOException {
        final long paid = (long) cost;
        final long subsidy = paid / 100;
        files.finish(
                ("{'digest':'0123456789abcdef','stateDigest':'fedcba9876543210','inputs':%s,"
                                + "'decisions':{},'skippedLines':{'not one JSON object':2},'revenue':%s,'cost':%s,"
                                + "'subsidy':%s,'margin':%s,'ledgerSum':0,'utilisationPpm':{'vcpu':712000,"
                                + "'memory':220000},'moves':%s,'activations':%s,'queued':%s,"
                                + "'estimateAccuracyPpm':{'customers':610000,'learned':0},"
                                + "'settings':{'charging':'UNIFORM','minimumMargin':0,'hysteresisPpm':50000}}")
                        .formatted(
                                files.inputs(),
                                revenue,
                                paid,
                                subsidy,
                                (revenue + subsidy - paid),
                                moves,
                                activations,
                                queue.size()));
    }

    private void decide(final long at, final long cause, final String fields) throws IOException {
        last = Math.max(last, at);
        files.decision(at, cause, fields);
    }

    private void submit(final long now, final int i) throws IOException {
        final Job job = new Job();
        job.id = i;
        job.at = now;
        job.width = 1 << random.nextInt(5);
        final double seconds = Math.exp(6.9 + random.nextGaussian() * 2.0);
        job.workNs = (long) (Math.min(seconds, 200_000) * job.width * SECOND) + SECOND;
        final double unitValue = 50_000_000 * Math.exp(random.nextGaussian() * 0.7);
        job.bid = Math.max(1000, (long) (job.workNs / NS_PER_HOUR * unitValue));
        final int user = (int) Math.abs(random.nextGaussian() * 12);
        final long cause =
                files.command(
                        now,
                        ("'cmd':'task','id':%s,'customer':'user %s','class':'user %s:q%s','bid':%s,'work':%s,"
                                        + "'min':1,'max':%s,'bundle':{'vcpu':1,'memory':1}")
                                .formatted(
                                        i,
                                        user,
                                        user,
                                        random.nextInt(3),
                                        job.bid,
                                        job.workNs,
                                        job.width));
        if (random.nextInt(60) == 0) {
            decide(
                    now,
                    cause,
                    "'decision':'reject','task':%s,'reason':'NOT_PROFITABLE','priceToBeat':%s"
                            .formatted(i, job.bid * 2));
            return;
        }
        if (!place(now, cause, job) && !displace(now, cause, job)) {
            decide(
                    now,
                    cause,
                    ("'decision':'queue','task':%s,'reason':'%s','kind':'vcpu','deficit':1,"
                                    + "'priceToBeat':%s,'rival':%s")
                            .formatted(
                                    i,
                                    (nodes.isEmpty() ? "NO_INSTANCE" : "OUTBID"),
                                    job.bid * 3 / 2,
                                    Math.max(1, i - 3)));
            queue.add(job);
            if (nodes.size() < 12) {
                activate(now);
            }
        }
    }

    private void activate(final long now) throws IOException {
        final Node node = new Node();
        node.id = nextNode++;
        node.pool = random.nextInt(POOLS);
        node.since = now;
        node.price = poolCost[node.pool] / 32;
        activations++;
        cost += 1_600_000;
        decide(
                now,
                0,
                ("'decision':'activate','instance':%s,'pool':%s,'reason':'UNMET_DEMAND',"
                                + "'normalisedCost':1")
                        .formatted(node.id, (node.pool + 1)));
        decide(
                now,
                0,
                "'decision':'ready','instance':%s,'pool':%s,'reason':'ACTIVATED','normalisedCost':1"
                        .formatted(node.id, (node.pool + 1)));
        price(now, node, "vcpu");
        price(now, node, "memory");
        nodes.put(node.id, node);
        drainQueue(now);
    }

    private void price(final long now, final Node node, final String kind) throws IOException {
        decide(
                now,
                0,
                "'decision':'price','instance':%s,'kind':'%s','price':%s"
                        .formatted(
                                node.id,
                                kind,
                                ("vcpu".equals(kind) ? node.price : node.price / 4)));
    }

    private void prices(final long now, final int pool) throws IOException {
        for (final Node node : nodes.values()) {
            if (node.pool == pool) {
                settle(node, now);
                node.price =
                        (long)
                                (poolCost[pool]
                                        / 32.0
                                        * (node.free() == 0 ? 1 + random.nextDouble() : 1));
                price(now, node, "vcpu");
            }
        }
    }

    private boolean place(final long now, final long cause, final Job job) throws IOException {
        for (final Node node : nodes.values()) {
            final int free = node.free();
            if (free > 0) {
                grant(now, cause, job, node, Math.min(free, job.width));
                return true;
            }
        }
        return false;
    }

    private boolean displace(final long now, final long cause, final Job job) throws IOException {
        if (nodes.isEmpty() || random.nextInt(3) > 0) {
            return false;
        }
        final List<Node> all = new ArrayList<>(nodes.values());
        final Node node = all.get(random.nextInt(all.size()));
        final Job victim = node.owner[random.nextInt(VCPUS)];
        if (victim == null) {
            return false;
        }
        final int lost = Math.max(1, victim.units / 2);
        accrue(victim, now);
        take(now, cause, victim, lost, "OUTBID");
        moves++;
        if (victim.units == 0) {
            decide(
                    now,
                    cause,
                    ("'decision':'queue','task':%s,'reason':'REVOKED','kind':'vcpu','deficit':1,"
                                    + "'priceToBeat':%s,'rival':%s")
                            .formatted(victim.id, job.bid, job.id));
            queue.add(victim);
            victim.node = null;
        } else {
            schedule(victim, now);
        }
        grant(now, cause, job, node, Math.min(lost, job.width));
        return true;
    }

    private void take(
            final long now, final long cause, final Job job, final int units, final String reason)
            throws IOException {
        final StringBuilder ranges = new StringBuilder();
        int left = units;
        for (int v = VCPUS - 1; v >= 0 && left > 0; v--) {
            if (job.node.owner[v] == job) {
                job.node.owner[v] = null;
                left--;
                ranges.append(ranges.length() == 0 ? "" : ",")
                        .append("[")
                        .append(v)
                        .append(',')
                        .append(v)
                        .append("]");
            }
        }
        job.units -= units;
        decide(
                now,
                cause,
                ("'decision':'revoke','task':%s,'instance':%s,'units':%s,'vrus':{'vcpu':[%s]},"
                                + "'margin':1000000,'slope':30000000,'reason':'%s','deadline':%s")
                        .formatted(job.id, job.node.id, job.units, ranges, reason, now));
    }

    private void grant(
            final long now, final long cause, final Job job, final Node node, final int units)
            throws IOException {
        accrue(job, now);
        decide(now, cause, "'decision':'admit','task':%s,'instance':%s".formatted(job.id, node.id));
        final StringBuilder ranges = new StringBuilder();
        int left = units;
        for (int v = 0; v < VCPUS && left > 0; v++) {
            if (node.owner[v] == null) {
                node.owner[v] = job;
                left--;
                ranges.append(ranges.length() == 0 ? "" : ",")
                        .append("[")
                        .append(v)
                        .append(',')
                        .append(v)
                        .append("]");
            }
        }
        job.node = node;
        job.units += units;
        decide(
                now,
                cause,
                ("'decision':'grant','task':%s,'instance':%s,'units':%s,'vrus':{'vcpu':[%s],"
                                + "'memory':[[0,%s]]},'margin':%s,'slope':31000000")
                        .formatted(
                                job.id,
                                node.id,
                                job.units,
                                ranges,
                                (units - 1),
                                job.units * 9_000_000L));
        if (node.free() == 0) {
            settle(node, now);
            node.price = (long) (poolCost[node.pool] / 32.0 * (1 + random.nextDouble()));
            price(now, node, "vcpu");
        }
        schedule(job, now);
    }

    private void accrue(final Job job, final long now) {
        if (job.units > 0) {
            final long ns = now - job.since;
            job.ranNs += ns;
            job.workDone += (double) ns * job.units;
            job.charge =
                    Math.min(
                            job.bid,
                            job.charge + (long) (ns / NS_PER_HOUR * job.units * job.node.price));
            job.cost += (long) (ns / NS_PER_HOUR * job.units * poolCost[job.node.pool] / 32);
        }
        job.since = now;
    }

    private void schedule(final Job job, final long now) {
        job.version++;
        final long left = (long) Math.max(1, (job.workNs - job.workDone) / job.units);
        ends.add(new End(now + left, job, job.version));
    }

    private void endUntil(final long limit) throws IOException {
        while (!ends.isEmpty() && ends.peek().at <= limit) {
            final End end = ends.poll();
            final Job job = end.job;
            if (job.version != end.version || job.units == 0) {
                continue;
            }
            accrue(job, end.at);
            final Node node = job.node;
            for (int v = 0; v < VCPUS; v++) {
                node.owner[v] = node.owner[v] == job ? null : node.owner[v];
            }
            job.units = 0;
            revenue += job.charge;
            decide(
                    end.at,
                    0,
                    "'decision':'complete','task':%s,'reason':'DONE','charge':%s,'cost':%s,'duration':%s"
                            .formatted(job.id, job.charge, job.cost, job.ranNs));
            drainQueue(end.at);
            if (node.free() == VCPUS && random.nextInt(6) == 0 && nodes.size() > 3) {
                nodes.remove(node.id);
                settle(node, end.at);
                decide(
                        end.at,
                        0,
                        "'decision':'deactivate','instance':%s,'pool':%s,'reason':'IDLE','normalisedCost':1"
                                .formatted(node.id, (node.pool + 1)));
            }
        }
    }

    private void drainQueue(final long now) throws IOException {
        while (!queue.isEmpty() && place(now, 0, queue.peek())) {
            queue.poll();
        }
    }
}
