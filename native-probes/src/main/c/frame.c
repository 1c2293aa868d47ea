#include "frame.h"

#include <errno.h>
#include <string.h>

#define BIT(field) (1u << (field))
#define LOW(fields) ((1u << (fields)) - 1u)

uint32_t row_counters(enum row_kind kind)
{
    switch (kind) {
    case KIND_HOST_CPU:
    case KIND_CPU:
        return LOW(CPU_FIELDS);
    case KIND_PRESSURE:
        return BIT(PRESSURE_SOME_TOTAL) | BIT(PRESSURE_FULL_TOTAL);
    case KIND_PROCESS:
        return LOW(PROCESS_FIELDS) & ~(BIT(PROCESS_RSS) | BIT(PROCESS_THREADS));
    case KIND_PROCESS_TREE:
        return LOW(TREE_FIELDS) & ~(BIT(TREE_RSS) | BIT(TREE_THREADS) | BIT(TREE_MEMBERS));
    case KIND_CGROUP:
        return LOW(CGROUP_FIELDS) & ~BIT(CGROUP_MEMORY);
    case KIND_PERF:
        return LOW(PERF_FIELDS);
    default:
        return 0;
    }
}

void row_begin(struct row *row, enum row_kind kind, uint32_t slot, int64_t generation, int64_t subject)
{
    memset(row, 0, sizeof *row);
    row->kind = (uint16_t) kind;
    row->state = STATE_OK;
    row->slot = slot;
    row->generation = generation;
    row->subject = subject;
}

void row_fault(struct row *row, enum row_state state, int error)
{
    if (row->state == STATE_OK) {
        row->state = (uint16_t) state;
        row->error = error;
    }
}

void row_gone(struct row *row, int error)
{
    row->state = STATE_GONE;
    row->error = error;
    row->validity = 0;
    memset(row->field, 0, sizeof row->field);
}

void row_put(struct row *row, int field, int64_t value)
{
    row->field[field] = value;
    row->validity |= BIT(field);
}

void row_put_scaled(struct row *row, int field, int64_t value, int64_t scale)
{
    int64_t scaled;
    if (__builtin_mul_overflow(value, scale, &scaled)) {
        row_fault(row, STATE_OVERFLOW, 0);
    } else {
        row_put(row, field, scaled);
    }
}

void row_add(struct row *row, int field, int64_t value)
{
    int64_t sum;
    if (__builtin_add_overflow(row->field[field], value, &sum)) {
        row_fault(row, STATE_OVERFLOW, 0);
        row->validity &= ~BIT(field);
    } else {
        row->field[field] = sum;
    }
}

void row_compare(struct row *row, const struct row *before)
{
    if (before->kind != row->kind || before->generation != row->generation || before->subject != row->subject) {
        return;
    }
    const uint32_t comparable = row->validity & before->validity & row_counters((enum row_kind) row->kind);
    uint32_t regressed = 0;
    for (int field = 0; field < ROW_FIELDS; field++) {
        regressed |= (uint32_t) (row->field[field] < before->field[field]) << field;
    }
    regressed &= comparable;
    if (regressed != 0) {
        row->validity &= ~regressed;
        row_fault(row, STATE_REGRESSED, 0);
    }
}

enum row_state state_of_errno(int error)
{
    switch (error) {
    case ESRCH:
    case ENODEV: /* what a descriptor of a removed cgroup answers */
        return STATE_GONE;
    case ENOENT:
    case ENOTDIR:
        return STATE_ABSENT;
    case EACCES:
    case EPERM:
    case EMFILE:
    case ENFILE:
    case ENOMEM:
        return STATE_DENIED;
    default:
        return STATE_UNSUPPORTED;
    }
}
