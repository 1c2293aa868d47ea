#!/bin/sh
# Builds the native library (build.sh lib) or runs its tests under sanitizers (build.sh check). Where that cannot be
# done the build goes on without it, and says so in one line: the plain-Java reader needs none of this.
set -eu
task=$1 target=$2 java=$3
cd "$(dirname "$0")"

skip() {
    echo "native-probes: no native library ($1); the plain-Java reader will be used"
    exit 0
}

[ "$(uname -s)" = Linux ] || skip "the system is $(uname -s), not Linux"
[ "$(uname -m)" = x86_64 ] || [ "$(uname -m)" = aarch64 ] || skip "the processor is $(uname -m)"
command -v gcc >/dev/null 2>&1 || skip "no gcc here"
command -v make >/dev/null 2>&1 || skip "no make here"
[ -f "$java/include/jni.h" ] || java=$(dirname "$java")
[ -f "$java/include/jni.h" ] || skip "no jni.h under $java"

dest=$target/classes/META-INF/native/linux-$(uname -m)/libswarmbid_probes.so
case $task in
lib) exec make -s CC=gcc OUT="$target/native" DEST="$dest" HEADERS="$target/native/include" JAVA="$java" lib ;;
check)
    printf 'int main(void) { return 0; }\n' >"$target/native/probe.c"
    gcc -fsanitize=address,undefined "$target/native/probe.c" -o "$target/native/probe" 2>/dev/null \
        && "$target/native/probe" || { echo "native-probes: no sanitizers here, C tests skipped"; exit 0; }
    exec make -s CC=gcc OUT="$target/native" check
    ;;
esac
