package io.swarmbid.host.replay;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmReason;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts what the swarm moved: tasks that a drained instance lost and another admitted in the same event, and the instances
 * that it drained for a reason of its own. No better bid took anything, so these are no {@link RunSummary#moves moves}.
 */
final class SwarmMoves {
    private final Set<Long> leaving = new HashSet<>();
    private long leftAtNs;
    private long tasks;
    private long cheaperPool;
    private long underused;

    /** The same counts, between two events, that go on by themselves. */
    SwarmMoves fork() {
        final SwarmMoves copy = new SwarmMoves();
        copy.tasks = tasks;
        copy.cheaperPool = cheaperPool;
        copy.underused = underused;
        return copy;
    }

    void revoked(final RevokeDecisionDecoder revoke) {
        if (revoke.at() != leftAtNs) {
            leaving.clear();
            leftAtNs = revoke.at();
        }
        if (revoke.reason() == RevokeReason.DRAINED && revoke.units() == 0) {
            leaving.add(revoke.task());
        }
    }

    /** A task waits, or has ended: it has not been moved. */
    void stays(final long task) {
        leaving.remove(task);
    }

    void admitted(final AdmitDecisionDecoder admit) {
        if (leaving.remove(admit.task()) && admit.at() == leftAtNs) {
            tasks++;
        }
    }

    void swarmed(final SwarmDecisionDecoder swarm) {
        if (swarm.action() == SwarmAction.DRAIN) {
            cheaperPool += swarm.reason() == SwarmReason.CHEAPER_POOL ? 1 : 0;
            underused += swarm.reason() == SwarmReason.UNDERUSED ? 1 : 0;
        }
    }

    /** Tasks moved; instances drained for a cheaper pool; instances drained as underused. */
    Map<String, Long> counts() {
        final Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("tasks", tasks);
        counts.put("cheaperPool", cheaperPool);
        counts.put("underused", underused);
        return counts;
    }
}
