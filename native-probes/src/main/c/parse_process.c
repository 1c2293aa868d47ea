#define _GNU_SOURCE
#include "parse.h"

#include <string.h>

static const uint32_t STAT_WANTED = 1u << STAT_PARENT | 1u << STAT_MAJOR_FAULTS | 1u << STAT_USER | 1u << STAT_SYSTEM
    | 1u << STAT_REAPED_USER | 1u << STAT_REAPED_SYSTEM | 1u << STAT_THREADS | 1u << STAT_START | 1u << STAT_RSS;

/* Seventeen digits never overflow; what has more is looked at again. */
#define DIGITS_FAST_MAX 17

/* One field and the blank behind it; NULL unless it is a short number where one is wanted. */
static const char *fast_field(const char *at, const char *end, bool wanted, int64_t *value)
{
    const char *start = at;
    if (wanted) {
        uint64_t sum = 0;
        for (; at < end && *at >= '0' && *at <= '9'; at++) {
            sum = sum * 10 + (uint64_t) (*at - '0');
        }
        *value = (int64_t) sum;
    } else {
        while (at < end && *at > ' ') {
            at++;
        }
    }
    return at > start && at - start <= DIGITS_FAST_MAX && at < end && *at == ' ' ? at + 1 : NULL;
}

/*
 * The fields behind the name as the kernel prints them, a blank between each two: " S 1 2 ". False for anything else,
 * which is then looked at again field by field, for the fault to be named.
 */
static bool parse_fast(const char *at, const char *end, struct stat_line *line)
{
    if (end - at < 3 || at[0] != ' ' || at[1] <= ' ' || at[2] != ' ') {
        return false;
    }
    at += 3;
    for (int field = STAT_PARENT; field < STAT_FIELDS && at != NULL; field++) {
        at = fast_field(at, end, (STAT_WANTED & (1u << field)) != 0, &line->value[field]);
    }
    line->valid = at == NULL ? 0 : STAT_WANTED;
    return at != NULL;
}

/*
 * The name is printed raw between parentheses: it may hold spaces, parentheses and newlines. All behind it is numbers
 * and one letter, so the LAST closing parenthesis of the whole text ends it.
 */
void parse_stat_line(const char *bytes, size_t length, struct stat_line *line, struct row *row)
{
    line->valid = 0;
    const char *name_end = memrchr(bytes, ')', length);
    if (name_end == NULL) {
        row_fault(row, STATE_TRUNCATED, 0);
        return;
    }
    if (parse_fast(name_end + 1, bytes + length, line)) {
        return;
    }
    struct text text = text_of(name_end + 1, (size_t) (bytes + length - name_end - 1));
    if (!text_note(text_skip_word(&text), row)) { /* the state letter */
        return;
    }
    for (int field = STAT_PARENT; field < STAT_FIELDS; field++) {
        const bool wanted = (STAT_WANTED & (1u << field)) != 0;
        const enum number outcome = wanted ? text_number(&text, &line->value[field]) : text_skip_word(&text);
        if (!text_note(outcome, row)) {
            return;
        }
        line->valid |= (uint32_t) (wanted && outcome == NUMBER_GOOD) << field;
    }
}

static void put(const struct stat_line *line, enum stat_field from, struct row *row, int field, int64_t scale)
{
    if ((line->valid & (1u << from)) != 0) {
        row_put_scaled(row, field, line->value[from], scale);
    }
}

void put_stat_line(const struct stat_line *line, const struct units *units, struct row *row)
{
    put(line, STAT_USER, row, PROCESS_USER, units->tick_ns);
    put(line, STAT_SYSTEM, row, PROCESS_SYSTEM, units->tick_ns);
    put(line, STAT_RSS, row, PROCESS_RSS, units->page_bytes);
    put(line, STAT_THREADS, row, PROCESS_THREADS, 1);
    put(line, STAT_MAJOR_FAULTS, row, PROCESS_MAJOR_FAULTS, 1);
    const uint32_t both = 1u << PROCESS_USER | 1u << PROCESS_SYSTEM;
    /* A CPU clock that has been read before is finer than the ticks. */
    if ((row->validity & both) == both && (row->validity & (1u << PROCESS_CPU)) == 0) {
        int64_t sum;
        if (__builtin_add_overflow(row->field[PROCESS_USER], row->field[PROCESS_SYSTEM], &sum)) {
            row_fault(row, STATE_OVERFLOW, 0);
        } else {
            row_put(row, PROCESS_CPU, sum);
        }
    }
}
