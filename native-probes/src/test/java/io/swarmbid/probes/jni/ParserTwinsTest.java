package io.swarmbid.probes.jni;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.swarmbid.probes.Captured;
import io.swarmbid.probes.frame.FrameDescriptor;
import io.swarmbid.probes.frame.RowWriter;
import io.swarmbid.probes.procfs.Parsers;
import io.swarmbid.probes.procfs.ProcParser;
import io.swarmbid.probes.procfs.Units;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The parsers in C and in Java must write the same 128 bytes for any text. */
class ParserTwinsTest {
    private static final int TEXT_MAX = 1 << 20;

    private final UnsafeBuffer text =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(TEXT_MAX, 8));
    private final UnsafeBuffer nativeRow =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(128, 8));
    private final byte[] javaRow = new byte[FrameDescriptor.ROW_LENGTH];
    private final RowWriter writer = new RowWriter().wrap(new UnsafeBuffer(javaRow), 0);
    private final Parsers parsers = new Parsers(Units.ofMachine());

    static List<Captured> captured() {
        return Captured.all();
    }

    @BeforeEach
    void requireLibrary() {
        final LibraryStatus status = NativeLibrary.load(new LibraryConfig());
        assumeTrue(status.isLoaded(), status.explanation());
    }

    @ParameterizedTest
    @MethodSource("captured")
    void shouldAgreeOnCapturedFiles(final Captured captured) {
        for (long cpu = 0; cpu < 4; cpu++) {
            agree(captured.parser(), captured.text(), cpu, captured.name());
        }
    }

    @ParameterizedTest
    @MethodSource("captured")
    void shouldAgreeOnEveryPrefix(final Captured captured) {
        final int step = Math.max(1, captured.text().length / 500);
        for (int length = 0; length < captured.text().length; length += step) {
            agree(
                    captured.parser(),
                    Arrays.copyOf(captured.text(), length),
                    0,
                    captured.name() + " to " + length);
        }
    }

    @Test
    void shouldAgreeOnMutatedFilesAndForeignFormats() {
        final long seed = 42;
        final Random random = new Random(seed);
        final List<Captured> corpus =
                Captured.all().stream().filter(file -> file.text().length < 8192).toList();
        final byte[] pieces =
                "0123456789 \n\t)(.:=-xcpu".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int round = 0; round < 20_000; round++) {
            final Captured captured = corpus.get(random.nextInt(corpus.size()));
            final byte[] mutated = captured.text().clone();
            for (int change = random.nextInt(6); change > 0 && mutated.length > 0; change--) {
                mutated[random.nextInt(mutated.length)] = pieces[random.nextInt(pieces.length)];
            }
            final ProcParser parser =
                    random.nextInt(4) > 0
                            ? captured.parser()
                            : ProcParser.values()[random.nextInt(ProcParser.values().length)];
            agree(
                    parser,
                    mutated,
                    random.nextInt(3),
                    "seed " + seed + " round " + round + " of " + captured);
        }
    }

    private void agree(
            final ProcParser parser, final byte[] bytes, final long subject, final String what) {
        writer.begin(parser.kind(), 0, 0, subject);
        parsers.parse(parser, bytes, bytes.length, writer);
        text.putBytes(0, bytes);
        final boolean known =
                NativeProbes.parse(
                        parser.ordinal(),
                        text.addressOffset(),
                        bytes.length,
                        parser.kind().ordinal(),
                        subject,
                        nativeRow.addressOffset());
        final byte[] nativeBytes = new byte[FrameDescriptor.ROW_LENGTH];
        nativeRow.getBytes(0, nativeBytes);
        assertTrue(known, what);
        assertArrayEquals(
                javaRow, nativeBytes, () -> parser + " on " + what + ": " + writer.state());
    }
}
