#!/usr/bin/env bash
# Studies on a real Slurm: a throw-away cluster of three nodes (cluster.sh), driven by `servesweep submit` alone. Whatever
# befalls the job, the results must be those of an undisturbed run on this machine, byte for byte.
# usage: end_to_end_test.sh SERVESWEEP all|as-nobody     (77: skipped, as Slurm is not installed, or does not start here)
set -euo pipefail
servesweep=$(realpath "$1")
mode=$2
here=$(dirname "$(realpath "$0")")
. "$here/cluster.sh"

missing=$(cluster_missing)
if [[ -n $missing ]]; then
  printf 'skipped: not installed: %s(apt-get install slurmctld slurmd slurm-client munge)\n' "$missing"
  exit 77
fi
if [[ $mode == as-nobody ]]; then
  if ((EUID != 0)); then
    echo 'skipped: only root can become nobody, and this user runs the other test'
    exit 77
  fi
  # nobody may not look into the folder that this was built in
  stage=$(mktemp -d "${TMPDIR:-/tmp}/servesweep-nobody.XXXXXX")
  trap 'rm -rf "$stage"' EXIT
  cp "$servesweep" "$here"/*.sh "$stage"
  mkdir "$stage/home"
  chmod -R a+rX "$stage"
  chown nobody "$stage/home"
  cd "$stage/home"
  env -u TMPDIR HOME="$stage/home" USER=nobody LOGNAME=nobody setpriv --reuid nobody --regid nogroup --clear-groups \
    bash "$stage/end_to_end_test.sh" "$stage/servesweep" short
  exit
fi

folder=$(mktemp -d /tmp/servesweep-slurm.XXXXXX) # a short path: it holds sockets
cluster_daemons=()
finish() {
  local status=$?
  trap - EXIT TERM
  cluster_stop
  if ((status != 0)); then tail -n 20 "$folder"/slurm*.log "$folder"/*/logs/*.out 2>/dev/null || true; fi
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT
trap 'exit 1' TERM INT

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  squeue --states=all --format='%i %T %r' >&2 || true
  exit 1
}

cd "$folder"
mkdir 'a study' # a name that would not survive a careless script
cat >'a study/study.yaml' <<'YAML'
study: cluster
model:
  model: tiny
  hardware: H100
  tensor_parallel: 1
  latency: {kind: linear, alpha: [100, 1, 10], beta: [1000, 10, 1]}
  kv: {block_tokens: 16, gpu_blocks: 500}
cluster: {instances: 2}
workloads:
  - workload: many
    requests_per_s: 100
    requests: 10000
    clients:
      - id: all
        arrival: {process: poisson}
        input_tokens: {law: constant, value: 64}
        output_tokens: {law: constant, value: 8}
seeds: {first: 1, count: 500}
baseline: {strategy: plain, policies: {scheduling: {policy: fcfs}}}
strategies:
  - strategy: tuned
    policies: {scheduling: {policy: $order}}
    limits: {max_tokens_per_step: $budget}
    parameters: {order: {values: [sjf, fcfs]}, budget: {values: [2048, 512]}}
objectives: [{metric: ttft_p99_ms}]
keep_requests: none
YAML
# Long enough that its jobs can be disturbed; a small one where nobody wants to.
study='a study/study.yaml' short_study='a study/short.yaml'
sed 's/count: 500/count: 50/' "$study" >"$short_study"

run_here() { # STUDY PREFIX
  "$servesweep" run "$1" -o "$2" --threads 1 >"$2.txt"
  "$servesweep" export "$2" --csv --to "$2.csv"
}
run_here "$short_study" short
reference=local.csv
# The long one grows with the machine and the engine: its jobs are to be met at work.
if [[ $mode != short ]]; then
  local_seconds=0
  for ((seeds = 500; local_seconds < 5; seeds *= 2)); do
    rm -rf local
    sed -i "s/count: [0-9]*/count: $seeds/" "$study"
    started=$SECONDS
    run_here "$study" local
    local_seconds=$((SECONDS - started))
  done
fi

if ! cluster_start "$folder"; then
  echo 'skipped: Slurm does not come up on this machine; what its daemons said last:'
  tail -n 5 "$folder"/*.log 2>/dev/null || true
  exit 77
fi

# submit OUT OPTION...: sets `job`, the id of the job, and `last`, that of the job which closes an array
submit() {
  local out=$1
  shift
  "$servesweep" submit "$study" -o "$out" --time 30m "$@" >submitted.txt
  job=$(sed -n '1s/^submitted job \([0-9]*\): .*/\1/p' submitted.txt)
  last=$(sed -n 's/^submitted job \([0-9]*\): closes .*/\1/p' submitted.txt)
  [[ -n $job ]] || fail "no job id in: $(cat submitted.txt)"
}

job_field() { # ID FIELD
  scontrol --oneliner show job "$1" | grep -oE "(^| )$2=[^ ]*" | cut -d= -f2 | sort -u | tr '\n' ' '
}
job_is() { [[ $(job_field "$1" JobState) == "$2 " ]]; }
await_state() { # ID STATE
  wait_until job_is "$1" "$2" || fail "job $1 is $(job_field "$1" JobState)instead of $2"
}
restarted() { (($(job_field "$1" Restarts) >= 1)); }
restarted_or_over() { restarted "$1" || job_is "$1" COMPLETED; }
working() { [[ -s $1/servesweep.json ]] || job_is "$job" COMPLETED || job_is "$job" FAILED; }
# Until the job is in the middle of its runs: then it can be disturbed.
await_work() {
  wait_until working "$1" || fail "$1 is still empty"
  sleep 0.5
}
is_running() { [[ $(job_field "$job" JobState) == *RUNNING* ]]; }

# disturb OUT DEED OPTION...: submits a job that is to start again after a deed. It may be over too soon, when the machine
# has been quick and the deed slow: once more then.
disturb() {
  local out=$1 deed=$2 try
  shift 2
  for try in 1 2 3; do
    rm -rf "${out:?}"
    submit "$out" "$@"
    await_work "$out"
    if is_running; then "$deed"; fi
    wait_until restarted_or_over "$job" || fail "job $job was not started again (try $try)"
    if restarted "$job"; then return; fi
  done
  fail "job $job was over before it could be disturbed, as those before it"
}

# The results are those of the local run.
check() { # OUT
  "$servesweep" export "$1" --csv --to "$1.csv"
  cmp "$1.csv" "$reference" || fail "$1 has other numbers than a local run"
  "$servesweep" verify "$1" >/dev/null || fail "$1 is damaged"
}
said() { # OUT TEXT: in the output of some job
  grep -qF -- "$2" "$1"/logs/slurm-*.out || fail "no job of $1 says '$2'"
}
passed() {
  rm -rf "${1:?}"
  printf '%4s s  %s\n' "$SECONDS" "$2"
}

mpi_job() { # LAUNCHER TASKS_PER_NODE
  local out="mpi $1" study=$short_study reference=short.csv
  submit "$out" --nodes 3 --ntasks-per-node "$2" --launcher "$1"
  await_state "$job" COMPLETED
  said "$out" "on $((3 * $2)) ranks"
  check "$out"
  passed "$out" "one MPI job over 3 nodes by $1"
}

# USR1 to the batch shell, as Slurm sends it when the time is nearly over.
signal_job() { scancel --batch --signal=USR1 "$job"; }
drain_and_requeue() {
  disturb drain signal_job --nodes 2 --requeue --launcher "$1"
  await_state "$job" COMPLETED
  said drain 'back into the queue (1 of at most 10 times)'
  check drain
  passed drain "drained by USR1 and started again until complete, by $1"
}

is_over() { job_is "$1" COMPLETED || job_is "$1" FAILED; }
is_at_rest() { is_over "$1" || job_is "$1" CANCELLED; }
# By its own clock, half the time that it took here by itself, so that it must start again. Once more with less if the
# machine has become less busy since, and with more if it is so busy that no time is left to plan and close.
walltime_and_requeue() {
  local seconds=$((local_seconds / 2 > 2 ? local_seconds / 2 : 2)) try
  for try in 1 2 3 4 5; do
    rm -rf wall
    submit wall --requeue --max-requeues 50 --walltime "${seconds}s" --commit-seconds 1
    wait_until is_over "$job" || fail "job $job does not end (try $try)"
    if job_is "$job" FAILED && grep -q 'error: --walltime' wall/logs/slurm-*.out; then
      seconds=$((2 * seconds))
    elif restarted "$job"; then
      break
    else
      seconds=$((seconds > 6 ? seconds / 3 : 2))
    fi
  done
  await_state "$job" COMPLETED
  restarted "$job" || fail "job $job needed no second start in $seconds s"
  said wall "the job's time is nearly over"
  check wall
  passed wall 'out of time by its own clock, and started again until complete'
}

# One element is cancelled on the way; the others and the closing job do its work.
array_and_close() {
  submit array --array 3 --lease-seconds 8
  await_work array
  scancel "${job}_2" || true # it may be over
  await_state "$last" COMPLETED
  [[ $(job_field "$job" JobState) != *FAILED* ]] || fail "an element of $job has failed"
  check array
  passed array 'an array of three, one of them cancelled, and the job that closes it'
}

fail_node() { scontrol update nodename=n2 state=down reason=test; }
node_failure() {
  disturb node fail_node --nodes 3 --launcher srun
  scontrol update nodename=n2 state=resume 2>/dev/null || true # it may have come back by itself
  await_state "$job" COMPLETED
  check node
  passed node 'a node failed, and Slurm started the job again'
}

# Cancels a job at work; another one if it was over too soon.
cancel_one() {
  local try
  for try in 1 2 3; do
    rm -rf cancel
    submit cancel --nodes 2 --launcher mpirun
    await_work cancel
    scancel "$job" || true
    wait_until is_at_rest "$job" || fail "job $job neither ends nor is cancelled (try $try)"
    if job_is "$job" CANCELLED; then return; fi
  done
  fail "job $job was over before it could be cancelled, as those before it"
}
cancel_and_resume() {
  cancel_one
  wait_until no_job_runs
  submit cancel --nodes 3 --launcher srun
  await_state "$job" COMPLETED
  said cancel ' already there'
  if grep -qF ' 0 runs simulated' "cancel/logs/slurm-$job.out"; then fail 'the second job had nothing to do'; fi
  check cancel
  passed cancel 'cancelled, submitted again on more nodes'
}

mpi_job mpirun 1
if [[ $mode == short ]]; then exit; fi
mpi_job srun 2
drain_and_requeue mpirun
drain_and_requeue srun
walltime_and_requeue
array_and_close
node_failure
cancel_and_resume
