#!/usr/bin/env bash
# Several members work on one folder and some of them die: the study is finished all the same, by those who are left or
# by a second wave, with the numbers of an undisturbed run.
# usage: shared_test.sh SERVESWEEP PROJECT [MPIEXEC]
set -euo pipefail
servesweep=$1
project=$2
mpiexec=${3:-}

place=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$place"
}
trap finish EXIT
cd "$place"

fail() {
  printf 'FAILED: %s\n' "$*"
  tail -n 5 ./*.log 2>/dev/null || true
  exit 1
}

# Some six seconds of one core in all, in 480 simulations: nobody can be done before it is disturbed.
cat >study.yaml <<YAML
study: shared
question: does it matter who computes it
profile: reference
model:
  model: tiny
  hardware: H100
  tensor_parallel: 1
  latency: {kind: linear, alpha: [100, 1, 10], beta: [1000, 10, 1]}
  kv: {block_tokens: 16, gpu_blocks: 4000}
cluster: {instances: 2}
workloads:
  - workload: many
    requests_per_s: 200
    requests: 32000
    clients:
      - id: all
        arrival: {process: poisson}
        input_tokens: {law: constant, value: 64}
        output_tokens: {law: constant, value: 40}
seeds: {first: 1, count: 120}
baseline: {strategy: plain, policies: {scheduling: {policy: fcfs}}}
strategies:
  - strategy: tuned
    policies:
      scheduling: {policy: \$order}
    limits: {max_tokens_per_step: \$budget}
    parameters:
      order: {values: [fcfs, sjf]}
      budget: {values: [2048, 512]}
search: {method: grid}
objectives:
  - {metric: ttft_p99_ms}
keep_requests: none
YAML

export_to() {
  "$servesweep" export "$1" --csv >"$2" 2>/dev/null || fail "export $1"
}

# wait_until SECONDS WHAT COMMAND...: generous, as the machine may be busy.
wait_until() {
  local seconds=$1 what=$2
  shift 2
  for ((i = 0; i < seconds * 20; i++)); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.05
  done
  fail "timed out waiting for $what"
}

member() {
  local name=$1
  shift
  "$@" "$servesweep" run study.yaml -o out --threads 1 --shared --lease-seconds 4 >"$name.log" 2>&1 &
  pids+=($!)
  last=$!
}

# reap PID: its exit status is in $code.
reap() {
  code=0
  wait "$1" || code=$?
}

has_leases() { compgen -G 'out/leases/chunk-*.lease-*'; }
has_member() { grep -ls "\"pid\": $1," out/members/member-*.json; }

"$servesweep" run study.yaml -o reference --threads 2 >reference.log 2>&1 || fail "the undisturbed run"
export_to reference reference.csv

# Four in the same instant. One is killed, one is paused for longer than its leases last.
for name in a b c d; do member "$name"; eval "$name=$last"; done
for pid in "$a" "$b" "$c" "$d"; do wait_until 60 "a member" has_member "$pid"; done
wait_until 60 "leases" has_leases
kill -STOP "$b"
kill -KILL "$a"

# Neither an ordinary run nor another study gets in between.
code=0
"$servesweep" run study.yaml -o out >refused.log 2>&1 || code=$?
((code == 2)) || fail "an ordinary run among members left with $code"
grep -q 'add --shared to join them' refused.log || fail "the refusal does not say what to do"

codes=""
for pid in "$c" "$d"; do reap "$pid" && codes+=" $code"; done
kill -CONT "$b"
reap "$b" && codes+=" $code"
reap "$a"
((code == 137)) || fail "a was not killed"
for code in $codes; do
  [[ $code == 0 || $code == 75 ]] || fail "members left with $codes"
done
[[ "$codes " == *" 0 "* ]] || fail "nobody finished the study: $codes"
export_to out out.csv
cmp reference.csv out.csv || fail "other numbers after a kill and a pause"
"$servesweep" verify out >verify.log 2>&1 || fail "verify: $(cat verify.log)"

# An ordinary run holds the folder: a member waits, and then refuses.
rm -rf out
"$servesweep" run study.yaml -o out --threads 1 >ordinary.log 2>&1 &
ordinary=$!
pids+=("$ordinary")
wait_until 60 "the ordinary run" test -e out/journal.log
kill -STOP "$ordinary"
member late
reap "$last"
((code == 2)) || fail "a member went along with an ordinary run"
grep -q 'that one does not share it' late.log || fail "the refusal of a member does not say why"
kill -KILL "$ordinary"
wait "$ordinary" || true

# All members of a first wave die; a second one, partly under MPI, goes on at once.
member first
wait_until 60 "leases" has_leases
kill -KILL "$last"
wait "$last" || true
launcher=()
if [[ -n $mpiexec ]]; then launcher=("$mpiexec" --oversubscribe -n 2); fi
member e "${launcher[@]}"
e=$last
member f
f=$last
wait_until 60 "a member" has_member "$f"
kill -USR1 "$f"
codes=""
for pid in "$e" "$f"; do reap "$pid" && codes+=" $code"; done
if [[ "$codes " != *" 0 "* ]]; then  # f gave its chunks back when e had left
  [[ $codes == " 75 75" ]] || fail "the second wave left with $codes"
  "$servesweep" run study.yaml -o out >last.log 2>&1 || fail "the last run"
fi
export_to out out.csv
cmp reference.csv out.csv || fail "other numbers after two waves"
"$servesweep" verify out >verify.log 2>&1 || fail "verify: $(cat verify.log)"
"$servesweep" status out >status.log 2>&1 || fail "status"
grep -q '480 of 480 done' status.log || fail "status: $(cat status.log)"
compgen -G 'out/members/*.partial' >/dev/null && fail "half-written files are left"
echo "members may die"
