#!/usr/bin/env bash
# report_test.sh SERVESWEEP WRITE_SAMPLE_PAGE FOLDER: looks at pages in a browser; screenshots stay in FOLDER.
set -euo pipefail
servesweep=$1 sample=$2 folder=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || {
  echo "skipped: no browser; install Debian's chromium-headless-shell or chromium"
  exit 77
}
rm -rf "$folder"
mkdir -p "$folder"
"$sample" "$folder/sample.html"

# A study and a folder whose names and texts would break out of a page that does not escape them.
out="$folder/a\"b'<img src=x onerror=broken=1>&amp;"
cat >"$folder/study.yaml" <<'YAML'
study: hostile
question: "</script><script>window.broken=1</script><img src='http://198.51.100.1/x' onerror=broken=1> \u202e \u2028"
profile: reference
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
    requests: 40
    clients:
      - id: "<b onfocus=broken=1 autofocus>"
        arrival: {process: poisson}
        input_tokens: {law: constant, value: 64}
        output_tokens: {law: constant, value: 8}
seeds: {first: 1, count: 3}
baseline: {strategy: plain, policies: {scheduling: {policy: fcfs}}}
strategies:
  - strategy: tuned
    policies:
      scheduling: {policy: $order}
    limits: {max_tokens_per_step: $budget}
    parameters:
      order: {values: [fcfs, sjf]}
      budget: {values: [2048, 512, 96]}
search: {method: grid}
objectives:
  - {metric: ttft_p99_ms}
  - {metric: output_tokens_per_s, goal: maximize}
keep_requests: all
YAML
"$servesweep" run "$folder/study.yaml" -o "$out" >/dev/null
"$servesweep" report "$out" --no-simulation
"$servesweep" report "$out" --no-simulation -o "$folder/study.html" >/dev/null
cmp "$out/report.html" "$folder/study.html" || {
  echo "the same report twice differs"
  exit 1
}

# One with several loads, workloads and strategies: many charts of a kind, and objectives to choose between.
cat >"$folder/levels.yaml" <<'YAML'
study: levels
question: Which one holds under load?
model:
  model: tiny
  hardware: H100
  tensor_parallel: 1
  latency: {kind: linear, alpha: [100, 1, 10], beta: [1000, 10, 1]}
  kv: {block_tokens: 16, gpu_blocks: 500}
cluster: {instances: 2}
workloads:
  - workload: steady
    requests_per_s: 100
    requests: 60
    clients:
      - id: all
        arrival: {process: poisson}
        input_tokens: {law: exponential, mean: 64}
        output_tokens: {law: exponential, mean: 8}
  - workload: busy
    requests_per_s: 300
    requests: 60
    clients:
      - id: all
        arrival: {process: gamma, cv: 2}
        input_tokens: {law: exponential, mean: 64}
        output_tokens: {law: exponential, mean: 8}
loads: {factors: [0.5, 2], workloads: [steady]}
seeds: {first: 1, count: 5}
baseline: {strategy: plain, policies: {scheduling: {policy: fcfs}}}
strategies:
  - strategy: tuned
    policies: {scheduling: {policy: sjf}}
    limits: {max_tokens_per_step: $budget, max_running: $running}
    parameters:
      budget: {range: [64, 2048], type: integer, default: 512}
      running: {range: [1, 64], type: integer, default: 16}
  - {strategy: shortest, policies: {scheduling: {policy: sjf}}}
search: {method: sobol, points: 24}
objectives:
  - {metric: ttft_p99_ms}
  - {metric: output_tokens_per_s, goal: maximize}
keep_requests: none
YAML
"$servesweep" run "$folder/levels.yaml" -o "$folder/levels" >/dev/null
"$servesweep" report "$folder/levels" -o "$folder/levels.html"
exec /usr/bin/python3 "$here/page_test.py" "$folder/pictures" "$folder/sample.html" "$folder/study.html" \
  "$folder/levels.html"
