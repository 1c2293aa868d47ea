/*
 * One input: a byte for the parser, a byte for the CPU, then the text. The text is copied into a block of exactly its
 * size, so that AddressSanitizer sees a read of even one byte too many.
 */
#include "parse.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct units UNITS = {.tick_ns = 10000000, .page_bytes = 4096};

static void check(const struct row *row)
{
    /* What each parser promises for any text: a known state, and nothing in a field that is not marked valid. */
    if (row->state >= STATE_COUNT || row->validity >= 1u << ROW_FIELDS) {
        abort();
    }
    if (row->state == STATE_OK && row->validity == 0) {
        abort();
    }
    for (int field = 0; field < ROW_FIELDS; field++) {
        if ((row->validity & (1u << field)) != 0 && row->field[field] < 0) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    const size_t length = size - 2;
    char *text = malloc(length == 0 ? 1 : length);
    if (text == NULL) {
        return 0;
    }
    memcpy(text, data + 2, length);
    struct row row;
    row_begin(&row, KIND_PROCESS, 0, 0, data[1] & 3);
    if (parse((enum parser) (data[0] % PARSER_COUNT), text, length, &UNITS, &row)) {
        check(&row);
    }
    free(text);
    return 0;
}
