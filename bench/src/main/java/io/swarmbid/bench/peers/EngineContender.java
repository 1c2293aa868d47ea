package io.swarmbid.bench.peers;

import io.swarmbid.peers.trace.MarketContender;
import io.swarmbid.peers.trace.MarketRun;
import io.swarmbid.peers.trace.MarketShape;
import io.swarmbid.peers.trace.MarketTrace;
import java.util.List;

/** A JVM that plays one trace to one form of the engine and prints the outcome. */
public final class EngineContender {
    /** Its forms: behind the ring or inline; as an order book, where nobody is displaced, or the whole war; the control. */
    static final List<String> FORMS =
            List.of("ring", "inline", "ring-war", "inline-war", "control");

    private EngineContender() {}

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
            case "ring" -> new RingContender(trace, false);
            case "inline" -> new InlineContender(trace, false);
            case "ring-war" -> new RingContender(trace, true);
            case "inline-war" -> new InlineContender(trace, true);
            case "control" -> new ControlContender();
            default -> throw new IllegalArgumentException(form + " is none of " + FORMS);
        };
    }
}
