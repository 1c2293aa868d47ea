package io.swarmbid.host.fuzz;

import io.swarmbid.host.log.FaultReport;
import io.swarmbid.host.swf.SwfSettings;
import io.swarmbid.host.swf.SwfSource;
import io.swarmbid.host.swf.SwfWorkload;
import java.util.Map;

/** A batch workload with a pool at a constant cost. */
public final class SwfTarget {
    private static final SwfSettings POOLS = new SwfSettings(8, 4, 2, false);

    private SwfTarget() {}

    public static void fuzzerTestOneInput(final byte[] data) {
        final SwfWorkload workload =
                SwfWorkload.of(
                        Scratch.file("fuzz.swf", data), POOLS, Map.of(), 1, new FaultReport());
        try (SmallMarket market = new SmallMarket();
                SwfSource source =
                        workload.open(
                                SmallMarket.SETTINGS,
                                SmallMarket.SYMBOLS,
                                (line, fault) -> fault.describe("fuzz.swf", line))) {
            market.apply(source);
        }
    }
}
