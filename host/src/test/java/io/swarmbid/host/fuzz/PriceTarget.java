package io.swarmbid.host.fuzz;

import io.swarmbid.host.log.FaultReport;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.swf.SwfSettings;
import io.swarmbid.host.swf.SwfSource;
import io.swarmbid.host.swf.SwfWorkload;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Recorded prices, under one job of a minute. */
public final class PriceTarget {
    private static final SwfSettings POOLS = new SwfSettings(8, 4, 2, false);
    private static final byte[] JOB =
            "1 0 0 60 1 -1 -1 1 60 -1 1 1 1 1 1 1 -1 -1\n".getBytes(StandardCharsets.US_ASCII);

    private PriceTarget() {}

    public static void fuzzerTestOneInput(final byte[] data) {
        final FaultReport faults = new FaultReport();
        try {
            final SwfWorkload workload =
                    SwfWorkload.of(
                            Scratch.file("job.swf", JOB),
                            POOLS,
                            Map.of("spot", Scratch.file("fuzz.csv", data)),
                            1,
                            faults);
            try (SwfSource source =
                    workload.open(SmallMarket.SETTINGS, SmallMarket.SYMBOLS, (line, fault) -> {})) {
                for (int left = 50; left > 0 && source.next(); left--) {
                    source.atNs();
                }
            }
        } catch (final InvalidInputException refused) {
            if (refused.getMessage().isBlank()) {
                throw new AssertionError("refused without a word", refused);
            }
        }
    }
}
