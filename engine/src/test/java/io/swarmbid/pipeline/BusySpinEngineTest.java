package io.swarmbid.pipeline;

final class BusySpinEngineTest extends EngineContractTest {
    @Override
    WaitStrategy waitStrategy() {
        return WaitStrategy.BUSY_SPIN;
    }
}
