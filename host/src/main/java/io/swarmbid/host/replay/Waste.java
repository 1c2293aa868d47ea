package io.swarmbid.host.replay;

import java.util.List;

/**
 * What was held and not used: price x VRUs held x (1 - 95th percentile of their use), summed over kinds and time, nano-currency.
 * The percentile is that of the samples of a task's stay on an instance; what nobody watched counts as held, not as wasted.
 *
 * @param all of the run.
 * @param classes those that waste most first, then by name; of many the first.
 * @param customers likewise.
 * @param pools likewise.
 * @param instances likewise.
 */
public record Waste(
        Line all,
        List<Line> classes,
        List<Line> customers,
        List<Line> pools,
        List<Line> instances) {
    /**
     * One sum.
     *
     * @param id of the pool or instance, otherwise 0.
     * @param name of the class, customer or pool, otherwise empty; untrusted.
     * @param held what was held, at its price.
     * @param watched what of it had samples of use.
     * @param wasted what of that was waste.
     */
    public record Line(long id, String name, long held, long watched, long wasted) {}
}
