#!/bin/sh
# Runs the built-in workload N times for a few seconds and replays each run: every pair of digests must be equal.
#   scripts/digests.sh [N] [SECONDS]     default: 10 runs of 4 seconds
set -eu
cd "$(dirname "$0")/.."
times=${1:-10} seconds=${2:-4}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
digest() { sed -n 's/.*"digest" *: *"\([0-9a-f]*\)".*/\1/p' "$1/summary.json" | head -n 1; }
equal=0
for i in $(seq "$times"); do
    ./swarmbid run --seconds "$seconds" --out "$work/run$i" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
    ./swarmbid replay --scripted "$work/run$i" --out "$work/replay$i" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
    run=$(digest "$work/run$i") replay=$(digest "$work/replay$i")
    echo "$i: run $run, replay $replay"
    [ "$run" = "$replay" ] && equal=$((equal + 1))
done
echo "$equal of $times equal"
[ "$equal" = "$times" ]
