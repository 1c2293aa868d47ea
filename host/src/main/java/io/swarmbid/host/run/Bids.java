package io.swarmbid.host.run;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.workload.MachinePlan;
import io.swarmbid.host.workload.MachineSettings;
import io.swarmbid.host.workload.WorkloadTask;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/** Puts a workload into the engine's commands: one pool, one instance of it, a task for each entry. */
final class Bids {
    static final long POOL = 1;
    static final long INSTANCE = 1;
    private static final String POOL_NAME = "this machine";

    private Bids() {}

    static PoolSpec pool(final MachinePlan plan, final SymbolTable symbols) {
        final MachineSettings machine = plan.settings();
        final int vcpuWeight = plan.memoryVrus() == 0 ? Limits.PPM : machine.vcpuWeightPpm();
        final PoolSpec pool =
                new PoolSpec()
                        .pool(POOL)
                        .cost(machine.costPerHour())
                        .vrus(plan.vcpuVrus(), plan.memoryVrus(), 0)
                        .kindWeightsPpm(vcpuWeight, Limits.PPM - vcpuWeight, 0);
        pool.name = symbols.intern(POOL_NAME);
        if (machine.minimumMargin() > 0) {
            pool.minimumMargin = machine.minimumMargin();
        }
        return pool;
    }

    static TaskSpec task(
            final TaskSpec spec,
            final long id,
            final WorkloadTask task,
            final SymbolTable symbols) {
        spec.reset()
                .task(id)
                .bid(task.bid(), task.workNs())
                .units(task.min(), task.max())
                .bundle(task.vcpu(), task.memory(), 0)
                .serialPpm(task.serialPpm());
        task.tablePpm().forEach(spec::addSpeedup);
        spec.customer = symbols.intern(task.customer());
        spec.className = symbols.intern(task.taskClass());
        spec.deadline =
                task.deadlineNs() == WorkloadTask.NONE ? TaskSpec.ABSENT : task.deadlineNs();
        spec.ttl = task.ttlNs() == WorkloadTask.NONE ? TaskSpec.ABSENT : task.ttlNs();
        spec.moveCost = task.moveCost();
        spec.preemptible = task.preemptible();
        return spec;
    }

    /**
     * Lets the engine's static checks look at every command before anything starts.
     *
     * @param file that the tasks are from, for the message.
     * @throws InvalidInputException with a line for each command that would be refused.
     */
    static void check(
            final String file,
            final MachinePlan plan,
            final List<WorkloadTask> tasks,
            final Settings settings) {
        final CommandEncoder encoder = new CommandEncoder(settings);
        final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();
        final SymbolTable symbols = new SymbolTable();
        final TaskSpec spec = new TaskSpec(settings.getInt(Setting.MAX_UNITS));
        final List<String> faults = new ArrayList<>();
        note(file + ":1: machine", encoder.pool(scratch, 0, pool(plan, symbols)), settings, faults);
        long id = 0;
        for (final WorkloadTask task : tasks) {
            id++;
            final String where = file + ":" + task.line() + ": task " + task.name();
            note(where, encoder.task(scratch, 0, task(spec, id, task, symbols)), settings, faults);
            for (final WorkloadTask.Rebid rebid : task.rebids()) {
                note(where, encoder.rebid(scratch, 0, id, rebid.bid()), settings, faults);
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults.subList(0, Math.min(20, faults.size())));
        }
    }

    private static void note(
            final String where,
            final long result,
            final Settings settings,
            final List<String> faults) {
        final Refusal refusal = Refusal.of(result);
        if (refusal != null) {
            faults.add(
                    where
                            + ": "
                            + refusal.field()
                            + " is out of range; it takes "
                            + withLimits(refusal.remedy(), settings));
        }
    }

    /** A remedy with the numbers of the limits that it names. */
    private static String withLimits(final String remedy, final Settings settings) {
        String text = remedy;
        for (final Setting limit : List.of(Setting.MAX_UNITS, Setting.MAX_VRUS_PER_INSTANCE)) {
            text =
                    text.replace(
                            limit.externalName(), limit.externalName() + "=" + settings.get(limit));
        }
        return text;
    }
}
