#!/bin/sh
# Builds the native library (build.sh lib), runs its tests under sanitizers (check), or builds the libFuzzer target where
# clang is (fuzz). Needs gcc and nothing else. Where that cannot be done the build goes on without it, and says so in one
# line: the plain-Java reader needs none of this.
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
[ -f "$java/include/jni.h" ] || java=$(dirname "$java")
[ -f "$java/include/jni.h" ] || skip "no jni.h under $java"

out=$target/native
dest=$target/classes/META-INF/native/linux-$(uname -m)/libswarmbid_probes.so
headers=$out/include
tests=../../test/c
corpus=../../test/resources/captured
mkdir -p "$out" "$(dirname "$dest")"

strict="-std=c11 -Wall -Wextra -Werror -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-declarations"
hard="-O2 -fPIC -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fvisibility=hidden"
# The same sources give the same bytes, wherever they lie.
same="-ffile-prefix-map=$(pwd)=. -frandom-seed=swarmbid"
link="-shared -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--build-id=none -Wl,--as-needed -s"
sane="-std=c11 -Wall -Wextra -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"

parts="frame.c text.c parse.c parse_cgroup.c parse_cpu.c parse_keyed.c parse_pressure.c parse_process.c"
sources="$parts probe_set.c source_cgroup.c source_host.c source_page.c source_perf.c source_process.c source_tree.c
  control.c"
library="$sources jni_probes.c jni_control.c"

# Whether a file is missing or older than any source.
stale() {
    [ ! -f "$1" ] || [ -n "$(find . "$tests" "$headers" -newer "$1" -type f -print 2>/dev/null | head -n 1)" ]
}

# shellcheck disable=SC2086  # flags and files are lists
case $task in
lib)
    stale "$dest" || exit 0
    gcc $strict $hard $same -I. -I"$headers" -I"$java/include" -I"$java/include/linux" $library $link -o "$dest"
    ;;
check)
    printf 'int main(void) { return 0; }\n' >"$out/probe.c"
    gcc -fsanitize=address,undefined "$out/probe.c" -o "$out/probe" 2>/dev/null && "$out/probe" \
        || { echo "native-probes: no sanitizers here, C tests skipped"; exit 0; }
    stale "$out/test_probes" && gcc $sane -I. $sources "$tests/test_probes.c" -o "$out/test_probes"
    stale "$out/test_pages" && gcc $sane -pthread -I. $sources "$tests/test_pages.c" -o "$out/test_pages"
    stale "$out/fuzz_parsers" \
        && gcc $sane -I. $parts "$tests/fuzz_parsers.c" "$tests/mutate.c" -o "$out/fuzz_parsers"
    "$out/test_probes"
    "$out/test_pages"
    "$out/fuzz_parsers" "${ITERATIONS:-150000}" "${SEED:-1}" "$corpus"/*
    ;;
fuzz)
    # libFuzzer brings its own main and its own mutations.
    clang $sane -fsanitize=fuzzer -I. $parts "$tests/fuzz_parsers.c" -o "$out/libfuzzer_parsers"
    echo "$out/libfuzzer_parsers"
    ;;
*)
    echo "build.sh: lib, check or fuzz" >&2
    exit 2
    ;;
esac
