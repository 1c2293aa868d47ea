package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.config.Setting;
import org.junit.jupiter.api.Test;

final class EngineConfigTest {
    private static String fault(final EngineConfig config) {
        return assertThrows(IllegalArgumentException.class, config::conclude).getMessage();
    }

    @Test
    void shouldTakeTheSameSettingByNameByConstantAndByLimit() {
        final EngineContext byName = new EngineConfig().set("maxTasks", "10").conclude();
        final EngineContext byLimit =
                new EngineConfig().limits(limits -> limits.tasks(10)).conclude();
        final EngineContext byConstant = new EngineConfig().set(Setting.MAX_TASKS, 10).conclude();
        assertEquals(byName.settings(), byLimit.settings());
        assertEquals(byName.settings(), byConstant.settings());
    }

    @Test
    void shouldRefuseARingThatIsNoPowerOfTwo() {
        assertEquals("ringSize=1000 is no power of two", fault(new EngineConfig().ringSize(1_000)));
    }

    @Test
    void shouldNameBothValuesWhenTheRingDoesNotFitItsMemory() {
        final String fault =
                fault(new EngineConfig().ringSize(1 << 22).limits(limits -> limits.units(1_024)));
        assertTrue(fault.contains("ringSize=4194304 with maxUnits=1024"), fault);
    }

    @Test
    void shouldNameBothValuesWhenTheLongestDecisionDoesNotFitItsRing() {
        final String fault = fault(new EngineConfig().decisionRingSize(128));
        assertTrue(fault.contains("decisionRingSize=128"), fault);
        assertTrue(fault.contains("maxVrusPerInstance=1024"), fault);
    }

    @Test
    void shouldNameEveryFaultAtOnce() {
        assertEquals(2, fault(new EngineConfig().ringSize(3).parkNs(0)).lines().count());
    }

    @Test
    void shouldNotBeChangedByWhatIsSetAfterALaunch() {
        final EngineConfig config = new EngineConfig();
        final EngineContext context = config.conclude();
        config.ringSize(64);
        assertEquals(4_096, context.settings().get(Setting.RING_SIZE));
    }

    @Test
    void shouldGiveOneClientToASingleProducer() {
        final EngineConfig config =
                new EngineConfig()
                        .core((settings, symbols) -> new ScriptedCore())
                        .producers(Producers.SINGLE);
        try (SwarmEngine engine = SwarmEngine.launch(config)) {
            engine.client();
            assertThrows(IllegalStateException.class, engine::client);
        }
    }
}
