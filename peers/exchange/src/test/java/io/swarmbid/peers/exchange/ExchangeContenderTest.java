package io.swarmbid.peers.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.peers.trace.FillDigest;
import io.swarmbid.peers.trace.MarketContender;
import io.swarmbid.peers.trace.MarketShape;
import io.swarmbid.peers.trace.MarketTrace;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExchangeContenderTest {
    /** Its Chronicle calls FileChannelImpl.unmap0, which newer JDKs do not have; the book alone needs none. */
    static List<String> forms() {
        return Runtime.version().feature() > 17 ? List.of("book") : ExchangeContender.FORMS;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void fillsWhatThePlainMarketFills(final String form) {
        final MarketTrace trace = MarketTrace.draw(MarketShape.ofLoad(11, 2, 5_000));
        try (MarketContender contender = ExchangeContender.contender(form, trace)) {
            for (int round = 0; round < 2; round++) {
                final FillDigest fills = new FillDigest();
                contender.play(trace, 0, trace.length(), fills);
                assertEquals(trace.fills().count(), fills.count());
                assertEquals(trace.fills().digest(), fills.digest());
            }
        }
    }
}
