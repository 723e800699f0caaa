#!/usr/bin/env bash
# Where the instructions of one simulation go, by phase. Repeats to a hundred-thousandth. Needs valgrind.
# usage: tests/benchmark/phases.sh SERVESWEEP_BENCHMARK [reference|vllm-v1|tiered]
set -euo pipefail
if (($# < 1 || $# > 2)); then
  echo 'usage: phases.sh SERVESWEEP_BENCHMARK [reference|vllm-v1|tiered]' >&2
  exit 2
fi
if ! command -v valgrind >/dev/null; then
  echo 'phases.sh: there is no valgrind; install the package of that name' >&2
  exit 1
fi
program=$1
variant=${2:-reference}

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
if ! valgrind --tool=callgrind --callgrind-out-file="$place/calls" --compress-strings=no --compress-pos=no \
  --toggle-collect='servesweep::benchmark::counted_run*' \
  "$program" phases --variant "$variant" --json >"$place/out" 2>"$place/log"; then
  cat "$place/log" >&2
  exit 1
fi
# The number that follows "NAME": in the last line, which is one JSON object.
figure() {
  tail -n 1 "$place/out" | sed "s/.*\"$1\":\([0-9]*\).*/\1/"
}
printf '%s: %s requests, %s steps\n\n' "$variant" "$(figure requests)" "$(figure steps)"
awk -v requests="$(figure requests)" -v steps="$(figure steps)" \
  -f "$(dirname "${BASH_SOURCE[0]}")/phases.awk" "$place/calls"
