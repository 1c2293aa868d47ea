package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XxHash64Test {
    private static final long SEED = 3;
    private static final long PRIME32 = 2_654_435_761L;
    private static final long PRIME64 = 0x9E3779B185EBCA8DL;

    private static String hash(final byte[] bytes, final int length, final long seed) {
        return Long.toHexString(XxHash64.hash(bytes, 0, length, seed));
    }

    private static byte[] random(final SplittableRandom random, final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "as, 1c330fb2d66be179",
        "asd, 631c37ce72a97393",
        "asdf, 415872f599cea71e",
        "abc, 44bc2cf5ad770999",
        "xxhash, 32dd38952c4bc720",
        "Call me Ishmael. Some years ago--never mind how long precisely-, 02a2e85470d6fd96"
    })
    void shouldGivePublishedHashesOfStrings(final String text, final String expected) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertEquals(expected, String.format("%016x", XxHash64.hash(bytes, 0, bytes.length, 0)));
    }

    /** The buffer, seeds and results of the sanity check in the reference implementation. */
    @ParameterizedTest
    @CsvSource({
        "0, false, ef46db3751d8e999",
        "0, true, ac75fda2929b17ef",
        "1, false, e934a84adb052768",
        "1, true, 5014607643a9b4c3",
        "4, false, 9136a0dca57457ee",
        "14, false, 8282dcc4994e35c8",
        "14, true, c3bd6bf63deb6df0",
        "222, false, b641ae8cb691c174",
        "222, true, 20cb8ab7ae10c14a"
    })
    void shouldPassTheSanityCheckOfTheReferenceImplementation(
            final int length, final boolean seeded, final String expected) {
        final byte[] bytes = new byte[222];
        long generator = PRIME32;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (generator >>> 56);
            generator *= PRIME64;
        }
        assertEquals(expected, hash(bytes, length, seeded ? PRIME32 : 0));
    }

    @Test
    void shouldHashPiecesLikeTheWhole() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 2_000; round++) {
            final byte[] bytes = random(random, random.nextInt(300));
            final XxHash64 pieces = new XxHash64(round);
            int at = 0;
            while (at < bytes.length) {
                final int length = 1 + random.nextInt(Math.min(70, bytes.length - at));
                pieces.update(bytes, at, length);
                at += length;
            }
            assertEquals(
                    XxHash64.hash(bytes, 0, bytes.length, round),
                    pieces.digest(),
                    "round " + round + ", seed " + SEED);
        }
    }

    @Test
    void shouldHashWordsLikeTheirBytes() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 1_000; round++) {
            final byte[] bytes = random(random, random.nextInt(40) + 8 * random.nextInt(20));
            final int odd = bytes.length % 8;
            final XxHash64 words = new XxHash64(0);
            words.update(bytes, 0, odd);
            final ByteBuffer rest = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = odd; at < bytes.length; at += 8) {
                words.updateLong(rest.getLong(at));
            }
            assertEquals(
                    XxHash64.hash(bytes, 0, bytes.length, 0),
                    words.digest(),
                    "round " + round + ", seed " + SEED);
        }
    }

    @Test
    void shouldGoOnAfterADigest() {
        final byte[] bytes = random(new SplittableRandom(SEED), 100);
        final XxHash64 hash = new XxHash64(0);
        hash.update(bytes, 0, 45);
        hash.digest();
        hash.update(bytes, 45, 55);
        assertEquals(XxHash64.hash(bytes, 0, 100, 0), hash.digest());
    }

    @Test
    void shouldForgetEverythingWhenReset() {
        final XxHash64 hash = new XxHash64(0);
        hash.update(random(new SplittableRandom(SEED), 77), 0, 77);
        hash.reset();
        assertEquals(0xEF46DB3751D8E999L, hash.digest());
    }
}
