package io.swarmbid.peers.exchange;

import io.swarmbid.peers.trace.MarketContender;
import io.swarmbid.peers.trace.MarketRun;
import io.swarmbid.peers.trace.MarketShape;
import io.swarmbid.peers.trace.MarketTrace;
import java.util.List;

/** A JVM that plays one trace to one form of exchange-core and prints the outcome. */
public final class ExchangeContender {
    /** Its forms. */
    static final List<String> FORMS = List.of("pipeline", "consumer", "inline", "book");

    private ExchangeContender() {}

    /** Arguments: form, seed, load, commands, seconds to warm up, seconds that are timed. */
    public static void main(final String[] args) {
        final MarketTrace trace =
                MarketTrace.draw(
                        MarketShape.ofLoad(
                                Long.parseLong(args[1]),
                                Double.parseDouble(args[2]),
                                Integer.parseInt(args[3])));
        try (MarketContender contender = contender(args[0], trace)) {
            System.out.println(
                    new MarketRun(trace, Double.parseDouble(args[4]), Double.parseDouble(args[5]))
                            .run(args[0], contender)
                            .line());
        }
    }

    static MarketContender contender(final String form, final MarketTrace trace) {
        return switch (form) {
            case "pipeline" -> new PipelineContender(trace);
            case "consumer" -> new ConsumerContender(trace, false);
            case "inline" -> new ConsumerContender(trace, true);
            case "book" -> new BookContender(trace);
            default -> throw new IllegalArgumentException(form + " is none of " + FORMS);
        };
    }
}
