#include "parse.h"

#define EXPECT(text, literal) text_expect(text, literal, sizeof(literal) - 1)

/* "1.01" percent is 10,100 parts per million. The kernel always prints two decimals. */
static bool percent(struct text *text, struct row *row, int field)
{
    int64_t whole;
    int64_t hundredths;
    enum number outcome = text_digits(text, &whole);
    if (!text_note(outcome, row) || outcome != NUMBER_GOOD || !text_note(EXPECT(text, "."), row)) {
        return false;
    }
    const char *decimals = text->at;
    outcome = text_digits(text, &hundredths);
    if (outcome == NUMBER_GOOD && text->at - decimals != 2) {
        outcome = NUMBER_MALFORMED;
    }
    if (!text_note(outcome, row) || outcome != NUMBER_GOOD) {
        return false;
    }
    int64_t in_hundredths;
    if (__builtin_mul_overflow(whole, (int64_t) 100, &in_hundredths)
        || __builtin_add_overflow(in_hundredths, hundredths, &in_hundredths)) {
        row_fault(row, STATE_OVERFLOW, 0);
        return false;
    }
    row_put_scaled(row, field, in_hundredths, 100);
    return true;
}

static bool line(struct text *text, struct row *row, int average, int total)
{
    return text_note(EXPECT(text, " avg10="), row) && percent(text, row, average)
        && text_note(EXPECT(text, " avg60="), row) && percent(text, row, average + 1)
        && text_note(EXPECT(text, " avg300="), row) && percent(text, row, average + 2)
        && text_note(EXPECT(text, " total="), row) && text_field(text, row, total, 1000);
}

void parse_pressure(const char *bytes, size_t length, struct row *row)
{
    struct text text = text_of(bytes, length);
    if (!text_note(EXPECT(&text, "some"), row) || !line(&text, row, PRESSURE_SOME_10, PRESSURE_SOME_TOTAL)) {
        return;
    }
    text_next_line(&text);
    /* Kernels before 5.13 have no "full" line for the CPU. */
    if (text.at < text.end && text_note(EXPECT(&text, "full"), row)) {
        line(&text, row, PRESSURE_FULL_10, PRESSURE_FULL_TOTAL);
    }
}
