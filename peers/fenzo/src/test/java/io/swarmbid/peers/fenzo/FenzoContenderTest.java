package io.swarmbid.peers.fenzo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.peers.trace.Outcome;
import org.junit.jupiter.api.Test;

class FenzoContenderTest {
    @Test
    void placesABatchWhereItEarnsMost() {
        final Outcome outcome = FenzoContender.run("batch", 5, 40, 12, 0, 0);
        assertEquals(40, outcome.get("placed"));
        assertTrue(outcome.get("used") <= 6, "hosts used: " + outcome.get("used"));
    }

    @Test
    void placesATaskForEachThatEnds() {
        final Outcome outcome = FenzoContender.run("online", 5, 40, 12, 0, 0.01);
        assertEquals(40, outcome.get("placed"));
    }
}
