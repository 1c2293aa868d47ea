/* CPU time by pages, on real processes, under AddressSanitizer and UndefinedBehaviorSanitizer. */
#define _GNU_SOURCE
#include "probe_set.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(condition)                                                              \
    do {                                                                              \
        if (!(condition)) {                                                           \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);   \
            exit(1);                                                                  \
        }                                                                             \
    } while (0)

#define CAPACITY 4
#define VALID(row, field) (((row)->validity & (1u << (field))) != 0)

static struct {
    struct frame_header header;
    struct row rows[CAPACITY];
} frame;

static pid_t sleeper(void)
{
    const pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* a failing test leaves no process behind */
        pause();
        _exit(0);
    }
    return pid;
}

static void burn(int64_t cpu_ns)
{
    struct timespec start;
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
    do {
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    } while ((now.tv_sec - start.tv_sec) * 1000000000 + now.tv_nsec - start.tv_nsec < cpu_ns);
}

static void *burn_20_ms(void *unused)
{
    burn(20000000);
    return unused;
}

/* Each byte asks for work: 'b' burns, 't' has a thread burn, 's' spins until killed. */
static pid_t worker(int requests, int answers)
{
    const pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    }
    char request;
    while (pid == 0 && read(requests, &request, 1) == 1) {
        if (request == 't') {
            pthread_t thread;
            pthread_create(&thread, NULL, burn_20_ms, NULL);
            pthread_join(thread, NULL);
        } else if (request == 'b') {
            burn(20000000);
        }
        if (write(answers, &request, 1) != 1) {
            _exit(1);
        }
        for (volatile int spin = 1; request == 's' && spin != 0;) {
        }
    }
    if (pid == 0) {
        _exit(0);
    }
    return pid;
}

static void ask(const int requests[2], const int answers[2], char request)
{
    CHECK(write(requests[1], &request, 1) == 1 && read(answers[0], &request, 1) == 1);
}

/* Whether the process has one thread, which sleeps; a thread that was joined is counted when it is gone from /proc. */
static int is_at_rest(pid_t pid)
{
    char path[64];
    char line[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int) pid);
    FILE *const stat = fopen(path, "r");
    CHECK(stat != NULL && fgets(line, sizeof line, stat) != NULL);
    fclose(stat);
    char state;
    int threads;
    CHECK(sscanf(strrchr(line, ')'), ") %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %d",
              &state, &threads)
        == 2);
    return state == 'S' && threads == 1;
}

/* Until the row of a child that has nothing to do is quiet: not just pushed from its CPU by others. */
static void sample_until_quiet(struct probe_set *set, uint32_t slot, pid_t pid)
{
    while (!is_at_rest(pid)) {
    }
    do {
        probe_set_sample(set);
        CHECK(frame.rows[slot].state == STATE_OK || frame.rows[slot].state == STATE_STALE);
    } while (!set->quiet[slot]);
}

static int64_t clock_of(pid_t pid)
{
    clockid_t clock;
    struct timespec time;
    CHECK(clock_getcpuclockid(pid, &clock) == 0 && clock_gettime(clock, &time) == 0);
    return (int64_t) time.tv_sec * 1000000000 + time.tv_nsec;
}

static void pages_open_of_a_process_that_is_not_there(struct probe_set *set, pid_t reaped)
{
    probe_set_take(set, 2, KIND_PROCESS, reaped);
    pages_open(set, 2, 1, 0); /* and were the number in use again, then not with this start time */
    probe_set_sample(set);
    CHECK(frame.rows[2].state == STATE_GONE);
}

/* The page counts what the CPU clock leaves out where a hypervisor steals time, so only from below it is bound. */
static void pages_agree_with_the_clock_whenever_the_process_is_off_the_cpu(void)
{
    int requests[2];
    int answers[2];
    CHECK(pipe(requests) == 0 && pipe(answers) == 0);
    const pid_t child = worker(requests[0], answers[1]);
    struct probe_set *set = probe_set_open(&frame, CAPACITY, 1);
    probe_set_take(set, 0, KIND_PROCESS, child);
    pages_open(set, 0, 0, 0);
    probe_set_take(set, 1, KIND_PROCESS, child);
    pages_open(set, 1, 0, INT64_MAX); /* never confirmed but for the first time */
    probe_set_sample(set);
    const struct row *row = &frame.rows[0];
    if (row->state == STATE_DENIED || row->state == STATE_UNSUPPORTED) {
        printf("native-probes: no perf pages here (errno %d), their tests skipped\n", row->error);
    } else {
        sample_until_quiet(set, 0, child);
        int64_t before = row->field[PROCESS_CPU];
        CHECK(before >= clock_of(child) - 1000000);
        for (int round = 0; round < 3; round++) {
            ask(requests, answers, round == 1 ? 't' : 'b');
            sample_until_quiet(set, 0, child);
            CHECK(row->field[PROCESS_CPU] >= before + 19000000);
            CHECK(row->field[PROCESS_CPU] >= clock_of(child) - 1000000);
            before = row->field[PROCESS_CPU];
        }
        for (int sample = 0; sample < 1000; sample++) {
            probe_set_sample(set);
        }
        CHECK(set->quiet[0] && row->field[PROCESS_CPU] == before && frame.header.valid_sources == 1u << KIND_PROCESS);
        CHECK(frame.rows[1].state == STATE_STALE && VALID(&frame.rows[1], PROCESS_CPU));
        CHECK(frame.rows[1].field[PROCESS_CPU] <= before);
        ask(requests, answers, 's'); /* spins, on its CPU or pushed from it, while it is sampled */
        const int64_t clock_at_start = before;
        int64_t at_last_sample = before;
        for (int sample = 0; sample < 1000; sample++) {
            const int64_t clock = clock_of(child);
            probe_set_sample(set);
            CHECK(row->field[PROCESS_CPU] >= before && row->field[PROCESS_CPU] >= at_last_sample - 1000000);
            before = row->field[PROCESS_CPU];
            at_last_sample = clock;
            burn(50000);
        }
        CHECK(before > clock_at_start + 5000000);
    }
    kill(child, SIGKILL);
    siginfo_t ended;
    waitid(P_PID, (id_t) child, &ended, WEXITED | WNOWAIT);
    probe_set_sample(set);
    const enum row_state zombie = row->state;
    waitpid(child, NULL, 0);
    probe_set_sample(set);
    CHECK(zombie == STATE_DENIED || zombie == STATE_UNSUPPORTED
        || ((zombie == STATE_OK || zombie == STATE_STALE) && row->state == STATE_GONE && row->validity == 0));
    pages_open_of_a_process_that_is_not_there(set, child);
    probe_set_close(set);
    for (int end = 0; end < 2; end++) {
        close(requests[end]);
        close(answers[end]);
    }
}

/* An idle process is quiet; its page moves when it dies, so the sample after that asks. */
static void a_quiet_process_that_is_killed_is_gone(void)
{
    struct probe_set *set = probe_set_open(&frame, CAPACITY, 1);
    for (int round = 0; round < 20; round++) {
        const pid_t child = sleeper();
        probe_set_take(set, 0, KIND_PROCESS, child);
        pages_open(set, 0, 0, 0);
        probe_set_sample(set);
        if (frame.rows[0].state == STATE_OK) {
            sample_until_quiet(set, 0, child);
        }
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        probe_set_sample(set);
        probe_set_sample(set);
        CHECK(frame.rows[0].state == STATE_GONE || frame.rows[0].state == STATE_DENIED
            || frame.rows[0].state == STATE_UNSUPPORTED);
        probe_set_remove(set, 0);
        CHECK(set->quiet_count == 0);
    }
    probe_set_close(set);
}

int main(void)
{
    pages_agree_with_the_clock_whenever_the_process_is_off_the_cpu();
    a_quiet_process_that_is_killed_is_gone();
    printf("native-probes: C tests of the pages passed under the sanitizers\n");
    return 0;
}
