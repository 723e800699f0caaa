#!/usr/bin/env bash
# Where the instructions of one simulation go, by phase. Repeats to a hundred-thousandth. Needs valgrind. Phases are
# those of servesweep_benchmark_phases, which does not inline across the engine's files, so that functions do what they
# are named for; the last line is what users run.
# usage: tests/benchmark/phases.sh BUILD_FOLDER [reference|vllm-v1|tiered|multi-turn]
set -euo pipefail
if (($# < 1 || $# > 2)); then
  echo 'usage: phases.sh BUILD_FOLDER [reference|vllm-v1|tiered|multi-turn]' >&2
  exit 2
fi
if ! command -v valgrind >/dev/null; then
  echo 'phases.sh: there is no valgrind; install the package of that name' >&2
  exit 1
fi
if [[ ! -x $1/servesweep_benchmark_phases ]]; then
  echo "phases.sh: $1 has no servesweep_benchmark_phases; build the target of that name" >&2
  exit 1
fi
folder=$1
variant=${2:-reference}

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
# Counts one run of a program into calls.NAME; what it prints goes to out.
count() {
  if ! valgrind --tool=callgrind --callgrind-out-file="$place/calls.$1" --compress-strings=no --compress-pos=no \
    --toggle-collect='servesweep::benchmark::counted_run*' \
    "$folder/$1" phases --variant "$variant" --json >"$place/out" 2>"$place/log"; then
    cat "$place/log" >&2
    exit 1
  fi
}
# The number that follows "NAME": in the last line, which is one JSON object.
figure() {
  tail -n 1 "$place/out" | sed "s/.*\"$1\":\([0-9]*\).*/\1/"
}
count servesweep_benchmark
count servesweep_benchmark_phases
printf '%s: %s requests, %s steps\n\n' "$variant" "$(figure requests)" "$(figure steps)"
sums() {
  awk -v requests="$(figure requests)" -v steps="$(figure steps)" \
    -f "$(dirname "${BASH_SOURCE[0]}")/phases.awk" "$place/calls.$1"
}
sums servesweep_benchmark_phases
sums servesweep_benchmark | sed -n 's/^all \{23\}/all, inlined across files/p'
