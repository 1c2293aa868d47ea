/* A bounded cursor over the text of one kernel file. Nothing here reads past the end, whatever the text. */
#ifndef SWARMBID_TEXT_H
#define SWARMBID_TEXT_H

#include "frame.h"

struct text {
    const char *at;
    const char *end;
};

/* How one number came out. NUMBER_ABSURD has been stepped over, so that parsing can go on behind it. */
enum number { NUMBER_GOOD, NUMBER_ABSURD, NUMBER_TRUNCATED, NUMBER_MALFORMED };

struct text text_of(const char *bytes, size_t length);
void text_skip_blanks(struct text *text);
/* Steps to the first byte behind the next newline, or to the end. */
void text_next_line(struct text *text);
/* Digits only; the text may go on with anything but must not end with them, for then the number may have been cut. */
enum number text_digits(struct text *text, int64_t *value);
/* Blanks, digits, and then a blank or a newline. */
enum number text_number(struct text *text, int64_t *value);
/* Steps over blanks and one word. */
enum number text_skip_word(struct text *text);
/* Steps over these very bytes. */
enum number text_expect(struct text *text, const char *literal, size_t length);
bool text_starts(const struct text *text, const char *prefix, size_t length);

/*
 * Puts the next number, scaled, into a field. False when nothing behind it can be trusted.
 */
bool text_field(struct text *text, struct row *row, int field, int64_t scale);
/* Notes how a number came out; false when parsing has to stop. */
bool text_note(enum number outcome, struct row *row);

#endif
