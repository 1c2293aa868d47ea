package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunNameTest {
    private static final Path PROC = Path.of("/proc");
    private RunName self;

    @BeforeEach
    void readSelf() throws IOException {
        self = RunName.self(PROC);
    }

    @Test
    void shouldReadBackWhatItWrites() {
        assertEquals(Optional.of(self), RunName.parse(self.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "swarmbid",
                "swarmbid-1-2",
                "swarmbid-1-2-x",
                "swarmbid-1-2-3-4",
                "my-swarmbid-1-2-3"
            })
    void shouldNotTakeAnotherNameForARun(final String name) {
        assertEquals(Optional.empty(), RunName.parse(name));
    }

    @Test
    void shouldNotCallALiveRunAbandoned() {
        assertFalse(self.abandoned(PROC, self));
    }

    @Test
    void shouldCallARunAbandonedWhenItsPidWasGivenToAnother() {
        assertTrue(
                new RunName(self.pid(), self.startTicks() - 1, self.pidNamespace())
                        .abandoned(PROC, self));
    }

    @Test
    void shouldLeaveARunOfAnotherPidNamespaceAlone() {
        assertFalse(
                new RunName(self.pid(), self.startTicks() - 1, self.pidNamespace() + 1)
                        .abandoned(PROC, self));
    }
}
