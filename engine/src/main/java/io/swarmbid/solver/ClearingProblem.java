package io.swarmbid.solver;

import java.util.Arrays;

/**
 * What is to be cleared on one instance: healthy capacity per kind, and for each task its bundle and the net value of
 * each permitted number of units. Reusable; everything is taken at construction. Not threadsafe.
 *
 * <p>A net value is a rate in femto per hour, above -2^62 and below 2^62, and may hold anything the caller wants
 * maximised: value less reserve, less the cost of switching.
 */
public final class ClearingProblem {
    /** Kinds of capacity. */
    public static final int KINDS = 3;

    /** Returned by {@link #add} when there is no room. */
    public static final int FULL = -1;

    /** Net value of units that are not permitted. */
    static final long FORBIDDEN = Long.MIN_VALUE;

    final int maxTasks;
    final int maxChoices;
    final int[] capacity = new int[KINDS];
    final int[][] bundle;
    final int[] lowest;
    final int[] highest;
    final int[] current;

    /** The units that a solver looks at, of those from lowest to highest: it narrows them where it branches. */
    final int[] from;

    final int[] to;

    /** Where the choices of a task begin: net value of n units at {@code first[task] + n - lowest[task]}. */
    final int[] first;

    final long[] net;
    int tasks;

    /**
     * @param maxTasks tasks in one problem.
     * @param maxChoices numbers of units in one problem, over all its tasks: a task from 0 to 8 units takes 9.
     */
    public ClearingProblem(final int maxTasks, final int maxChoices) {
        this.maxTasks = maxTasks;
        this.maxChoices = maxChoices;
        bundle = new int[KINDS][maxTasks];
        lowest = new int[maxTasks];
        highest = new int[maxTasks];
        current = new int[maxTasks];
        from = new int[maxTasks];
        to = new int[maxTasks];
        first = new int[maxTasks + 1];
        net = new long[maxChoices];
    }

    /** Starts a problem without tasks on so many healthy VRUs of each kind. */
    public ClearingProblem begin(final int vcpus, final int memory, final int accelerators) {
        capacity[0] = vcpus;
        capacity[1] = memory;
        capacity[2] = accelerators;
        tasks = 0;
        first[0] = 0;
        return this;
    }

    /**
     * Adds a task; tasks are added in order of arrival. Only {@code lowest} = 0 units are permitted, at net value 0, until
     * {@link #net} says otherwise. Units for which the capacity has no room are not permitted.
     *
     * @param vcpus per unit; so {@code memory} and {@code accelerators}, at least one of them above 0.
     * @param held units it holds now, within the range: kept where nothing better is known, and on ties.
     * @param lowest units it may end with: 0, or what it must not lose.
     * @param highest units it may end with.
     * @return its number, from 0; or {@link #FULL}, and nothing was added.
     */
    public int add(
            final int vcpus,
            final int memory,
            final int accelerators,
            final int held,
            final int lowest,
            final int highest) {
        final int start = first[tasks < maxTasks ? tasks : 0];
        final int fitting = Math.max(lowest, fitting(vcpus, memory, accelerators, highest));
        final int end = start + fitting - lowest + 1;
        if (tasks == maxTasks || end > maxChoices) {
            return FULL;
        }
        final int task = tasks++;
        bundle[0][task] = vcpus;
        bundle[1][task] = memory;
        bundle[2][task] = accelerators;
        current[task] = held;
        this.lowest[task] = lowest;
        this.highest[task] = fitting;
        Arrays.fill(net, start, end, FORBIDDEN);
        if (lowest == 0) {
            net[start] = 0;
        }
        first[tasks] = end;
        return task;
    }

    private int fitting(
            final int vcpus, final int memory, final int accelerators, final int highest) {
        int fitting = highest;
        fitting = vcpus > 0 ? Math.min(fitting, capacity[0] / vcpus) : fitting;
        fitting = memory > 0 ? Math.min(fitting, capacity[1] / memory) : fitting;
        return accelerators > 0 ? Math.min(fitting, capacity[2] / accelerators) : fitting;
    }

    /** Permits a number of units of a task, at a net value in femto per hour. Units without room are ignored. */
    public void net(final int task, final int units, final long femtoPerHour) {
        if (units <= highest[task]) {
            net[first[task] + units - lowest[task]] = femtoPerHour;
        }
    }

    /** The net value of a permitted number of units of a task, femto per hour. */
    public long net(final int task, final int units) {
        return net[first[task] + units - lowest[task]];
    }

    /** Where {@link #net} holds a task's net value of no units, if it may end with none; that of n is n further. */
    int zero(final int task) {
        return first[task] - lowest[task];
    }

    /** Whether a task may end with so many units. */
    public boolean permits(final int task, final int units) {
        return units >= lowest[task] && units <= highest[task] && net(task, units) != FORBIDDEN;
    }

    public int tasks() {
        return tasks;
    }

    /** The most units that a task may end with and that the capacity has room for. */
    public int highest(final int task) {
        return highest[task];
    }

    /** The fewest units that a task may end with. */
    public int lowest(final int task) {
        return lowest[task];
    }

    /** What a task holds before the clearing. */
    public int held(final int task) {
        return current[task];
    }

    /** VRUs of a kind in one unit of a task. */
    public int bundle(final int task, final int kind) {
        return bundle[kind][task];
    }

    /** Healthy VRUs of a kind. */
    public int capacity(final int kind) {
        return capacity[kind];
    }

    /** Copies a problem but for one task; the others hold what a solver gave them. */
    void copyWithout(final ClearingProblem that, final int left, final ClearingSolver solved) {
        begin(that.capacity[0], that.capacity[1], that.capacity[2]);
        for (int task = 0; task < that.tasks; task++) {
            if (task != left) {
                final int copy =
                        add(
                                that.bundle[0][task],
                                that.bundle[1][task],
                                that.bundle[2][task],
                                solved.units(task),
                                that.lowest[task],
                                that.highest[task]);
                final int length = that.first[task + 1] - that.first[task];
                System.arraycopy(that.net, that.first[task], net, first[copy], length);
            }
        }
    }

    /** Lets a solver look at all units of every task. */
    void widen() {
        System.arraycopy(lowest, 0, from, 0, tasks);
        System.arraycopy(highest, 0, to, 0, tasks);
    }
}
