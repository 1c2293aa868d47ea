#include "parse.h"

/*
 * One pass: a line is compared only with the keys that have not been found yet, and in the kernel's order, so a line
 * costs about one comparison per key that this kernel lacks.
 */
void parse_keyed(const char *bytes, size_t length, const struct key *keys, int count, struct row *row)
{
    struct text text = text_of(bytes, length);
    int next = 0;
    while (next < count && text.at < text.end) {
        for (int key = next; key < count; key++) {
            if (text_starts(&text, keys[key].name, keys[key].length)) {
                text.at += keys[key].length;
                if (!text_field(&text, row, keys[key].field, keys[key].scale)) {
                    return;
                }
                next = key + 1;
                break;
            }
        }
        text_next_line(&text);
    }
    for (int key = 0; key < count; key++) {
        if (keys[key].required && (row->validity & (1u << keys[key].field)) == 0) {
            row_fault(row, STATE_TRUNCATED, 0);
        }
    }
}
