#!/bin/sh
# Fuzzes the parsers for longer than the build does.
#   fuzz.sh [ITERATIONS] [SEED]   seeded mutations of the captured files, with gcc's sanitizers (default: 20 million)
#   fuzz.sh libfuzzer [SECONDS]   libFuzzer, where clang is installed (default: 600)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${TMPDIR:-/tmp}/swarmbid-fuzz.$$
trap 'rm -rf "$out"' EXIT INT TERM
mkdir "$out"
java=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}
build="$here/../../main/c/build.sh"
if [ "${1:-}" = libfuzzer ]; then
    sh "$build" fuzz "$out" "$java"
    mkdir "$out/corpus"
    for file in "$here"/../resources/captured/*; do
        # Two bytes that choose parser and CPU come before the text.
        { printf '\000\000'; cat "$file"; } >"$out/corpus/$(basename "$file")"
    done
    "$out/native/libfuzzer_parsers" -max_total_time="${2:-600}" "$out/corpus"
else
    ITERATIONS=${1:-20000000} SEED=${2:-$(date +%s)} sh "$build" check "$out" "$java"
fi
