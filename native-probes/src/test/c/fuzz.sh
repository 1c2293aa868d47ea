#!/bin/sh
# Fuzzes the parsers for longer than the build does.
#   fuzz.sh [ITERATIONS] [SEED]   seeded mutations of the captured files, with gcc's sanitizers (default: 20 million)
#   fuzz.sh libfuzzer [SECONDS]   libFuzzer, where clang is installed (default: 600)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${TMPDIR:-/tmp}/swarmbid-fuzz.$$
trap 'rm -rf "$out"' EXIT INT TERM
cd "$here/../../main/c"
if [ "${1:-}" = libfuzzer ]; then
    make -s OUT="$out" "$out/libfuzzer_parsers"
    mkdir "$out/corpus"
    for file in "$here"/../resources/captured/*; do
        # Two bytes that choose parser and CPU come before the text.
        { printf '\000\000'; cat "$file"; } >"$out/corpus/$(basename "$file")"
    done
    "$out/libfuzzer_parsers" -max_total_time="${2:-600}" "$out/corpus"
else
    make -s OUT="$out" "$out/fuzz_parsers"
    "$out/fuzz_parsers" "${1:-20000000}" "${2:-$(date +%s)}" "$here"/../resources/captured/*
fi
