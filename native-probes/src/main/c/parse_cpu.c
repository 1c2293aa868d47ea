#include "parse.h"

/* Kernels before 2.6.33 print fewer columns; user, nice, system and idle have always been there. */
#define CPU_COLUMNS_MIN 4

bool next_cpu_line(struct text *text, int64_t *id)
{
    if (!text_starts(text, "cpu", 3)) {
        return false;
    }
    text->at += 3;
    *id = -1;
    if (text->at < text->end && *text->at >= '0' && *text->at <= '9') {
        return text_digits(text, id) == NUMBER_GOOD;
    }
    return true;
}

void parse_cpu_line(struct text *text, const struct units *units, struct row *row)
{
    for (int field = 0; field < CPU_FIELDS; field++) {
        text_skip_blanks(text);
        if (text->at < text->end && *text->at == '\n' && field >= CPU_COLUMNS_MIN) {
            return;
        }
        if (!text_field(text, row, field, units->tick_ns)) {
            return;
        }
    }
}
