package io.swarmbid.host.fuzz;

import io.swarmbid.host.log.CommandLogSource;
import io.swarmbid.host.log.LineReader;

/** A command log: lines that are none are faults, the others are applied. */
public final class CommandLogTarget {
    private CommandLogTarget() {}

    public static void fuzzerTestOneInput(final byte[] data) {
        try (SmallMarket market = new SmallMarket();
                CommandLogSource source =
                        new CommandLogSource(
                                new LineReader("fuzz.jsonl", data),
                                SmallMarket.SETTINGS,
                                SmallMarket.SYMBOLS,
                                (line, fault) -> fault.describe("fuzz.jsonl", line))) {
            market.apply(source);
        }
    }
}
