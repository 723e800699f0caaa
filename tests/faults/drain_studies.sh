# Studies for scripts that stop and kill: functions that print one. Included, not run.

# study_head NAME: all but workloads, seeds, strategies and search. A run takes some 0.4 microseconds per request.
study_head() {
  cat <<YAML
study: $1
question: what is left of it when it is stopped?
profile: reference
model:
  model: tiny
  hardware: H100
  tensor_parallel: 1
  latency: {kind: linear, alpha: [100, 1, 10], beta: [1000, 10, 1]}
  kv: {block_tokens: 16, gpu_blocks: 500}
cluster: {instances: 2}
objectives:
  - {metric: ttft_p99_ms}
  - {metric: output_tokens_per_s, goal: maximize}
baseline: {strategy: plain, policies: {scheduling: {policy: fcfs}}}
YAML
}

# workload NAME REQUESTS RATE
workload() {
  cat <<YAML
  - workload: $1
    requests_per_s: $3
    requests: $2
    clients:
      - id: all
        arrival: {process: poisson}
        input_tokens: {law: exponential, mean: 300}
        output_tokens: {law: constant, value: 8}
YAML
}

tuned_strategy() {
  cat <<YAML
strategies:
  - strategy: tuned
    policies:
      scheduling: {policy: \$order}
    limits: {max_tokens_per_step: \$budget}
    parameters:
      order: {values: [fcfs, sjf]}
      budget: $1
YAML
}

# A grid of twice POINTS points, as there is another parameter, on SEEDS seeds, with REQUESTS requests each.
grid_study() {
  study_head grid
  printf 'workloads:\n'
  workload burst "$3" 4000
  printf 'seeds: {first: 42, count: %s}\n' "$2"
  tuned_strategy "{values: [$(seq -s, 256 64 $((192 + 64 * $1)))]}"
  printf 'search: {method: grid}\nkeep_requests: {sample: 10}\n'
}

# A search that learns, METHOD with its options.
search_study() {
  study_head search
  printf 'workloads:\n'
  workload burst 400 4000
  printf 'seeds: {first: 42, count: %s}\n' "$2"
  tuned_strategy '{range: [64, 4096], default: 512, type: integer, scale: log}'
  printf 'search: %s\nkeep_requests: finalists\n' "$1"
}

# Seeds by need.
seeds_study() {
  study_head seeds
  printf 'workloads:\n'
  workload burst 200 4000
  printf 'seeds: {first: 42, min: 5, max: %s, half_width: 1%%}\n' "$1"
  tuned_strategy '{values: [512, 1024, 2048]}'
  printf 'search: {method: grid}\nkeep_requests: {sample: 10}\n'
}

# Six runs of REQUESTS requests each, after six short ones if a second argument is given.
long_study() {
  study_head long
  printf 'workloads:\n'
  if (($# > 1)); then workload short 1000 100; fi
  workload long "$1" 100
  printf 'seeds: {first: 42, count: 3}\n'
  printf 'strategies:\n  - strategy: tuned\n    policies: {scheduling: {policy: sjf}}\n    parameters: {}\n'
  printf 'search: {method: defaults}\nkeep_requests: none\n'
}
