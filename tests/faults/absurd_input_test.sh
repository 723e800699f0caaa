#!/usr/bin/env bash
# Inputs that are too large, too deep, too many or not what they seem, given to the real program with a gigabyte and a
# half of memory and 20 s of processor time: each is refused with status 2 and one line that says what to do.
set -euo pipefail
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
failed=0

# refused NAME 'EXPECTED PART OF THE MESSAGE' ARGUMENT...
refused() {
  local name=$1 part=$2 code=0 text
  shift 2
  text=$( (ulimit -v 1500000; ulimit -t 20; exec "$program" "$@") 2>&1 >/dev/null) || code=$?
  if ((code != 2)) || [[ $text != *"$part"* ]] || (($(wc -l <<<"$text") > 1)) || ((${#text} > 9000)); then
    printf '%s: status %s, %.300s\n  wanted: %s\n' "$name" "$code" "$text" "$part" >&2
    failed=1
  fi
}

# The study, with the line that begins like $1 replaced by $2.
study() {
  printf '%s\n' "$2" >replacement  # longer than an argument may be
  awk -v from="$1" 'index($0, from) == 1 && !done { while ((getline line <"replacement") > 0) print line; done = 1; next }
    { print }' base.yaml >study.yaml
}

cat >base.yaml <<'STUDY'
study: example
model:
  model: tiny
  hardware: H100
  tensor_parallel: 1
  latency: {kind: linear, alpha: [100, 1, 10], beta: [1000, 10, 1]}
  kv: {block_tokens: 16, gpu_blocks: 500}
cluster: {instances: 2}
workloads:
  - workload: few
    requests_per_s: 100
    requests: 20
    clients:
      - id: all
        arrival: {process: poisson}
        input_tokens: {law: constant, value: 64}
        output_tokens: {law: constant, value: 8}
seeds: [42, 43]
baseline: {strategy: plain, policies: {scheduling: {policy: fcfs}}}
strategies:
  - strategy: tuned
    policies: {scheduling: {policy: $order}}
    parameters:
      order: {values: [fcfs, sjf]}
search: {method: grid}
objectives: [{metric: ttft_p99_ms}]
STUDY
"$program" plan base.yaml >/dev/null  # sound as it is

# replaced 'LINE THAT BEGINS LIKE THIS' 'BY THIS' 'MESSAGE'
replaced() {
  study "$1" "$2"
  refused "${2:0:60}" "$3" plan study.yaml
}
replaced '    requests:' '    requests: 1000000000000000' 'give a number from 0 to 100000000'
replaced '    requests:' '    horizon_us: 1000000000000000' 'a workload holds at most 100000000'
replaced '    requests:' '    requests: 1e300' 'is out of range'
replaced 'cluster:' 'cluster: {instances: 1000000000}' 'write an integer from 1 to 65536'
replaced 'cluster:' 'cluster: {instances: 2, horizon_us: 9223372036854775807}' 'is out of range'
replaced 'cluster:' 'cluster: {instances: -1}' 'is out of range'
replaced 'seeds:' 'seeds: {first: 1, count: 1000000000000}' 'write an integer from 1 to 100000'
replaced '  kv:' '  kv: {block_tokens: 16, gpu_blocks: 1000000000000000000}' 'is out of range'
replaced '  kv:' '  kv: {block_tokens: 2147483647, gpu_blocks: 5}' 'is out of range'
replaced '    requests_per_s:' '    requests_per_s: 1e308' 'lower requests_per_s'
replaced '    requests_per_s:' '    requests_per_s: .nan' 'is not a finite number'
replaced '    requests_per_s:' '    requests_per_s: -5' 'give a number above 0'
replaced '  latency:' '  latency: {kind: linear, alpha: [0, 0, 0], beta: [1e308, 0, 0]}' 'is out of range'
replaced '  latency:' '  latency: {kind: linear, alpha: [0, 0, 0], beta: [0, 0, 0]}' 'a step must take time'
replaced '        input_tokens:' '        input_tokens: {law: constant, value: 1e15}' 'is out of range'
replaced '        arrival:' '        arrival: {process: gamma, cv: 1e300}' 'give a number from 0.01 to 10'
replaced 'study:' 'study: ../../elsewhere' 'cannot be a name'
replaced 'study:' 'study: "\e[2Jx"' 'a control character'
replaced 'study:' 'study: "a\u202eb"' '\u{202e}'

# Lists without end.
hundred=$(seq -s, 100)
grid=$(for i in $(seq 10); do printf '      p%s: {values: [%s]}\n' "$i" "$hundred"; done)
replaced '    parameters:' "    parameters:
$grid" 'the grid has more than 10000000 points'
replaced 'seeds:' "seeds: [$(seq -s, 400000)]" 'at most 100000 are taken'
replaced '      order:' "      order: {values: [$(seq -s, 400000)]}" 'at most 10000 are taken'
awk '/^strategies:/ { print; for (i = 0; i < 40000; ++i) print "  - {strategy: s" i ", policies: {}}"; next } { print }' base.yaml >study.yaml
refused strategies 'at most 10000 are taken' plan study.yaml
awk '/^    parameters:/ { print; for (i = 0; i < 50000; ++i) print "      p" i ": {values: [1]}"; next } { print }' base.yaml >study.yaml
refused parameters 'a strategy takes at most 1000' plan study.yaml

# Bombs.
repeated() { awk -v text="$1" -v times="$2" 'BEGIN { for (i = 0; i < times; ++i) printf "%s", text }'; }
bomb() {
  cat >bomb.yaml
  refused "$1" "$2" plan bomb.yaml
}
repeated '[' 4000000 | bomb brackets 'nested too deeply'
repeated '[a,' 1300000 | bomb 'brackets and words' 'nested too deeply'
repeated '{a: ' 1000000 | bomb braces 'nested too deeply'
repeated '- ' 2000000 | bomb dashes 'nested too deeply'
repeated 'x' 5000000 | bomb 'a large file' 'too large (more than 4 MiB)'
{ printf 'a: &a [x]\n'; for i in $(seq 30); do printf 'b%s: [*a, *a, *a]\n' "$i"; done; } | bomb 'billion laughs' 'an anchor'
{ repeated 'k' 900; printf ': 1\n'; } | bomb 'a long key' 'a key that is too long'
{ printf 'study: "'; repeated 'x' 1000000; printf '"\n'; } | bomb 'a long name' "'model' is missing"
{ printf 'k:\n'; repeated ' - 1
' 700000; } | bomb 'many values' 'more than 500000 values'
head -c 1000000 /dev/zero | bomb zeros 'not UTF-8 text'

# Files that are none.
mkfifo pipe
replaced 'baseline:' 'baseline: pipe' "no file 'pipe'"
replaced 'baseline:' 'baseline: /dev/zero' "no file '/dev/zero'"
for place in pipe /dev/zero; do
  awk -v place="$place" '/^    requests_per_s/ { print "    trace: {format: azure, path: " place "}"; next }
    /^    clients/ { skip = 4 } skip > 0 { --skip; next } /^        output_tokens/ { next } { print }' base.yaml >study.yaml
  refused "trace $place" 'it is no regular file' plan study.yaml
  sed "s|^  tensor_parallel.*|&\n  config: $place|" base.yaml >study.yaml
  refused "config $place" 'it is no regular file' plan study.yaml
done
head -c 3000000 /dev/zero | tr '\0' x >line.csv
awk '/^    requests_per_s/ { print "    trace: {format: azure, path: line.csv}"; next }
  /^    clients/ { skip = 4 } skip > 0 { --skip; next } /^        output_tokens/ { next } { print }' base.yaml >study.yaml
refused 'a long line' 'line too long (more than 1 MiB without a line end)' plan study.yaml
{ printf '{"num_hidden_layers": '; repeated '[' 1000000; } >config.json
sed 's|^  tensor_parallel.*|&\n  config: config.json|' base.yaml >study.yaml
refused 'deep JSON' 'nested too deeply (more than 64 levels)' plan study.yaml
printf '{"num_hidden_layers": 1e999}' >config.json
refused 'a large number' 'a number does not fit' plan study.yaml

# The command line.
refused 'an option' 'unknown option' plan base.yaml $'--\e[31mx'
refused 'a file' '\x1b' plan $'no\e[2Jfile'
exit "$failed"
