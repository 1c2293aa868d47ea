package io.swarmbid.pipeline;

import io.swarmbid.config.Setting;

/**
 * Commands of every kind for an engine in a JVM that never collects garbage: whoever allocates with each command does not
 * see the end. Arguments: {@code inline} or {@code ring}, and how many commands. Prints the bytes of heap in use after the
 * first fifth and at the end.
 */
final class EpsilonRun {
    private EpsilonRun() {}

    public static void main(final String[] args) {
        final boolean inline = args[0].equals("inline");
        final int commands = Integer.parseInt(args[1]);
        final EngineClock clock = new EngineClock();
        final WarmUpTraffic traffic =
                new WarmUpTraffic(inline ? clock::goOnFrom : EpsilonRun::nothing);
        final EngineConfig config =
                new EngineConfig()
                        .limits(limits -> limits.tasks(4_096).instances(64).vrusPerInstance(32))
                        .set(Setting.MINIMUM_HOLD, 0)
                        .set(Setting.GRACE, 10_000)
                        .set(Setting.TICK_INTERVAL, 0)
                        .onDecision(traffic);
        final long[] used = new long[2];
        final long decisions;
        try (SwarmEngine engine =
                inline ? SwarmEngine.inline(config.clock(clock)) : SwarmEngine.launch(config)) {
            traffic.begin(engine.client().awaiting());
            for (int sent = 0; sent < commands; sent++) {
                if (sent == commands / 5) {
                    used[0] = heapInUse();
                }
                traffic.next();
            }
            used[1] = heapInUse();
            decisions = engine.counters().decisions();
        }
        System.out.println(commands + " " + decisions + " " + used[0] + " " + used[1]);
    }

    private static void nothing(final long nowNs) {}

    private static long heapInUse() {
        final Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
