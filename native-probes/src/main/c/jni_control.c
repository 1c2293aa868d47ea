/* The JNI face of process control. */
#define _GNU_SOURCE
#include "control.h"

#include <errno.h>
#include <jni.h>
#include <limits.h>
#include <unistd.h>

#include "io_swarmbid_probes_jni_NativeActions.h"

#define MASK_WORDS_MAX 128

JNIEXPORT jint JNICALL Java_io_swarmbid_probes_jni_NativeActions_affinity(
    JNIEnv *env, jclass class, jlong pid, jlongArray mask)
{
    (void) class;
    jlong words[MASK_WORDS_MAX];
    const jsize count = (*env)->GetArrayLength(env, mask);
    if (count <= 0 || count > MASK_WORDS_MAX) {
        return -EINVAL;
    }
    (*env)->GetLongArrayRegion(env, mask, 0, count, words);
    return control_affinity(pid, (const uint64_t *) words, (size_t) count);
}

JNIEXPORT jint JNICALL Java_io_swarmbid_probes_jni_NativeActions_nice(JNIEnv *env, jclass class, jlong pid, jint nice)
{
    (void) env;
    (void) class;
    return control_nice(pid, nice);
}

JNIEXPORT jint JNICALL Java_io_swarmbid_probes_jni_NativeActions_signal(
    JNIEnv *env, jclass class, jlong pid, jint signal)
{
    (void) env;
    (void) class;
    return control_signal(pid, signal);
}

/* The path is ended by a zero byte. */
JNIEXPORT jint JNICALL Java_io_swarmbid_probes_jni_NativeActions_open(JNIEnv *env, jclass class, jbyteArray path)
{
    (void) class;
    char bytes[PATH_MAX];
    const jsize length = (*env)->GetArrayLength(env, path);
    if (length <= 0 || length > (jsize) sizeof bytes) {
        return -ENAMETOOLONG;
    }
    (*env)->GetByteArrayRegion(env, path, 0, length, (jbyte *) bytes);
    return bytes[length - 1] == '\0' ? control_open(bytes) : -EINVAL;
}

JNIEXPORT jint JNICALL Java_io_swarmbid_probes_jni_NativeActions_write(
    JNIEnv *env, jclass class, jint fd, jlong address, jint length)
{
    (void) env;
    (void) class;
    return control_write(fd, (const char *) (intptr_t) address, (size_t) length);
}

JNIEXPORT jint JNICALL Java_io_swarmbid_probes_jni_NativeActions_close(JNIEnv *env, jclass class, jint fd)
{
    (void) env;
    (void) class;
    return control_close(fd);
}

/* For the benchmark: what writing costs when nothing stands between. */
JNIEXPORT jint JNICALL Java_io_swarmbid_probes_jni_NativeActions_floorWrites(
    JNIEnv *env, jclass class, jint fd, jlong address, jint length, jint times)
{
    (void) env;
    (void) class;
    for (jint count = 0; count < times; count++) {
        if (pwrite(fd, (const char *) (intptr_t) address, (size_t) length, 0) != (ssize_t) length) {
            return -errno;
        }
    }
    return 0;
}
