/* The JNI face of the probe set. Java checks every argument; handles are pointers that only NativeReader holds. */
#define _GNU_SOURCE
#include "probe_set.h"

#include <jni.h>
#include <limits.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "io_swarmbid_probes_jni_NativeProbes.h"

static struct probe_set *set_of(jlong handle)
{
    return (struct probe_set *) (intptr_t) handle;
}

/* In the order of FrameDescriptor.constants(). */
JNIEXPORT void JNICALL Java_io_swarmbid_probes_jni_NativeProbes_layout(JNIEnv *env, jclass class, jlongArray out)
{
    (void) class;
    const jlong layout[] = {
        FRAME_MAGIC, FRAME_VERSION, sizeof(struct frame_header), sizeof(struct row), ROW_FIELDS,
        offsetof(struct frame_header, magic), offsetof(struct frame_header, version),
        offsetof(struct frame_header, length), offsetof(struct frame_header, rows),
        offsetof(struct frame_header, sequence), offsetof(struct frame_header, start_ns),
        offsetof(struct frame_header, end_ns), offsetof(struct frame_header, valid_sources),
        offsetof(struct frame_header, reader),
        offsetof(struct row, kind), offsetof(struct row, state), offsetof(struct row, slot),
        offsetof(struct row, generation), offsetof(struct row, subject), offsetof(struct row, validity),
        offsetof(struct row, error), offsetof(struct row, field),
        KIND_COUNT, STATE_COUNT, PARSER_COUNT,
        CPU_FIELDS, CPU_FIELDS, MEMORY_FIELDS, PRESSURE_FIELDS, PROCESS_FIELDS, TREE_FIELDS, CGROUP_FIELDS, PERF_FIELDS,
    };
    const jsize count = (jsize) (sizeof layout / sizeof *layout);
    const jsize wanted = (*env)->GetArrayLength(env, out);
    (*env)->SetLongArrayRegion(env, out, 0, wanted < count ? wanted : count, layout);
}

JNIEXPORT jlong JNICALL Java_io_swarmbid_probes_jni_NativeProbes_open(
    JNIEnv *env, jclass class, jlong frame, jint capacity, jint cpu_ids)
{
    (void) env;
    (void) class;
    return (jlong) (intptr_t) probe_set_open((void *) (intptr_t) frame, (uint32_t) capacity, (uint32_t) cpu_ids);
}

JNIEXPORT void JNICALL Java_io_swarmbid_probes_jni_NativeProbes_close(JNIEnv *env, jclass class, jlong handle)
{
    (void) env;
    (void) class;
    probe_set_close(set_of(handle));
}

JNIEXPORT void JNICALL Java_io_swarmbid_probes_jni_NativeProbes_sample(JNIEnv *env, jclass class, jlong handle)
{
    (void) env;
    (void) class;
    probe_set_sample(set_of(handle));
}

JNIEXPORT void JNICALL Java_io_swarmbid_probes_jni_NativeProbes_remove(
    JNIEnv *env, jclass class, jlong handle, jint slot)
{
    (void) env;
    (void) class;
    probe_set_remove(set_of(handle), (uint32_t) slot);
}

JNIEXPORT void JNICALL Java_io_swarmbid_probes_jni_NativeProbes_addHost(
    JNIEnv *env, jclass class, jlong handle, jint slot, jint kind, jlong subject)
{
    (void) env;
    (void) class;
    if (probe_set_take(set_of(handle), (uint32_t) slot, (enum row_kind) kind, subject)) {
        host_open(set_of(handle), (uint32_t) slot);
    }
}

JNIEXPORT void JNICALL Java_io_swarmbid_probes_jni_NativeProbes_addProcess(
    JNIEnv *env, jclass class, jlong handle, jint slot, jint kind, jlong pid, jlong start_ticks, jint aspects)
{
    (void) env;
    (void) class;
    struct probe_set *set = set_of(handle);
    if (!probe_set_take(set, (uint32_t) slot, (enum row_kind) kind, pid)) {
        return;
    }
    if (kind == KIND_PERF) {
        perf_open(set, (uint32_t) slot, start_ticks);
    } else if (kind == KIND_PROCESS_TREE) {
        tree_open(set, (uint32_t) slot, start_ticks, (uint32_t) aspects);
    } else {
        process_open(set, (uint32_t) slot, start_ticks, (uint32_t) aspects);
    }
}

JNIEXPORT void JNICALL Java_io_swarmbid_probes_jni_NativeProbes_addPages(
    JNIEnv *env, jclass class, jlong handle, jint slot, jlong pid, jlong start_ticks, jlong confirm_after_ns)
{
    (void) env;
    (void) class;
    if (probe_set_take(set_of(handle), (uint32_t) slot, KIND_PROCESS, pid)) {
        pages_open(set_of(handle), (uint32_t) slot, start_ticks, confirm_after_ns);
    }
}

/* Four paths, each ended by a zero byte. */
JNIEXPORT void JNICALL Java_io_swarmbid_probes_jni_NativeProbes_addCgroup(
    JNIEnv *env, jclass class, jlong handle, jint slot, jint version, jbyteArray joined)
{
    (void) class;
    char bytes[4 * PATH_MAX];
    const jsize length = (*env)->GetArrayLength(env, joined);
    if (length <= 0 || length > (jsize) sizeof bytes) {
        return;
    }
    (*env)->GetByteArrayRegion(env, joined, 0, length, (jbyte *) bytes);
    const char *paths[4];
    const char *at = bytes;
    for (int path = 0; path < 4; path++) {
        const char *end = memchr(at, 0, (size_t) (bytes + length - at));
        if (end == NULL) {
            return;
        }
        paths[path] = at;
        at = end + 1;
    }
    if (probe_set_take(set_of(handle), (uint32_t) slot, KIND_CGROUP, 0)) {
        cgroup_open(set_of(handle), (uint32_t) slot, (uint32_t) version, paths);
    }
}

/* For tests: one parser on a text, into a row that this call begins. */
JNIEXPORT jboolean JNICALL Java_io_swarmbid_probes_jni_NativeProbes_parse(
    JNIEnv *env, jclass class, jint parser, jlong text, jint length, jint kind, jlong subject, jlong row)
{
    (void) env;
    (void) class;
    const struct units units = units_of_machine();
    struct row *target = (struct row *) (intptr_t) row;
    row_begin(target, (enum row_kind) kind, 0, 0, subject);
    return parse((enum parser) parser, (const char *) (intptr_t) text, (size_t) length, &units, target);
}

/* For the benchmark: the system calls of a sample and nothing else. The sum keeps the compiler honest. */
JNIEXPORT jlong JNICALL Java_io_swarmbid_probes_jni_NativeProbes_floor(JNIEnv *env, jclass class, jlong handle)
{
    (void) env;
    (void) class;
    struct probe_set *set = set_of(handle);
    jlong sum = 0;
    for (uint32_t slot = 0; slot < set->length; slot++) {
        const struct probe *probe = &set->probes[slot];
        struct timespec time;
        if (probe->kind == KIND_PROCESS && (probe->aspects & ASPECT_CPU_TIME) != 0) {
            sum += clock_gettime(probe->clock, &time);
        }
        const uint32_t read = probe->kind == KIND_PROCESS && (probe->aspects & ASPECT_STAT) == 0 ? 1 : 0;
        for (uint32_t index = read; index < 4; index++) {
            if (probe->fd[index] >= 0) {
                sum += pread(probe->fd[index], set->text, set->text_capacity, 0);
            }
        }
    }
    return sum;
}

/* For the benchmark: every page read by its protocol. */
JNIEXPORT jlong JNICALL Java_io_swarmbid_probes_jni_NativeProbes_floorPages(JNIEnv *env, jclass class, jlong handle)
{
    (void) env;
    (void) class;
    return (jlong) pages_floor(set_of(handle));
}
