package io.swarmbid.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.jni.LibraryConfig;
import io.swarmbid.probes.jni.ReaderChoice;
import io.swarmbid.probes.source.Probe;
import org.junit.jupiter.api.Test;

class JavaProbeSetTest extends ProbeSetContract {
    @Override
    ProbeSet open(final int capacity) {
        return ProbeSet.open(capacity, new LibraryConfig().reader(ReaderChoice.JAVA));
    }

    @Test
    void shouldSayThatItCannotCountEvents() {
        try (ProbeSet probes = open(1)) {
            final int slot = probes.add(new Probe.Perf(ProcessHandle.current().pid(), 0));
            assertEquals(ProbeState.UNSUPPORTED, probes.sample().state(slot));
            assertEquals("java", probes.readerName());
            assertEquals("java reader: the Java reader was asked for", probes.explanation());
        }
    }
}
