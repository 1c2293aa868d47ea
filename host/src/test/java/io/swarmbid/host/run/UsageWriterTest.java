package io.swarmbid.host.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UsageWriterTest {
    @Test
    void shouldWriteAHeaderAndALineForEachSample() throws IOException {
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (UsageWriter usage = new UsageWriter(text)) {
            usage.write(200_000_000, 1, 1_600_000, 1_598_765, 536_870_912, 4_096);
            usage.write(200_000_001, 2, 0, 0, 0, 0);
        }
        assertEquals(
                "atNs,task,vcpuGrantedPpm,vcpuUsedPpm,memoryGrantedBytes,memoryUsedBytes\n"
                        + "200000000,1,1600000,1598765,536870912,4096\n"
                        + "200000001,2,0,0,0,0\n",
                text.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void shouldHaveWrittenOutWhatWasFlushed() {
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        final UsageWriter usage = new UsageWriter(text);
        usage.write(200_000_000, 1, 0, 0, 0, 0);
        usage.flush();
        assertEquals(
                UsageWriter.HEADER + "\n200000000,1,0,0,0,0\n",
                text.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void shouldKeepSharesWithinWhatTheEngineTakes() {
        assertEquals(500_000, Usage.share(1, 2));
        assertEquals(1_000_000, Usage.share(3, 2));
        assertEquals(0, Usage.share(-1, 2));
        assertEquals(1_000_000, Usage.share(Long.MAX_VALUE, 1));
    }
}
