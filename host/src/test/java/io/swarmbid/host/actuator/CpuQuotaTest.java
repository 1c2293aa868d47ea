package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuQuotaTest {
    @ParameterizedTest
    @CsvSource({
        "1000000,20000",
        "50000,20000",
        "49999,20001",
        "10000,100000",
        "1000,1000000",
        "1,1000000"
    })
    void shouldChooseAPeriodThatCanExpressTheSmallestShare(
            final long smallestPpm, final long periodUs) {
        assertEquals(periodUs, CpuQuota.periodUs(smallestPpm));
    }

    @ParameterizedTest
    @CsvSource({
        "50000,20000,1000",
        "75000,20000,1500",
        "1000000,20000,20000",
        "1550000,20000,31000",
        "64000000,20000,1280000",
        "333333,20000,6666",
        "1,20000,1000"
    })
    void shouldNeverGiveMoreThanTheShareExceptTheKernelsMinimum(
            final long cpuPpm, final long periodUs, final long quotaUs) {
        assertEquals(quotaUs, CpuQuota.quotaUs(cpuPpm, periodUs));
    }

    @ParameterizedTest
    @CsvSource({
        "1000000,1024,100",
        "50000,51,5",
        "1,2,1",
        "64000000,65536,6400",
        "1000000000,262144,10000"
    })
    void shouldWeighATaskByItsShare(final long cpuPpm, final long shares, final long weight) {
        assertEquals(shares, CpuWeight.shares(cpuPpm));
        assertEquals(weight, CpuWeight.weight(cpuPpm));
    }
}
