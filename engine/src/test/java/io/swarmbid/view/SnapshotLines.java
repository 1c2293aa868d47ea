package io.swarmbid.view;

import java.util.ArrayList;
import java.util.List;

/** What a snapshot shows, in the lines that the reference's state is compared by. */
final class SnapshotLines {
    private SnapshotLines() {}

    static List<String> of(final ViewSnapshot snapshot) {
        final List<String> lines = new ArrayList<>();
        for (final ViewPool pool : snapshot.pools()) {
            lines.add(
                    "pool %d cost %d weight %d vrus %d %d %d"
                            .formatted(
                                    pool.id(),
                                    pool.cost(),
                                    pool.weight(),
                                    pool.vrus().vcpu(),
                                    pool.vrus().memory(),
                                    pool.vrus().accelerator()));
        }
        for (final ViewInstance instance : snapshot.instances()) {
            lines.add(
                    "instance %d pool %d fleet %d state %d"
                            .formatted(
                                    instance.id(),
                                    instance.pool(),
                                    instance.fleet(),
                                    instance.state().ordinal()));
        }
        for (final ViewPrice price : snapshot.prices()) {
            lines.add(
                    "price %d/%d %d"
                            .formatted(price.instance(), price.kind().value(), price.price()));
        }
        for (final ViewAllocation vru : snapshot.allocations()) {
            lines.add(
                    "vru %d/%d/%d owner %d drains %b healthy %b"
                            .formatted(
                                    vru.instance(),
                                    vru.kind().value(),
                                    vru.vru(),
                                    vru.task(),
                                    vru.drains(),
                                    !vru.isFaulty()));
        }
        for (final ViewTelemetry use : snapshot.telemetry()) {
            if (use.utilisationPpm() != 0 || use.ioBytesPerSecond() != 0) {
                lines.add(
                        "vru %d/%d/%d use %d %d"
                                .formatted(
                                        use.instance(),
                                        use.kind().value(),
                                        use.vru(),
                                        use.utilisationPpm(),
                                        use.ioBytesPerSecond()));
            }
        }
        for (final ViewTask task : snapshot.tasks()) {
            lines.add(
                    "task %d of %s class %s bid %d work %d min %d max %d arrival %d units %d on %d drains %d until %d won %b"
                            .formatted(
                                    task.id(),
                                    task.customer(),
                                    task.className(),
                                    task.bid(),
                                    task.workNs(),
                                    task.min(),
                                    task.max(),
                                    task.arrival(),
                                    task.units(),
                                    task.instance(),
                                    task.draining(),
                                    task.drainsUntilNs().orElse(0),
                                    task.won() > 0));
        }
        return lines;
    }
}
