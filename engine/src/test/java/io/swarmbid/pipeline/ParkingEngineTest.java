package io.swarmbid.pipeline;

final class ParkingEngineTest extends EngineContractTest {
    @Override
    WaitStrategy waitStrategy() {
        return WaitStrategy.PARKING;
    }
}
