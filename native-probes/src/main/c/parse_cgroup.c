#include "parse.h"

#define STARTS(text, literal) text_starts(text, literal, sizeof(literal) - 1)

static bool add_number(struct text *text, struct row *row, int field)
{
    int64_t value;
    const enum number outcome = text_number(text, &value);
    if (outcome == NUMBER_GOOD) {
        row_add(row, field, value);
    } else {
        row->validity &= ~(1u << field);
    }
    return text_note(outcome, row);
}

/* "8:0 rbytes=1 wbytes=2 rios=3 ..." for each device. An empty file means that nothing has been transferred. */
void parse_cgroup_io_v2(const char *bytes, size_t length, struct row *row)
{
    struct text text = text_of(bytes, length);
    row->validity |= 1u << CGROUP_READ | 1u << CGROUP_WRITE;
    while (text.at < text.end) {
        text_skip_blanks(&text);
        bool trusted = true;
        if (STARTS(&text, "rbytes=")) {
            text.at += sizeof "rbytes=" - 1;
            trusted = add_number(&text, row, CGROUP_READ);
        } else if (STARTS(&text, "wbytes=")) {
            text.at += sizeof "wbytes=" - 1;
            trusted = add_number(&text, row, CGROUP_WRITE);
        } else if (text.at < text.end && *text.at == '\n') {
            text.at++;
        } else {
            trusted = text_note(text_skip_word(&text), row);
        }
        if (!trusted) {
            row->validity &= ~(1u << CGROUP_READ | 1u << CGROUP_WRITE);
            return;
        }
    }
}

/* "8:0 Read 123" and "8:0 Write 456" for each device, other words, and one "Total 579". */
void parse_cgroup_io_v1(const char *bytes, size_t length, struct row *row)
{
    struct text text = text_of(bytes, length);
    row->validity |= 1u << CGROUP_READ | 1u << CGROUP_WRITE;
    for (; text.at < text.end; text_next_line(&text)) {
        if (STARTS(&text, "Total ")) {
            continue;
        }
        bool trusted = text_note(text_skip_word(&text), row);
        text_skip_blanks(&text);
        if (trusted && STARTS(&text, "Read ")) {
            text.at += sizeof "Read " - 1;
            trusted = add_number(&text, row, CGROUP_READ);
        } else if (trusted && STARTS(&text, "Write ")) {
            text.at += sizeof "Write " - 1;
            trusted = add_number(&text, row, CGROUP_WRITE);
        }
        if (!trusted) {
            row->validity &= ~(1u << CGROUP_READ | 1u << CGROUP_WRITE);
            return;
        }
    }
}
