#!/usr/bin/env bash
# Runs that fail, through the real program: limits of time and memory, the three rules, what they leave behind, alone
# and on two ranks.
# usage: failed_runs_test.sh SERVESWEEP SOURCE_FOLDER MPIEXEC
set -euo pipefail
servesweep=$1
mpiexec=$3

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
export OMPI_MCA_rmaps_base_oversubscribe=1

fail() {
  printf 'FAILED: %s\n' "$1"
  cat out.txt err.txt 2>/dev/null || true
  exit 1
}
# expect CODE COMMAND...: its exit status; what it says is in out.txt and err.txt.
expect() {
  local wanted=$1 code=0
  shift
  "$@" >out.txt 2>err.txt || code=$?
  ((code == wanted)) || fail "exit $code instead of $wanted: $*"
}
says() { grep -qF -- "$2" "$1" || fail "$1 does not say: $2"; }
# A hash of the figures of all runs, whoever ran them in whatever order.
figures() { "$servesweep" export "$1" --csv | grep -v wall_s | sha256sum; }

# A study of workloads that differ in their number of requests: workload NAME REQUESTS
workload() {
  cat <<YAML
  - workload: $1
    requests_per_s: 100
    requests: $2
    clients:
      - id: all
        arrival: {process: poisson}
        input_tokens: {law: uniform, min: 32, max: 96}
        output_tokens: {law: constant, value: 8}
YAML
}
study() {
  cat <<YAML
study: failing
question: what becomes of runs that take too long or too much
model:
  model: tiny
  hardware: H100
  tensor_parallel: 1
  latency: {kind: linear, alpha: [100, 1, 10], beta: [1000, 10, 1]}
  kv: {block_tokens: 16, gpu_blocks: 500}
cluster: {instances: 2}
workloads:
$(workload small 50)
$1
seeds: [1, 2]
baseline: {strategy: plain, policies: {scheduling: {policy: fcfs}}}
strategies:
  - {strategy: shortest, policies: {scheduling: {policy: sjf}}}
search: {method: grid}
objectives: [{metric: ttft_p99_ms}]
keep_requests: none
YAML
}
study '' >small.yaml
study "$(workload huge 1000000)" >study.yaml  # a second or more for each of these simulations

# abort: the job ends with the run's name and what to do; the failure is on record, and tried again.
expect 1 "$servesweep" run study.yaml -o abort --run-seconds 0.05
says err.txt '| huge | seed'
says err.txt 'failed (time: not done after 0.05 s (--run-seconds))'
says err.txt 'servesweep simulate study.yaml --strategy'
says err.txt '--on-failure continue'
expect 0 "$servesweep" verify abort
expect 0 "$servesweep" status abort
says out.txt ' time'
expect 1 "$servesweep" run study.yaml -o abort --run-seconds 0.05 --on-failure abort

# continue: everything else is done, which is exit 5, and nothing is run twice.
expect 5 "$servesweep" run study.yaml -o go-on --run-memory 1M --on-failure continue
says out.txt '4 failed:'
says out.txt '4 memory, such as'
says out.txt 'wanted more than 1 MiB (--run-memory)'
expect 5 "$servesweep" run study.yaml -o go-on --run-memory 1M --on-failure continue
says out.txt '0 runs simulated'
expect 0 "$servesweep" status go-on --format json
says out.txt '"failed":4'
says out.txt '"kind":"memory","count":4'
expect 0 "$servesweep" rank go-on
says out.txt 'Incomplete: 4 of 4 runs failed.'  # of that workload
says out.txt 'Runs failed of'

# The same on two ranks gives the same figures.
expect 5 "$mpiexec" -n 2 "$servesweep" run study.yaml -o ranks --run-memory 1M --on-failure continue
[[ $(figures ranks) == "$(figures go-on)" ]] || fail 'two ranks give other figures'
expect 1 "$mpiexec" -n 2 "$servesweep" run study.yaml -o ranks-abort --run-seconds 0.05
says err.txt 'failed (time: '
expect 0 "$servesweep" verify ranks-abort

# retry, with room enough: what had failed is run, and then it is as if it had not.
expect 0 "$servesweep" run study.yaml -o go-on --on-failure retry
expect 0 "$servesweep" run study.yaml -o whole
[[ $(figures go-on) == "$(figures whole)" ]] || fail 'after a retry the figures differ'
expect 0 "$servesweep" verify go-on
expect 0 "$servesweep" status go-on
says out.txt ' 0 failed'

# Where nothing fails, limits change nothing; bad ones are refused before anything is written.
expect 0 "$servesweep" run small.yaml -o free --run-seconds 0 --run-memory 0
expect 0 "$servesweep" run small.yaml -o limited
[[ $(figures free) == "$(figures limited)" ]] || fail 'limits change figures'
expect 2 "$servesweep" run small.yaml -o bad --run-memory 5X
expect 2 "$servesweep" run small.yaml -o bad --retries 3
[[ ! -e bad ]] || fail 'a bad option left a folder behind'
printf 'failed runs: fine\n'
