#include "text.h"

#include <string.h>

struct text text_of(const char *bytes, size_t length)
{
    return (struct text){.at = bytes, .end = bytes + length};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

void text_skip_blanks(struct text *text)
{
    while (text->at < text->end && is_blank(*text->at)) {
        text->at++;
    }
}

void text_next_line(struct text *text)
{
    const char *newline = memchr(text->at, '\n', (size_t) (text->end - text->at));
    text->at = newline == NULL ? text->end : newline + 1;
}

enum number text_digits(struct text *text, int64_t *value)
{
    if (text->at == text->end) {
        return NUMBER_TRUNCATED;
    }
    if (!is_digit(*text->at)) {
        return NUMBER_MALFORMED;
    }
    int64_t sum = 0;
    bool absurd = false;
    for (; text->at < text->end && is_digit(*text->at); text->at++) {
        const int digit = *text->at - '0';
        absurd = absurd || __builtin_mul_overflow(sum, (int64_t) 10, &sum) || __builtin_add_overflow(sum, digit, &sum);
    }
    if (text->at == text->end) {
        return NUMBER_TRUNCATED;
    }
    *value = sum;
    return absurd ? NUMBER_ABSURD : NUMBER_GOOD;
}

enum number text_number(struct text *text, int64_t *value)
{
    text_skip_blanks(text);
    const enum number outcome = text_digits(text, value);
    if (outcome != NUMBER_GOOD && outcome != NUMBER_ABSURD) {
        return outcome;
    }
    return is_blank(*text->at) || *text->at == '\n' ? outcome : NUMBER_MALFORMED;
}

enum number text_skip_word(struct text *text)
{
    text_skip_blanks(text);
    const char *start = text->at;
    while (text->at < text->end && !is_blank(*text->at) && *text->at != '\n') {
        text->at++;
    }
    if (text->at == text->end) {
        return NUMBER_TRUNCATED;
    }
    return text->at == start ? NUMBER_MALFORMED : NUMBER_GOOD;
}

enum number text_expect(struct text *text, const char *literal, size_t length)
{
    const size_t left = (size_t) (text->end - text->at);
    const size_t compared = left < length ? left : length;
    if (memcmp(text->at, literal, compared) != 0) {
        return NUMBER_MALFORMED;
    }
    text->at += compared;
    return compared < length ? NUMBER_TRUNCATED : NUMBER_GOOD;
}

bool text_starts(const struct text *text, const char *prefix, size_t length)
{
    return (size_t) (text->end - text->at) >= length && memcmp(text->at, prefix, length) == 0;
}

bool text_note(enum number outcome, struct row *row)
{
    switch (outcome) {
    case NUMBER_GOOD:
        return true;
    case NUMBER_ABSURD:
        row_fault(row, STATE_OVERFLOW, 0);
        return true;
    case NUMBER_TRUNCATED:
        row_fault(row, STATE_TRUNCATED, 0);
        return false;
    default:
        row_fault(row, STATE_MALFORMED, 0);
        return false;
    }
}

bool text_field(struct text *text, struct row *row, int field, int64_t scale)
{
    int64_t value;
    const enum number outcome = text_number(text, &value);
    if (outcome == NUMBER_GOOD) {
        row_put_scaled(row, field, value, scale);
    }
    return text_note(outcome, row);
}
