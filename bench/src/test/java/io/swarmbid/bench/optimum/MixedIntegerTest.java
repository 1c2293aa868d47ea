package io.swarmbid.bench.optimum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.bench.optimum.Generator.Family;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixedIntegerTest {
    @BeforeAll
    static void load() {
        Oracle.load();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothProgrammesFindOneOptimum(final long seed) {
        final Instance instance = new Generator(List.of()).threeKinds(seed, 8, Family.MIXED);
        final double optimum = Oracle.integer(instance, 10).value();
        assertEquals(1, Oracle.mixedInteger(instance, 10) / optimum, 1e-6);
    }
}
