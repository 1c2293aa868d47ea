package io.swarmbid.pipeline;

final class BlockingEngineTest extends EngineContractTest {
    @Override
    WaitStrategy waitStrategy() {
        return WaitStrategy.BLOCKING;
    }
}
