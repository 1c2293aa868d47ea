package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.journal.JournalException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot of an engine that is no more. */
@Timeout(60)
final class FailedEngineSnapshotTest {
    @TempDir private Path directory;

    private EngineConfig config() {
        return new EngineConfig().journal(directory.resolve("j"));
    }

    private static SwarmEngine launch(final boolean threaded, final EngineConfig config) {
        return threaded ? SwarmEngine.launch(config) : SwarmEngine.inline(config);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNameWhatTheEngineFailedFrom(final boolean threaded) {
        final EngineConfig config =
                config().onCommand(
                                (sequence, timeNs, buffer, offset, length) -> {
                                    throw new IllegalStateException("the recorder is full");
                                });
        final SwarmEngine engine = launch(threaded, config);
        engine.client().telemetry(1, Kind.VCPU, 1, 1, 1);
        Await.until(engine::isTerminated);
        final JournalException fault = assertThrows(JournalException.class, engine::snapshot);
        assertSame(engine.failure(), fault.getCause());
        assertTrue(fault.getMessage().contains("the recorder is full"), fault.getMessage());
        assertThrows(EngineFailedException.class, engine::close);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSayThatTheEngineWasClosed(final boolean threaded) {
        final SwarmEngine engine = launch(threaded, config());
        engine.close();
        final JournalException fault = assertThrows(JournalException.class, engine::snapshot);
        assertTrue(fault.getMessage().contains("was closed"), fault.getMessage());
        assertNull(fault.getCause());
    }
}
