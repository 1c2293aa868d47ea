package io.swarmbid.host.replay;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.FlagDecisionDecoder;
import io.swarmbid.codec.sbe.FleetCancelCommandDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RebidCommandDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.agrona.DirectBuffer;

/** Follows one task through a replay: what it asked for, and every decision about it. Not threadsafe. */
public final class TaskHistory implements CommandListener {
    /**
     * What a task asked for. Symbols are those of the playback.
     *
     * @param sequence input sequence of the command.
     * @param fleet that it named; 0 if none.
     */
    public record Request(
            long sequence,
            long atNs,
            int customer,
            int taskClass,
            long bid,
            long workNs,
            int min,
            int max,
            int vcpu,
            int memory,
            int accelerator,
            long fleet) {}

    /**
     * Something that happened to it.
     *
     * @param cause input sequence; 0 for a timer and the simulated host.
     * @param what in words.
     * @param ends whether the task ended with it.
     */
    public record Entry(long atNs, long cause, String what, boolean ends) {}

    private static final long NO_FLEET = -1;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TaskCommandDecoder task = new TaskCommandDecoder();
    private final FleetCancelCommandDecoder cancel = new FleetCancelCommandDecoder();
    private final RebidCommandDecoder rebid = new RebidCommandDecoder();
    private final AdmitDecisionDecoder admit = new AdmitDecisionDecoder();
    private final QueueDecisionDecoder queue = new QueueDecisionDecoder();
    private final RejectDecisionDecoder reject = new RejectDecisionDecoder();
    private final GrantDecisionDecoder grant = new GrantDecisionDecoder();
    private final RevokeDecisionDecoder revoke = new RevokeDecisionDecoder();
    private final CompleteDecisionDecoder complete = new CompleteDecisionDecoder();
    private final SwarmDecisionDecoder swarm = new SwarmDecisionDecoder();
    private final FlagDecisionDecoder flag = new FlagDecisionDecoder();
    private final long id;
    private final List<Entry> entries = new ArrayList<>();
    private final TreeSet<Long> seen = new TreeSet<>();
    private Request request;
    private Request staged;
    private Entry stagedRebid;
    private int units;

    /** The fleet that the input being applied cancels, and that input. */
    private long cancelledFleet = NO_FLEET;

    private long cancelledBy;

    /** Where it lost all it held and why, if nothing was said of it since. */
    private long leftInstance;

    private RevokeReason leftFor;

    /** Place of the entry that says that it was moved last; -1: it was not. */
    private int moved = -1;

    /** Follows the task of that id; of several that had it one after the other, the last. */
    public TaskHistory(final long id) {
        this.id = id;
    }

    @Override
    public void onCommand(
            final long sequence,
            final long atNs,
            final DirectBuffer buffer,
            final int offset,
            final long actualWorkNs) {
        staged = null;
        stagedRebid = null;
        cancelledFleet = NO_FLEET;
        header.wrap(buffer, offset);
        if (header.templateId() == TaskCommandDecoder.TEMPLATE_ID) {
            task.wrapAndApplyHeader(buffer, offset, header);
            seen.add(task.task());
            if (task.task() == id) {
                staged =
                        new Request(
                                sequence,
                                atNs,
                                task.customer(),
                                task.className(),
                                task.bid(),
                                task.work(),
                                Math.max(1, task.min()),
                                task.max(),
                                task.vcpu(),
                                task.memory(),
                                task.accelerator(),
                                task.fleet());
            }
        } else if (header.templateId() == FleetCancelCommandDecoder.TEMPLATE_ID) {
            cancel.wrapAndApplyHeader(buffer, offset, header);
            cancelledFleet = cancel.fleet();
            cancelledBy = sequence;
        } else if (header.templateId() == RebidCommandDecoder.TEMPLATE_ID) {
            rebid.wrapAndApplyHeader(buffer, offset, header);
            if (rebid.task() == id) {
                final String what = "rebid " + Amounts.money(rebid.bid());
                stagedRebid = new Entry(atNs, sequence, what, false);
            }
        }
    }

    @Override
    public void onOutcome(final boolean refused) {
        if (staged != null && !refused) {
            begin();
        }
        if (stagedRebid != null) {
            final String what = stagedRebid.what + (refused ? ", refused" : "");
            entries.add(new Entry(stagedRebid.atNs, stagedRebid.cause, what, false));
        }
    }

    /** The task that is being submitted is the one from now on. */
    private void begin() {
        request = staged;
        staged = null;
        entries.clear();
        units = 0;
        leftInstance = 0;
        moved = -1;
    }

    private boolean isLive() {
        return request != null && (entries.isEmpty() || !last().ends);
    }

    private Entry last() {
        return entries.get(entries.size() - 1);
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case AdmitDecisionDecoder.TEMPLATE_ID -> {
                admit.wrapAndApplyHeader(buffer, offset, header);
                if (admit.task() == id) {
                    add(id, admit.at(), admit.cause(), admitted(), false);
                }
            }
            case QueueDecisionDecoder.TEMPLATE_ID -> {
                queue.wrapAndApplyHeader(buffer, offset, header);
                add(queue.task(), queue.at(), queue.cause(), queued(), false);
                leftInstance = queue.task() == id ? 0 : leftInstance;
            }
            case RejectDecisionDecoder.TEMPLATE_ID -> {
                reject.wrapAndApplyHeader(buffer, offset, header);
                final boolean ran = reject.charge() != RejectDecisionDecoder.chargeNullValue();
                final String what =
                        "rejected: "
                                + reject.reason()
                                + (isOfCancelledFleet()
                                        ? ", its fleet " + cancelledFleet + " was cancelled"
                                        : "")
                                + (ran
                                        ? ", charged "
                                                + Amounts.money(reject.charge())
                                                + " in all, cost "
                                                + Amounts.money(reject.cost())
                                        : "");
                add(reject.task(), reject.at(), reject.cause(), what, true);
            }
            case GrantDecisionDecoder.TEMPLATE_ID -> {
                grant.wrapAndApplyHeader(buffer, offset, header);
                granted();
            }
            case RevokeDecisionDecoder.TEMPLATE_ID -> {
                revoke.wrapAndApplyHeader(buffer, offset, header);
                revoked();
            }
            case CompleteDecisionDecoder.TEMPLATE_ID -> {
                complete.wrapAndApplyHeader(buffer, offset, header);
                final String what =
                        "ended "
                                + complete.reason()
                                + ": charged "
                                + Amounts.money(complete.charge())
                                + " in all, cost "
                                + Amounts.money(complete.cost())
                                + ", held something for "
                                + Amounts.seconds(complete.duration());
                add(complete.task(), complete.at(), complete.cause(), what, true);
            }
            case FlagDecisionDecoder.TEMPLATE_ID -> {
                flag.wrapAndApplyHeader(buffer, offset, header);
                flagged();
            }
            case SwarmDecisionDecoder.TEMPLATE_ID -> {
                swarm.wrapAndApplyHeader(buffer, offset, header);
                swarmed();
            }
            default -> {
                // Nothing about a task.
            }
        }
    }

    private boolean isOfCancelledFleet() {
        return request != null
                && reject.reason() == RejectReason.NEVER_FITS
                && reject.cause() == cancelledBy
                && request.fleet == cancelledFleet;
    }

    private void add(
            final long ofTask,
            final long atNs,
            final long cause,
            final String what,
            final boolean ends) {
        if (ofTask != id) {
            return;
        }
        if (!isLive()) {
            begin();
        }
        entries.add(new Entry(atNs, cause, what, ends));
    }

    private String queued() {
        if (queue.instance() != QueueDecisionDecoder.instanceNullValue()) {
            return "won "
                    + units(queue.units())
                    + " on instance "
                    + queue.instance()
                    + ", gets "
                    + (queue.units() == 1 ? "it" : "them")
                    + " by "
                    + Amounts.seconds(queue.deadline());
        }
        final StringBuilder what = new StringBuilder("queued: ").append(queue.reason());
        if (queue.deficit() != QueueDecisionDecoder.deficitNullValue()
                && queue.kind() != Kind.NULL_VAL) {
            what.append(", short of ").append(queue.deficit()).append(' ');
            what.append(queue.kind().name().toLowerCase(Locale.ROOT));
        }
        if (queue.priceToBeat() != QueueDecisionDecoder.priceToBeatNullValue()) {
            what.append(", price to beat ").append(Amounts.money(queue.priceToBeat()));
        }
        if (queue.rival() != QueueDecisionDecoder.rivalNullValue()) {
            what.append(", rival task ").append(queue.rival());
        }
        return what.toString();
    }

    /** A task that lost all on one instance and is admitted to another in the same event has been moved. */
    private String admitted() {
        moved = -1;
        if (leftInstance != 0
                && !entries.isEmpty()
                && last().atNs == admit.at()
                && last().cause == admit.cause()) {
            entries.remove(entries.size() - 1);
            moved = entries.size();
            return "moved from instance "
                    + leftInstance
                    + " to instance "
                    + admit.instance()
                    + ": "
                    + leftFor;
        }
        return "admitted to instance " + admit.instance();
    }

    /** What the swarm says of an instance comes after what it says of its tasks. */
    private void swarmed() {
        if (moved >= 0
                && swarm.action() == SwarmAction.DRAIN
                && swarm.instance() == leftInstance
                && swarm.at() == entries.get(moved).atNs) {
            final Entry entry = entries.get(moved);
            final String why =
                    switch (swarm.reason()) {
                        case CHEAPER_POOL -> ", the swarm's move to a cheaper pool";
                        case UNDERUSED -> ", the swarm gives up what is underused";
                        default -> "";
                    };
            entries.set(moved, new Entry(entry.atNs, entry.cause, entry.what + why, false));
        }
    }

    private void granted() {
        final int gained = grant.units() - (grant.task() == id && isLive() ? units : 0);
        final String what =
                (gained > 0 ? "gained " + units(gained) + ", now " : "VRUs replaced, still ")
                        + grant.units()
                        + " on instance "
                        + grant.instance()
                        + ", the last worth "
                        + Amounts.rate(grant.slope());
        add(grant.task(), grant.at(), grant.cause(), what, false);
        if (grant.task() == id) {
            units = grant.units();
        }
    }

    private void revoked() {
        final int lost = units - revoke.units();
        final String what =
                (lost > 0 ? "lost " + units(lost) + ", " : "VRUs lost, ")
                        + (revoke.units() == 0 ? "holds nothing" : "now " + revoke.units())
                        + (revoke.deadline() > revoke.at()
                                ? " from " + Amounts.seconds(revoke.deadline())
                                : "")
                        + ": "
                        + revoke.reason();
        add(revoke.task(), revoke.at(), revoke.cause(), what, false);
        if (revoke.task() == id) {
            units = revoke.units();
            leftInstance =
                    revoke.units() == 0 && revoke.deadline() <= revoke.at() ? revoke.instance() : 0;
            leftFor = revoke.reason();
        }
    }

    private void flagged() {
        final String what =
                "flagged "
                        + flag.finding()
                        + (flag.recommendedUnits() > 0
                                ? ", " + units(flag.recommendedUnits()) + " recommended"
                                : "")
                        + (flag.waste() > 0 ? ", waste " + Amounts.money(flag.waste()) : "");
        add(flag.task(), flag.at(), flag.cause(), what, false);
    }

    private static String units(final long count) {
        return count + (count == 1 ? " unit" : " units");
    }

    /** Id of the task. */
    public long id() {
        return id;
    }

    /** What the task asked for; null if there was none of that id. */
    public Request request() {
        return request;
    }

    /** What happened to it, in order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The ids of all tasks that came. */
    public TreeSet<Long> seen() {
        return seen;
    }
}
