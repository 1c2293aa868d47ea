/*
 * A driver for machines without clang: seeded mutations of captured files. The same seed gives the same inputs.
 * Usage: fuzz_parsers ITERATIONS SEED FILE...
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MAX 8192
#define FILES_MAX 256

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct {
    uint8_t bytes[INPUT_MAX];
    size_t length;
} corpus[FILES_MAX];
static int corpus_count;
static uint64_t state;

static uint64_t next(void) /* xorshift64* (Vigna, 2016) */
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 2685821657736338717u;
}

static size_t below(size_t bound)
{
    return bound == 0 ? 0 : (size_t) (next() % bound);
}

static const char *const PIECES[] = {"18446744073709551615", "9223372036854775807", "9223372036854775808", "-1", ")", " ) ",
    "\n", " ", "cpu", "cpu4294967296 ", "0", "99999999999999999999999999999", "\t", "=", ".", "kB", "8:0 rbytes=", "Read "};

static size_t mutate(uint8_t *input, size_t length)
{
    const size_t at = below(length);
    const char *piece = PIECES[below(sizeof PIECES / sizeof *PIECES)];
    const size_t size = strlen(piece);
    switch (below(6)) {
    case 0:
        return at; /* cut */
    case 1:
        if (length > 0) {
            input[at] = (uint8_t) next();
        }
        return length;
    case 2:
        if (length > 0) {
            input[at] ^= (uint8_t) (1u << below(8));
        }
        return length;
    case 3: /* insert */
        if (length + size <= INPUT_MAX) {
            memmove(input + at + size, input + at, length - at);
            memcpy(input + at, piece, size);
            return length + size;
        }
        return length;
    case 4: { /* delete */
        const size_t gone = below(length - at + 1);
        memmove(input + at, input + at + gone, length - at - gone);
        return length - gone;
    }
    default:
        if (at + size <= length) {
            memcpy(input + at, piece, size);
        }
        return length;
    }
}

int main(int argc, char **argv)
{
    const long iterations = argc > 1 ? strtol(argv[1], NULL, 10) : 100000;
    const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    for (int file = 3; file < argc && corpus_count < FILES_MAX; file++) {
        FILE *in = fopen(argv[file], "rb");
        if (in != NULL) {
            corpus[corpus_count].length = fread(corpus[corpus_count].bytes, 1, INPUT_MAX, in);
            corpus_count++;
            fclose(in);
        }
    }
    if (corpus_count == 0) {
        fprintf(stderr, "no corpus\n");
        return 2;
    }
    static uint8_t input[INPUT_MAX + 2];
    for (long iteration = 0; iteration < iterations; iteration++) {
        state = (seed + 1) * 0x9E3779B97F4A7C15u + (uint64_t) iteration * 0xBF58476D1CE4E5B9u + 1;
        next();
        const int file = (int) below((size_t) corpus_count);
        size_t length = corpus[file].length;
        memcpy(input + 2, corpus[file].bytes, length);
        for (size_t rounds = below(5); rounds > 0; rounds--) {
            length = mutate(input + 2, length);
        }
        input[0] = (uint8_t) next();
        input[1] = (uint8_t) next();
        LLVMFuzzerTestOneInput(input, length + 2);
    }
    printf("native-probes: %ld mutated texts, seed %llu, no fault\n", iterations, (unsigned long long) seed);
    return 0;
}
