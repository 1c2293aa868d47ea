/*
 * The CPU clock of a process, by a system call in place: through libc and the vDSO, which has no answer to this clock, a
 * reading was measured to take half as long again. The cause was not measured; mispredicted returns after a system call,
 * where the kernel guards against stale return predictions, would explain it.
 */
#ifndef SWARMBID_CLOCK_H
#define SWARMBID_CLOCK_H

#include <errno.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>

/* 0, or the errno of the refusal below 0. */
static inline long clock_read(clockid_t clock, struct timespec *time)
{
#if defined(__x86_64__) && defined(__LP64__)
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"((long) SYS_clock_gettime), "D"((long) clock), "S"(time)
                     : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__) && defined(__LP64__)
    register long number __asm__("x8") = SYS_clock_gettime;
    register long result __asm__("x0") = clock;
    register struct timespec *into __asm__("x1") = time;
    __asm__ volatile("svc #0" : "+r"(result) : "r"(number), "r"(into) : "memory");
    return result;
#else
    return clock_gettime(clock, time) == 0 ? 0 : -errno;
#endif
}

static inline int64_t clock_time_ns(const struct timespec *time)
{
    return (int64_t) time->tv_sec * 1000000000 + time->tv_nsec;
}

#endif
