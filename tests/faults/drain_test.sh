#!/usr/bin/env bash
# A job stops in time: by signals and before its walltime is over, alone and under the MPI launcher, with a status that
# the launcher hands on; and says so when it cannot get anywhere.
# usage: drain_test.sh SERVESWEEP SOURCE_FOLDER MPIEXEC
set -euo pipefail
servesweep=$1
mpiexec=$3
# shellcheck source=tests/faults/drain_studies.sh
. "$2/tests/faults/drain_studies.sh"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
unset SLURM_JOB_ID SLURM_JOB_END_TIME

fail() {
  printf 'FAILED: %s\n' "$*"
  cat out.txt err.txt 2>/dev/null
  exit 1
}

# run ARGUMENTS: its status in `code`, what it said in out.txt and err.txt.
run() {
  code=0
  "$@" >out.txt 2>err.txt || code=$?
}
expect() { # expect CODE TEXT WHAT
  ((code == $1)) || fail "$3: status $code instead of $1"
  grep -qF -- "$2" out.txt err.txt || fail "$3: does not say '$2'"
}

# Doubles the walltime until the job gets anywhere, however slow the machine is just now.
run_with_growing_walltime() {
  local seconds=1
  run "$@" --walltime ${seconds}s
  while ((code == 1 || code == 2)); do
    grep -qE 'has not finished a single run|is too short to run anything' err.txt || fail "no reason: $*"
    seconds=$((2 * seconds))
    ((seconds < 200)) || fail "gets nowhere: $*"
    run "$@" --walltime ${seconds}s
  done
}

# A job of a second that can finish no run says so: when its time is over, or before, where a busy machine has needed the
# time to plan.
expect_hopeless() { # expect_hopeless WHAT COMMAND...
  local what=$1
  shift
  run "$@" --walltime 1s
  if ((code == 2)); then
    expect 2 "is too short to run anything of this study" "$what"
  else
    expect 1 "has not finished a single run in the 1 s that it had" "$what"
  fi
}

# Starts the program in the background and waits until it is at work.
start() { # start FOLDER COMMAND...
  local folder=$1 before
  shift
  before=$(begun "$folder")
  "$@" >out.txt 2>err.txt &
  pid=$!
  while (($(begun "$folder") == before)); do
    kill -0 $pid || fail "ended early: $*"
    sleep 0.05
  done
}
begun() { { grep -ao '"event":"begin"' "$1/journal.log" 2>/dev/null || true; } | wc -l; }
finish() {
  code=0
  wait "$pid" || code=$?
}

grid_study 50 200 16000 >grid.yaml    # 20,000 runs of some five milliseconds: never done here
long_study 16000000 >long.yaml        # runs of some six seconds
long_study 16000000 both >mixed.yaml  # after some short ones

echo "walltime: stops in time, keeps what is done, goes on from there"
run_with_growing_walltime "$servesweep" run grid.yaml -o grid --threads 2
expect 75 "stopped early: the job's time is nearly over; to continue:" "walltime"
"$servesweep" verify grid >/dev/null || fail "not sound after the walltime"
run_with_growing_walltime "$servesweep" run grid.yaml -o grid --threads 2
expect 75 "nearly over" "the second job"
grep -q ' [1-9][0-9]* already there' out.txt || fail "the second job did not go on from the first"

echo "walltime: a job that can finish no run is an error, and is left in time"
expect_hopeless "runs longer than the job" "$servesweep" run long.yaml -o long --threads 1

echo "walltime: one that cannot hold even planning and closing is refused before anything is run"
grid_study 500 1000 2 >many.yaml # a million runs: closing is told to take half a second at least
run "$servesweep" run many.yaml -o many --walltime 1s
expect 2 "is too short to run anything of this study (to plan its 1001000 runs took" "a million runs in a second"

echo "walltime: no run is started that is known to take too long"
run_with_growing_walltime "$servesweep" run mixed.yaml -o mixed --threads 1
expect 75 "nearly over" "short runs before long ones"

echo "walltime: known from Slurm, by its variable or by squeue"
SLURM_JOB_ID=7 SLURM_JOB_END_TIME=$(($(date +%s) + 1)) run "$servesweep" run long.yaml -o long2
((code == 1 || code == 2)) || fail "SLURM_JOB_END_TIME: status $code"
grep -qE 'not finished a single run|the job.s time: .* is too short' err.txt || fail "SLURM_JOB_END_TIME: no reason"
mkdir bin
printf '#!/bin/sh\n[ "$*" = "-h -j 7 -o %%L" ] && echo 0:01\n' >bin/squeue
chmod +x bin/squeue
SLURM_JOB_ID=7 PATH=$place/bin:$PATH run "$servesweep" run long.yaml -o long3
((code == 1 || code == 2)) || fail "squeue: status $code"
grep -qE 'not finished a single run in the 1 s|time: 1(\.0)? s is too short' err.txt || fail "squeue: no reason"
seeds_study 6 >small.yaml
printf '#!/bin/sh\nexit 1\n' >bin/squeue
SLURM_JOB_ID=7 PATH=$place/bin:$PATH run "$servesweep" run small.yaml -o small
expect 0 "Slurm does not tell when job 7 ends" "a squeue that fails"

echo "signals: each of the four, with the status for 'run it again'"
for signal in USR1 TERM INT HUP; do
  start grid "$servesweep" run grid.yaml -o grid --threads 2
  kill -$signal $pid
  finish
  expect 75 "stopped early as asked; to continue: servesweep run grid.yaml -o grid" "SIG$signal"
done

echo "signals: a hangup means nothing under nohup"
start grid nohup "$servesweep" run grid.yaml -o grid --threads 2
kill -HUP $pid
sleep 0.3
kill -0 $pid || fail "nohup did not help"
kill -TERM $pid
finish
expect 75 "stopped early as asked" "SIGTERM after a hangup under nohup"

echo "signals: the second interrupt ends it at once, and the folder goes on"
start long "$servesweep" run long.yaml -o long --threads 1
kill -INT $pid
sleep 0.2
kill -INT $pid
finish
((code == 130)) || fail "a second interrupt: status $code"
expect_hopeless "after two interrupts" "$servesweep" run long.yaml -o long --threads 1

echo "under the launcher: a signal to it, the walltime, and a job that gets nowhere"
launch=("$mpiexec" -n 2 --oversubscribe "$servesweep" run)
start grid "${launch[@]}" grid.yaml -o grid --threads 1
kill -USR1 $pid
finish
expect 75 "stopped early as asked" "SIGUSR1 to the launcher"
run_with_growing_walltime "${launch[@]}" grid.yaml -o grid --threads 1
expect 75 "stopped early: the job's time is nearly over" "the walltime under the launcher"
expect_hopeless "too long a run under the launcher" "${launch[@]}" long.yaml -o long --threads 1
"$servesweep" verify grid >/dev/null || fail "not sound in the end"

echo "a wrong value is told before anything is done"
run "$servesweep" run small.yaml -o none --walltime 30
expect 2 "--walltime: '30' is not a duration (a number needs its unit)" "a bare number"
run "$servesweep" run small.yaml -o none --walltime -5s
expect 2 "--walltime: '-5s' is no time to run in (it must be more than nothing)" "less than no time"
run "$servesweep" run small.yaml -o none --run-seconds -1
expect 2 "--run-seconds: '-1' is less than nothing" "a run of less than no time"
run "$servesweep" run small.yaml -o none --run-memory 1
expect 2 "--run-memory: '1' is 1 bytes, too little for any run" "a run in one byte"
run "$servesweep" run small.yaml -o none --commit-bytes 64QB
expect 2 "--commit-bytes: '64QB' is not a size" "a strange unit"
run "$servesweep" run small.yaml -o none --commit-seconds 0
expect 2 "--commit-seconds" "no time at all"
[[ ! -e none ]] || fail "a folder was made"
echo "all is well"
