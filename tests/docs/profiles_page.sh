#!/usr/bin/env bash
# The measured numbers of docs/profiles.md must be what the program gives. A measured table follows a comment
# <!-- measured: WORKLOAD GPU_BLOCKS REQUESTS -->; its first cells name the switches that are turned from the reference
# towards vllm-v1, its last two the change of P99 TTFT and P99 E2E latency.
# usage: profiles_page.sh SOURCE_FOLDER SERVESWEEP; to renew the numbers: profiles_page.sh ... --write
set -euo pipefail
source_folder=$1
servesweep=$2
page=$source_folder/docs/profiles.md

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp -r "$source_folder/configs" "$place/configs"
study=$place/configs/studies/quickstart.yaml
model=$(sed -n 's/^model: *//p' "$study")
model=$place/configs/studies/$model
seeds=(42 43 44 45 46)

# The page has a row for every switch in both tables, and names a test that exists.
check_switches() {
  local name switches=0
  for name in $(sed -n 's/^  bool \([a-z_]*\) = true;$/\1/p' "$source_folder/engine/profile.h"); do
    if [[ $(grep -c "^| \`$name\`" "$page") != 2 ]]; then
      printf 'docs/profiles.md: %s has not one row in each table\n' "$name"
      exit 1
    fi
    switches=$((switches + 1))
  done
  awk -F'|' '/^[|].*`/ && NF == 9 { print $6 }' "$page" >"$place/tests"
  while read -r name; do
    if ! grep -qF "TEST_CASE(\"$name\")" "$source_folder/tests/engine/profile_test.cpp"; then
      printf 'docs/profiles.md: there is no test "%s"\n' "$name"
      exit 1
    fi
  done <"$place/tests"
  if ((switches < 11 || $(wc -l <"$place/tests") != switches + 1)); then
    printf 'docs/profiles.md: not every row of the first table names a test\n'
    exit 1
  fi
}

# latencies PROFILE: P99 TTFT and P99 E2E latency in ms, a line per seed.
latencies() {
  sed -i "s/^profile: .*/profile: $1/" "$study"
  local seed
  for seed in "${seeds[@]}"; do
    "$servesweep" simulate "$study" --seed "$seed" --json >"$place/$seed.json" &
  done
  wait
  for seed in "${seeds[@]}"; do
    sed 's/.*"ttft_p99_ms":\([^,]*\),.*"e2e_p99_ms":\([^,]*\),.*/\1 \2/' "$place/$seed.json"
  done
}

# change BEFORE AFTER, files with a line per seed: two cells, the change of the mean with its 95 % interval over paired
# seeds (Student's t, 4 degrees of freedom), in percent of the mean before.
change() {
  paste -d' ' "$1" "$2" | awk -v t=2.776 '
    function cell(column,   i, sum, mean, squares, percent, half) {
      for (i = 1; i <= NR; i++) { sum += before[i, column]; mean += (after[i, column] - before[i, column]) / NR }
      for (i = 1; i <= NR; i++) squares += (after[i, column] - before[i, column] - mean) ^ 2
      percent = 100 * mean / (sum / NR)
      half = 100 * t * sqrt(squares / (NR - 1) / NR) / (sum / NR)
      if (percent == 0 && half == 0) return "none"
      return sprintf("%+.1f ± %.1f %%", percent, half)
    }
    { before[NR, 1] = $1; before[NR, 2] = $2; after[NR, 1] = $3; after[NR, 2] = $4 }
    END { print cell(1) " | " cell(2) }'
}

# The profile that a row's first cell stands for.
profile_of() {
  local cell=$1
  if [[ $cell == *vllm-v1* ]]; then
    printf 'vllm-v1'
  else
    printf '{base: reference, %s}' "$(grep -o '`[a-z_]*`' <<<"$cell" | tr -d '`' | sed 's/$/: true/' | paste -sd, -)"
  fi
}

# load WORKLOAD GPU_BLOCKS REQUESTS: what the copied study simulates.
load() {
  sed -i "s|^workloads: .*|workloads: [../workloads/$1.yaml]|" "$study"
  sed -i "s/^  gpu_blocks: .*/  gpu_blocks: $2/" "$model"
  sed -i -e '/^requests:/d' -e "s/^requests_per_s:/requests: $3\n&/" "$place/configs/workloads/$1.yaml"
}

# The page with its numbers measured anew.
renewed() {
  local line measured=no workload blocks requests cell
  while IFS= read -r line; do
    if [[ $line == '<!-- measured: '* ]]; then
      measured=yes
      read -r _ _ workload blocks requests _ <<<"$line"
      load "$workload" "$blocks" "$requests"
      latencies reference >"$place/before"
    elif [[ $measured == yes && $line =~ ^\|\ .*\` ]]; then
      cell=${line#| }
      line=${line% | * | * |}
      latencies "$(profile_of "${cell%% | *}")" >"$place/after"
      line="$line | $(change "$place/before" "$place/after") |"
    elif [[ $line == '## '* ]]; then
      measured=no
    fi
    printf '%s\n' "$line"
  done <"$page"
}

check_switches
renewed >"$place/page.md"
if [[ ${3:-} == --write ]]; then
  cp "$place/page.md" "$page"
else
  diff -u "$page" "$place/page.md"
fi
