package io.swarmbid.host.report.draw;

/** Marks at round numbers: 1, 2 or 5 times a power of ten. */
final class Ticks {
    private Ticks() {}

    /** The step that cuts the range into at most so many parts. */
    static double step(final double range, final int atMost) {
        if (!(range > 0)) {
            return 1;
        }
        final double raw = range / atMost;
        final double power = Math.pow(10, Math.floor(Math.log10(raw)));
        final double lead = raw / power;
        final double epsilon = 1e-9;
        return power
                * (lead <= 1 + epsilon
                        ? 1
                        : lead <= 2 + epsilon ? 2 : lead <= 5 + epsilon ? 5 : 10);
    }
}
