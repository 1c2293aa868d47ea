#!/bin/sh
# Lets Jazzer (coverage-guided; Linux on x86-64, macOS) search for input that breaks a reader.
#   scripts/fuzz.sh [SECONDS] [TARGET...]      default: 600 seconds for each target
# Starts from the corpus that is kept in host/src/test/fuzz; what it finds goes to host/target/fuzz, and a finding ends it.
# KEEP=1 then adds to the kept corpus the smallest set of inputs that reaches all that was reached.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-600}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- CommandLog Swf Price Workload RunDirectory BinaryCommand
mvn -B -ntp -q -Pfuzz -pl host -am -Dspotless.check.skip -Dcheckstyle.skip test-compile
path=host/target/test-classes:host/target/classes:$(cat host/target/fuzz.classpath)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jazzer() {
    target=$1
    shift
    "$java" @jvm.options -Xmx2g -cp "$path" com.code_intelligence.jazzer.Jazzer \
        "--target_class=io.swarmbid.host.fuzz.${target}Target" "--instrumentation_includes=io.swarmbid.**" \
        "--reproducer_path=host/target/fuzz" "$@"
}
for target in "$@"; do
    kept=host/src/test/fuzz/$target work=host/target/fuzz/$target
    mkdir -p "$kept" "$work"
    echo "$target: $seconds s"
    jazzer "$target" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=4096 -max_len=4096 -print_final_stats=1 \
        -artifact_prefix="$work-" "$work" "$kept" >"$work.log" 2>&1 \
        || { tail -n 40 "$work.log"; echo "$target: broken, see $work.log" >&2; exit 1; }
    grep -E 'number_of_executed_units|new_units_added|slowest_unit' "$work.log"
    if [ -n "${KEEP:-}" ]; then
        jazzer "$target" -merge=1 -max_len=4096 "$kept" "$work" >"$work.merge.log" 2>&1
    fi
done
