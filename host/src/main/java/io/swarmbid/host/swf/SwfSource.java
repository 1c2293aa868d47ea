package io.swarmbid.host.swf;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.Speedup;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.host.log.CommandLogSource.FaultHandler;
import io.swarmbid.host.log.CommandSource;
import io.swarmbid.host.log.Fault;
import io.swarmbid.host.log.FaultReason;
import io.swarmbid.host.log.LineReader;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * The commands of a batch workload: its pools and their recorded costs, which are no inputs, and a task for each job,
 * whose input sequence is its place among the job lines of the file. Costs go on when the jobs have ended. Not
 * threadsafe.
 */
public final class SwfSource implements CommandSource {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long KIB_PER_BLOCK = 256 * 1_024L;
    private static final BigInteger BID_DIVISOR =
            BigInteger.valueOf(Limits.NANOS_PER_HOUR)
                    .multiply(BigInteger.valueOf(Limits.PPM))
                    .multiply(BigInteger.valueOf(Limits.PPM));

    private final LineReader reader;
    private final SwfSettings swf;
    private final SymbolTable symbols;
    private final List<PriceSeries> series;
    private final PriceFeed[] feeds;
    private final BidFactors factors;
    private final FaultHandler faults;
    private final CommandEncoder encoder;
    private final int maxUnits;
    private final int maxVrus;
    private final long minimumMargin;
    private final SwfJob job = new SwfJob();
    private final PoolSpec pool = new PoolSpec();
    private final TaskSpec task;
    private final ExpandableArrayBuffer jobBuffer = new ExpandableArrayBuffer();
    private final ExpandableArrayBuffer feedBuffer = new ExpandableArrayBuffer();
    private long place;
    private long lastSubmitSeconds;
    private long lastSubmitLine;
    private long jobsWithoutWork;
    private long jobsTooWide;
    private long startNs = -1;
    private int poolsGiven;
    private boolean hasJob;
    private boolean currentIsJob;
    private long jobAtNs;
    private long actualWorkNs;
    private int jobLength;
    private long feedAtNs;
    private int feedLength;

    SwfSource(
            final Path path,
            final SwfSettings swf,
            final Settings settings,
            final SymbolTable symbols,
            final List<PriceSeries> series,
            final BidFactors factors,
            final FaultHandler faults) {
        this.swf = swf;
        this.symbols = symbols;
        this.series = series;
        this.factors = factors;
        this.faults = faults;
        encoder = new CommandEncoder(settings);
        maxUnits = settings.getInt(Setting.MAX_UNITS);
        maxVrus = settings.getInt(Setting.MAX_VRUS_PER_INSTANCE);
        minimumMargin = settings.get(Setting.MINIMUM_MARGIN);
        task = new TaskSpec(maxUnits);
        feeds = new PriceFeed[series.size()];
        reader = new LineReader(path);
    }

    /** Jobs passed over up to now because they have no run time or no processors. */
    public long jobsWithoutWork() {
        return jobsWithoutWork;
    }

    /** Jobs passed over up to now because no instance can hold them and no command can say them. */
    public long jobsTooWide() {
        return jobsTooWide;
    }

    @Override
    public boolean next() {
        if (startNs < 0) {
            hasJob = readJob();
            if (!hasJob) {
                return false;
            }
            startNs = jobAtNs;
            for (int i = 0; i < feeds.length; i++) {
                feeds[i] = new PriceFeed(series.get(i), startNs);
            }
        } else if (currentIsJob) {
            hasJob = readJob();
        }
        currentIsJob = false;
        if (poolsGiven < feeds.length) {
            givePool();
            return true;
        }
        while (true) {
            final int earliest = nextFeed();
            final long feedNs = feeds[earliest].nextNs();
            if (!hasJob || jobAtNs >= feedNs) {
                return giveCost(earliest, feedNs);
            }
            if (encodeJob()) {
                currentIsJob = true;
                return true;
            }
            hasJob = readJob();
        }
    }

    private int nextFeed() {
        int earliest = 0;
        for (int i = 1; i < feeds.length; i++) {
            if (feeds[i].nextNs() < feeds[earliest].nextNs()) {
                earliest = i;
            }
        }
        return earliest;
    }

    private void givePool() {
        pool.reset()
                .pool(poolsGiven + 1)
                .cost(feeds[poolsGiven].costNano())
                .stock(swf.poolStock())
                .vrus(swf.poolVcpu(), swf.poolMemory(), 0);
        pool.name = symbols.intern(series.get(poolsGiven).name());
        feedLength = accepted(encoder.pool(feedBuffer, 0, pool));
        feedAtNs = startNs;
        poolsGiven++;
    }

    private boolean giveCost(final int index, final long atNs) {
        if (atNs == PriceFeed.NEVER) {
            return false;
        }
        feeds[index].advance();
        feedLength = accepted(encoder.poolCost(feedBuffer, 0, index + 1, feeds[index].costNano()));
        feedAtNs = atNs;
        return true;
    }

    private static int accepted(final long result) {
        final Refusal refusal = Refusal.of(result);
        if (refusal != null) {
            throw new IllegalStateException(
                    "a checked command was refused: "
                            + refusal.field()
                            + " takes "
                            + refusal.remedy());
        }
        return Math.toIntExact(result);
    }

    /** Reads on to the next job that is a task; false at the end. */
    private boolean readJob() {
        while (reader.next()) {
            if (!reader.tooLong() && SwfJob.isComment(reader.bytes(), reader.length())) {
                continue;
            }
            place++;
            final Fault fault = readLine();
            if (fault != null) {
                faults.onFault(reader.lineNumber(), fault);
            } else if (!job.isTask()) {
                jobsWithoutWork++;
            } else if (!canBeSaid()) {
                jobsTooWide++;
            } else {
                jobAtNs = job.submitSeconds() * NANOS_PER_SECOND;
                return true;
            }
        }
        return false;
    }

    private Fault readLine() {
        if (reader.tooLong()) {
            return new Fault(
                    FaultReason.TOO_LONG,
                    "the line is too long",
                    "a line has at most " + LineReader.MAX_LINE_BYTES + " bytes");
        }
        final Fault malformed = job.parse(reader.bytes(), reader.length());
        if (malformed != null) {
            return malformed;
        }
        final Fault range = job.check(maxUnits);
        if (range != null) {
            return range;
        }
        if (job.submitSeconds() < lastSubmitSeconds) {
            return new Fault(
                    FaultReason.TIME_BACKWARDS,
                    "submit time "
                            + job.submitSeconds()
                            + " is before "
                            + lastSubmitSeconds
                            + " of line "
                            + lastSubmitLine,
                    "submit times never decrease from line to line");
        }
        if (job.isTask() && swf.rigid() && job.processors() > maxUnits && !isTooWide()) {
            return SwfJob.wrong(
                    job.field(8) > 0 ? 8 : 5,
                    Long.toString(job.processors()),
                    "up to maxUnits=" + maxUnits + " processors; raise it with --set maxUnits=N");
        }
        lastSubmitSeconds = job.submitSeconds();
        lastSubmitLine = reader.lineNumber();
        return null;
    }

    private boolean isTooWide() {
        return job.isTooWide(maxUnits)
                || (swf.rigid() && job.processors() > swf.poolVcpu())
                || blocks() > swf.poolMemory();
    }

    /** Whether a command can say the job so that the core judges it as it is. */
    private boolean canBeSaid() {
        final boolean units = !swf.rigid() || job.processors() <= maxUnits;
        return units && blocks() <= maxVrus && !job.isTooWide(maxUnits);
    }

    /** Memory blocks per processor. */
    private long blocks() {
        return swf.poolMemory() == 0
                ? 0
                : job.memoryKib() / KIB_PER_BLOCK + (job.memoryKib() % KIB_PER_BLOCK > 0 ? 1 : 0);
    }

    /** Encodes the job; one whose bid is beyond the engine's range is reported as a fault instead. */
    private boolean encodeJob() {
        final int most = (int) Math.min(job.processors(), maxUnits);
        final long workNs = job.estimateSeconds() * job.processors() * NANOS_PER_SECOND;
        final int blocks = (int) blocks();
        actualWorkNs = job.runSeconds() * job.processors() * NANOS_PER_SECOND;
        task.reset()
                .task(job.id())
                .bid(bid(workNs, blocks), workNs)
                .units(swf.rigid() ? most : 1, most)
                .bundle(1, blocks, 0);
        task.customer = symbols.intern(job.user());
        task.className = symbols.intern(job.userAndQueue());
        final long result = encoder.task(jobBuffer, 0, task);
        if (Refusal.of(result) == Refusal.VALUE_RATE) {
            faults.onFault(
                    reader.lineNumber(),
                    new Fault(
                            FaultReason.OUT_OF_RANGE,
                            "the bid drawn for the job, " + task.bid + ", is out of range",
                            "it takes nano-currency up to "
                                    + Speedup.largestBid(task.work, Speedup.amdahlPpm(task.max, 0))
                                    + " for the work; lower the prices or the processors"));
            return false;
        }
        jobLength = accepted(result);
        return true;
    }

    /** Estimated unit-hours x the reserve of a unit in the first pool as it is now x the drawn factor. */
    private long bid(final long workNs, final int blocks) {
        final int vcpuWeight = swf.poolMemory() > 0 ? Limits.PPM / 2 : Limits.PPM;
        final long cost = feeds[0].costNano();
        final long margin = Limits.PPM * minimumMargin;
        long reserve = cost * vcpuWeight / swf.poolVcpu() + margin;
        if (blocks > 0) {
            reserve += (cost * (Limits.PPM - vcpuWeight) / swf.poolMemory() + margin) * blocks;
        }
        final BigInteger bid =
                BigInteger.valueOf(workNs)
                        .multiply(BigInteger.valueOf(reserve))
                        .multiply(BigInteger.valueOf(factors.factorPpm(place)))
                        .divide(BID_DIVISOR);
        return bid.min(BigInteger.valueOf(Limits.MAX_BID)).longValueExact();
    }

    @Override
    public boolean hasInput() {
        return hasJob;
    }

    @Override
    public long sequence() {
        return currentIsJob ? place : AllocationCore.UNNUMBERED;
    }

    @Override
    public long atNs() {
        return currentIsJob ? jobAtNs : feedAtNs;
    }

    @Override
    public DirectBuffer buffer() {
        return currentIsJob ? jobBuffer : feedBuffer;
    }

    @Override
    public int length() {
        return currentIsJob ? jobLength : feedLength;
    }

    @Override
    public long actualWorkNs() {
        return currentIsJob ? actualWorkNs : NO_ACTUAL_WORK;
    }

    @Override
    public void close() {
        reader.close();
    }
}
