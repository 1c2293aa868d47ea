package io.swarmbid.reference;

import java.util.ArrayList;
import java.util.List;

/** What a reference core holds, a line for each thing, for comparison with what others say that it holds. */
public final class StateLines {
    private StateLines() {}

    public static List<String> of(final ReferenceCore core) {
        final List<String> lines = new ArrayList<>();
        final World world = core.world;
        world.pools.forEach(
                (id, pool) ->
                        lines.add(
                                "pool %d cost %d weight %d vrus %d %d %d"
                                        .formatted(
                                                id,
                                                pool.cost,
                                                pool.weight,
                                                pool.vrus[0],
                                                pool.vrus[1],
                                                pool.vrus[2])));
        world.instances.values().forEach(instance -> add(lines, instance));
        world.tasks.values().forEach(task -> lines.add(task(world, task)));
        return lines;
    }

    private static void add(final List<String> lines, final InstanceState instance) {
        lines.add(
                "instance %d pool %d fleet %d state %d"
                        .formatted(instance.id, instance.pool.id, instance.fleet, instance.state));
        for (int kind = 0; kind < instance.vrus.size(); kind++) {
            if (instance.state != InstanceState.PENDING && !instance.vrus.get(kind).isEmpty()) {
                lines.add(
                        "price %d/%d %d"
                                .formatted(instance.id, kind, instance.price[kind] / 1_000_000));
            }
            for (int vru = 0; vru < instance.vrus.get(kind).size(); vru++) {
                final InstanceState.Vru state = instance.vrus.get(kind).get(vru);
                final String name = "vru %d/%d/%d ".formatted(instance.id, kind, vru);
                if (state.owner != 0 || !state.healthy) {
                    lines.add(
                            "%sowner %d drains %b healthy %b"
                                    .formatted(name, state.owner, state.drains, state.healthy));
                }
                if (state.utilisation != 0 || state.ioBytesPerSecond != 0) {
                    lines.add(name + "use " + state.utilisation + " " + state.ioBytesPerSecond);
                }
            }
        }
    }

    private static String task(final World world, final TaskState task) {
        return "task %d of %s class %s bid %d work %d min %d max %d arrival %d units %d on %d drains %d until %d won %b"
                .formatted(
                        task.id,
                        world.symbols.text(task.customer),
                        world.symbols.text(task.className),
                        task.bid,
                        task.work,
                        task.min,
                        task.max,
                        task.arrival,
                        task.isWorking() ? task.works : 0,
                        task.isRunning() ? task.instance.id : 0,
                        task.drains() ? task.works - task.units : 0,
                        task.drains() ? task.until : 0,
                        task.isRunning() && !task.isWorking());
    }
}
