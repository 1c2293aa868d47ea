/* The native code without a JVM, under AddressSanitizer and UndefinedBehaviorSanitizer. */
#define _GNU_SOURCE
#include "control.h"
#include "probe_set.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(condition)                                                              \
    do {                                                                              \
        if (!(condition)) {                                                           \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);   \
            exit(1);                                                                  \
        }                                                                             \
    } while (0)

#define CAPACITY 64
#define VALID(row, field) (((row)->validity & (1u << (field))) != 0)

static struct {
    struct frame_header header;
    struct row rows[CAPACITY];
} frame;

static const struct units UNITS = {.tick_ns = 10000000, .page_bytes = 4096};

static struct row parsed(enum parser parser, const char *text)
{
    struct row row;
    row_begin(&row, KIND_PROCESS, 0, 0, 1);
    CHECK(parse(parser, text, strlen(text), &UNITS, &row));
    return row;
}

static void names_with_parentheses_end_at_the_last_one(void)
{
    const struct row row = parsed(PARSE_PROCESS_STAT, "7 (a) R 1 (b\n) S 1 7 7 0 -1 0 1 2 3 4 5 6 7 8 20 0 9 0 77 0 10 0\n");
    CHECK(row.state == STATE_OK);
    CHECK(row.field[PROCESS_USER] == 5 * UNITS.tick_ns && row.field[PROCESS_SYSTEM] == 6 * UNITS.tick_ns);
    CHECK(row.field[PROCESS_THREADS] == 9 && row.field[PROCESS_RSS] == 10 * UNITS.page_bytes);
}

static void absurd_numbers_spoil_only_their_field(void)
{
    const struct row row = parsed(PARSE_PROCESS_IO, "rchar: 99999999999999999999\nwchar: 2\nread_bytes: 3\nwrite_bytes: 4\n");
    CHECK(row.state == STATE_OVERFLOW);
    CHECK(!VALID(&row, PROCESS_READ_CHARS) && VALID(&row, PROCESS_WRITE) && row.field[PROCESS_WRITE] == 4);
}

static void every_prefix_is_survived(void)
{
    const char *whole = "some avg10=1.01 avg60=2.23 avg300=0.96 total=74\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=5\n";
    for (size_t length = 0; length < strlen(whole); length++) {
        char *cut = malloc(length + 1);
        memcpy(cut, whole, length);
        struct row row;
        row_begin(&row, KIND_PRESSURE, 0, 0, 0);
        parse(PARSE_PRESSURE, cut, length, &UNITS, &row);
        CHECK(row.state != STATE_MALFORMED);
        free(cut);
    }
}

static void counters_that_fall_are_said_so_once(void)
{
    struct row before;
    struct row after;
    row_begin(&before, KIND_CPU, 0, 0, 0);
    row_begin(&after, KIND_CPU, 0, 0, 0);
    row_put(&before, CPU_IOWAIT, 10);
    row_put(&after, CPU_IOWAIT, 9);
    row_put(&after, CPU_USER, 1);
    row_compare(&after, &before);
    CHECK(after.state == STATE_REGRESSED && !VALID(&after, CPU_IOWAIT) && VALID(&after, CPU_USER));
    struct row next;
    row_begin(&next, KIND_CPU, 0, 0, 0);
    row_put(&next, CPU_IOWAIT, 9);
    row_compare(&next, &after);
    CHECK(next.state == STATE_OK);
}

static pid_t sleeper(void)
{
    const pid_t pid = fork();
    if (pid == 0) {
        pause();
        _exit(0);
    }
    return pid;
}

static void live_sources_of_this_machine(void)
{
    struct probe_set *set = probe_set_open(&frame, CAPACITY, 64);
    const pid_t child = sleeper();
    CHECK(set != NULL && child > 0);
    probe_set_take(set, 0, KIND_HOST_CPU, 0);
    host_open(set, 0);
    probe_set_take(set, 1, KIND_CPU, 0);
    host_open(set, 1);
    probe_set_take(set, 2, KIND_CPU, 63);
    host_open(set, 2);
    probe_set_take(set, 3, KIND_HOST_MEMORY, 0);
    host_open(set, 3);
    for (uint32_t resource = 0; resource < 3; resource++) {
        probe_set_take(set, 4 + resource, KIND_PRESSURE, resource);
        host_open(set, 4 + resource);
    }
    probe_set_take(set, 7, KIND_PROCESS, child);
    process_open(set, 7, 0, ASPECT_CPU_TIME);
    probe_set_take(set, 8, KIND_PROCESS, child);
    process_open(set, 8, 0, ASPECT_CPU_TIME | ASPECT_STAT | ASPECT_IO | ASPECT_SWITCHES);
    probe_set_take(set, 9, KIND_PROCESS_TREE, getpid());
    tree_open(set, 9, 0, ASPECT_STAT | ASPECT_IO);
    probe_set_take(set, 10, KIND_PERF, child);
    perf_open(set, 10, 0);
    probe_set_take(set, 11, KIND_PROCESS, child);
    process_open(set, 11, 1, ASPECT_STAT); /* not its start time */
    probe_set_take(set, 12, KIND_PROCESS, child);
    process_open(set, 12, 0, ASPECT_MEMORY);
    CHECK(!probe_set_take(set, 12, KIND_PROCESS, child) && !probe_set_take(set, CAPACITY, KIND_PROCESS, child));
    for (int sample = 0; sample < 100; sample++) {
        probe_set_sample(set);
    }
    CHECK(frame.header.rows == 13 && frame.header.sequence == 100);
    CHECK(VALID(&frame.rows[0], CPU_IDLE));
    CHECK(frame.rows[2].state == STATE_ABSENT);
    CHECK(VALID(&frame.rows[3], MEMORY_TOTAL));
    CHECK(frame.rows[7].state == STATE_OK && frame.rows[7].validity == 1u << PROCESS_CPU);
    /* A clock went back: told once, and then counted from there. */
    const int64_t used = frame.rows[7].field[PROCESS_CPU];
    frame.rows[7].field[PROCESS_CPU] = INT64_MAX;
    probe_set_sample(set);
    CHECK(frame.rows[7].state == STATE_REGRESSED && frame.rows[7].validity == 0);
    for (int sample = 0; sample < 2; sample++) {
        probe_set_sample(set);
        CHECK(frame.rows[7].state == STATE_OK && frame.rows[7].validity == 1u << PROCESS_CPU);
        CHECK(frame.rows[7].field[PROCESS_CPU] >= used && frame.rows[7].slot == 7 && frame.rows[7].subject == child);
    }
    CHECK(VALID(&frame.rows[8], PROCESS_RSS) && frame.rows[8].generation == frame.rows[7].generation);
    CHECK(frame.rows[9].field[TREE_MEMBERS] == 2);
    CHECK(frame.rows[11].state == STATE_GONE);
    CHECK(frame.rows[12].field[PROCESS_RSS] > 0);

    CHECK(control_nice(child, 5) == 0);
    const uint64_t first = 1;
    CHECK(control_affinity(child, &first, 1) == 0);
    CHECK(control_signal(child, SIGKILL) == 0);
    siginfo_t ended;
    waitid(P_PID, (id_t) child, &ended, WEXITED | WNOWAIT);
    probe_set_sample(set);
    CHECK(frame.rows[7].state == STATE_OK); /* a zombie still has its number and its time */
    waitpid(child, NULL, 0);
    probe_set_sample(set);
    CHECK(frame.rows[7].state == STATE_GONE && frame.rows[7].validity == 0);
    CHECK(frame.rows[8].state == STATE_GONE && frame.rows[10].state == STATE_GONE && frame.rows[12].state == STATE_GONE);
    CHECK(frame.rows[9].field[TREE_MEMBERS] == 1);
    CHECK(control_signal(child, SIGCONT) < 0 && control_nice(child, 0) < 0 && control_signal(-1, 0) < 0);
    probe_set_remove(set, 7);
    probe_set_remove(set, 7);
    probe_set_sample(set);
    CHECK(frame.rows[7].kind == KIND_NONE);
    probe_set_close(set);
}

/* Children that burn, die and are waited for, or not, while the tree is read without a pause. */
static void a_tree_never_counts_backwards(void)
{
    struct probe_set *set = probe_set_open(&frame, CAPACITY, 1);
    const pid_t root = fork();
    if (root == 0) {
        signal(SIGCHLD, SIG_DFL);
        for (int child = 0; child < 400; child++) {
            const pid_t pid = fork();
            if (pid == 0) {
                if (child % 3 == 0 && fork() > 0) {
                    _exit(0); /* leaves an orphan behind */
                }
                for (volatile int spin = 0; spin < 200000; spin++) {
                }
                _exit(0);
            }
            if (child % 2 == 0) {
                waitpid(pid, NULL, 0);
            }
        }
        _exit(0);
    }
    probe_set_take(set, 0, KIND_PROCESS_TREE, root);
    tree_open(set, 0, 0, ASPECT_STAT | ASPECT_IO);
    int64_t last = 0;
    int status;
    while (waitpid(root, &status, WNOHANG) == 0) {
        probe_set_sample(set);
        const struct row *row = &frame.rows[0];
        CHECK(row->state != STATE_REGRESSED && row->state != STATE_MALFORMED);
        if (VALID(row, TREE_CPU)) {
            CHECK(row->field[TREE_CPU] >= last);
            last = row->field[TREE_CPU];
        }
    }
    probe_set_close(set);
}

int main(void)
{
    names_with_parentheses_end_at_the_last_one();
    absurd_numbers_spoil_only_their_field();
    every_prefix_is_survived();
    counters_that_fall_are_said_so_once();
    live_sources_of_this_machine();
    a_tree_never_counts_backwards();
    printf("native-probes: C tests passed under the sanitizers\n");
    return 0;
}
