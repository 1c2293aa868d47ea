package io.swarmbid.pipeline;

final class YieldingEngineTest extends EngineContractTest {
    @Override
    WaitStrategy waitStrategy() {
        return WaitStrategy.YIELDING;
    }
}
