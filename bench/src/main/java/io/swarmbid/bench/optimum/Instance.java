package io.swarmbid.bench.optimum;

import io.swarmbid.solver.ClearingProblem;
import java.util.List;

/**
 * One instance to be cleared: healthy VRUs by kind, what they cost, and the tasks in order of arrival.
 *
 * @param capacity VRUs of each kind.
 * @param costPerHour nano for the instance.
 * @param kindWeightsPpm shares of the cost.
 * @param bids the tasks.
 */
record Instance(int[] capacity, long costPerHour, int[] kindWeightsPpm, List<Bid> bids) {
    /**
     * One task.
     *
     * @param bundle VRUs of each kind in a unit.
     * @param fewest units that are permitted, besides 0.
     * @param rate nano per hour for one unit.
     * @param curve S(0..most) in ppm.
     * @param net femto per hour of n units, for 0 and from the fewest on: value less reserve.
     */
    record Bid(int[] bundle, int fewest, long rate, int[] curve, long[] net) {
        int most() {
            return net.length - 1;
        }

        /** Units of greatest net value. */
        int wanted() {
            int wanted = 0;
            for (int n = fewest; n <= most(); n++) {
                wanted = net[n] > net[wanted] ? n : wanted;
            }
            return wanted;
        }
    }

    /** Choices of all tasks. */
    int choices() {
        return bids.stream().mapToInt(bid -> bid.net.length).sum();
    }

    /** Writes it down for the solver; no task holds anything. */
    void fill(final ClearingProblem problem) {
        problem.begin(capacity[0], capacity[1], capacity[2]);
        for (final Bid bid : bids) {
            final int[] bundle = bid.bundle;
            final int task = problem.add(bundle[0], bundle[1], bundle[2], 0, 0, bid.most());
            for (int n = bid.fewest; n <= bid.most(); n++) {
                problem.net(task, n, bid.net[n]);
            }
        }
    }
}
