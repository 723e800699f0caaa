#!/usr/bin/env bash
# Nothing that is finished is lost, and nothing becomes different: studies are killed at random moments (one rank, the
# launcher, everything), drained in between, and taken up by other numbers of ranks, until they are done; then their
# exports are compared byte by byte with those of undisturbed runs.
# usage: kills_test.sh SERVESWEEP SOURCE_FOLDER MPIEXEC [SEED [KILLS]]; prints its seed, which repeats its choices
set -euo pipefail
servesweep=$1
mpiexec=$3
seed=${4:-$((10#$(date +%N) % 32768))}
wanted_kills=${5:-54}
# shellcheck source=tests/faults/drain_studies.sh
. "$2/tests/faults/drain_studies.sh"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
# The launcher gives ranks a second, twice, before it kills those that are dead already.
export OMPI_MCA_odls_base_sigkill_timeout=0
unset SLURM_JOB_ID
RANDOM=$seed
printf 'seed %s\n' "$seed"

fail() {
  printf 'FAILED (seed %s): %s\n' "$seed" "$*"
  cat attempt.err 2>/dev/null
  exit 1
}

export_of() { # export_of FOLDER PREFIX
  "$servesweep" export "$1" --to "$2.csv"
  "$servesweep" export "$1" --format jsonl --to "$2.jsonl"
  "$servesweep" export "$1" --requests --to "$2.requests"
  "$servesweep" rank "$1" --format json >"$2.rank"
}

# Every row of every shard has a key of its own: nothing was simulated twice but finalists, for their tables.
keys_once() {
  if ! /usr/bin/python3 -c 'import h5py' 2>/dev/null; then
    keys_once_by_export "$1"
    return
  fi
  /usr/bin/python3 - "$1" <<'PY' || fail "$1: runs were simulated twice"
import collections, glob, sys
import h5py
seen = collections.Counter()
for name in sorted(glob.glob(sys.argv[1] + "/shards/*.h5")):
    with h5py.File(name) as shard:
        runs = shard["runs"]
        tables = runs["request_count"][:]
        for key, rows in zip(runs["key"][:], tables):
            if rows == 0 or "search" not in sys.argv[1]:
                seen[key] += 1
twice = [key for key, count in seen.items() if count > 1]
print(f"  {len(seen)} runs, {len(twice)} twice")
sys.exit(1 if twice else 0)
PY
}

# The same without h5py, which takes longer: what the program exports of each shard alone.
keys_once_by_export() {
  local shard keys=0
  printf '  (no h5py: the shards are exported one by one)\n'
  : >keys.txt
  for shard in "$1"/shards/*.h5; do
    rm -rf alone
    mkdir -p alone/shards
    cp "$1/servesweep.json" "$1/resolved.yaml" alone/
    if [[ -e $1/journal.log ]]; then cp "$1/journal.log" alone/; fi
    cp "$shard" alone/shards/
    "$servesweep" export alone 2>/dev/null | grep -E ',(done|failed),' | cut -d, -f2 | sort -u >done.txt || true
    "$servesweep" export alone --requests 2>/dev/null | cut -d, -f2 | sort -u >tables.txt || true
    if [[ $1 == *search* ]]; then comm -23 done.txt tables.txt >>keys.txt; else cat done.txt >>keys.txt; fi
  done
  keys=$(sort -u keys.txt | wc -l)
  printf '  %s runs, %s twice\n' "$keys" $(($(wc -l <keys.txt) - keys))
  ((keys > 0)) || fail "$1: no run was counted"
  (($(wc -l <keys.txt) == keys)) || fail "$1: runs were simulated twice"
  rm -rf alone keys.txt done.txt tables.txt
}

# moment MILLISECONDS: waits for a random part of that.
moment() { sleep "$(printf '0.%03d' $((RANDOM % $1)))"; }
begun() { { grep -ao '"event":"begin"' "$1/journal.log" 2>/dev/null || true; } | wc -l; }

# The processes of the attempt, the launcher last.
members() {
  pgrep -P "$pid" || true
  echo "$pid"
}

# Kills or drains the attempt in one of eight ways.
disturb() {
  local ranks=$1 way=$((RANDOM % 8)) victims
  mapfile -t victims < <(members)
  case $way in
    0 | 1) kill -KILL "${victims[RANDOM % ${#victims[@]}]}" ;; # one rank, or the launcher
    2 | 3) kill -KILL "$pid" ;;                                # the launcher: its ranks are orphans for a while
    4 | 5) kill -KILL "${victims[@]}" ;;                       # the node
    6) kill -USR1 "$pid" ;;
    7) if ((ranks == 0)); then kill -TERM "$pid"; else kill -USR1 "$pid"; fi ;;
  esac 2>/dev/null || return 0 # it was quicker
  if ((way < 6)); then kills=$((kills + 1)); else drains=$((drains + 1)); fi
}

# One attempt on 0 (without the launcher), 1, 2 or 4 ranks; sets `code`.
attempt() { # attempt STUDY FOLDER disturbed|calm
  local ranks before command
  ranks=$((RANDOM % 4 == 3 ? 4 : RANDOM % 3))
  command=("$servesweep" run "$1" -o "$2" --threads $((1 + RANDOM % 2)) --commit-seconds 0.1 --commit-bytes 1MB)
  if ((ranks > 0)); then command=("$mpiexec" -n $ranks --oversubscribe "${command[@]}"); fi
  before=$(begun "$2")
  "${command[@]}" >attempt.out 2>attempt.err &
  pid=$!
  if [[ $3 == disturbed ]]; then
    if ((RANDOM % 5 > 0)); then # else while it starts
      while kill -0 $pid 2>/dev/null && (($(begun "$2") == before)); do sleep 0.02; done
    fi
    moment 400
    disturb $ranks
    # The launcher may hang for ever when its ranks die while it starts them.
    local end=$((SECONDS + 90))
    while kill -0 $pid 2>/dev/null && ((SECONDS < end)); do sleep 0.02; done
    kill -KILL $pid 2>/dev/null || true
  fi
  code=0
  wait $pid 2>/dev/null || code=$?
}

# Statuses of ours that a disturbed attempt may have; the rest are the launcher's and the system's for killed ones.
check_code() {
  # On a busy machine what is left of a killed job may outlive the patience of the next one.
  if ((code == 2)) && grep -q 'is in use by ranks of another servesweep job' attempt.err; then
    in_use=$((in_use + 1)) # it has waited 5 s each time
    ((in_use < 12)) || fail 'ranks of a killed job hold the folder for a minute'
    return
  fi
  in_use=0
  case $code in
    0 | 75) ;;
    1 | 2 | 3 | 4) ! grep -q 'servesweep: error' attempt.err || fail "an attempt ended with status $code" ;;
    *) ((code > 128)) || fail "an attempt ended with status $code" ;;
  esac
}

cycle() { # cycle STUDY
  local study=$1 folder
  folder=$study.$((cycles++))
  code=1
  while ((code != 0)); do
    if ((kills < wanted_kills)); then
      attempt "$study.yaml" "$folder" disturbed
    else
      attempt "$study.yaml" "$folder" calm
    fi
    check_code
  done
  "$servesweep" verify "$folder" >verify.txt || fail "$folder: $(cat verify.txt)"
  export_of "$folder" "$folder"
  for kind in csv jsonl requests rank; do
    cmp "$study.$kind" "$folder.$kind" || fail "$folder: $kind is not that of the undisturbed run"
  done
  printf '%s: the same as undisturbed after %s kills and %s drains in all\n' "$study" $kills $drains
  keys_once "$folder"
  rm -rf "$folder" "$folder".*
}

grid_study 20 100 400 >grid.yaml
search_study '{method: nsga2, points: 100, generation: 20}' 16 >search.yaml
seeds_study 400 >seeds.yaml
for study in grid search seeds; do
  "$servesweep" run $study.yaml -o $study --threads 2 >/dev/null 2>&1 || fail "$study undisturbed"
  export_of $study $study
done
kills=0 in_use=0 drains=0 cycles=0
while ((kills < wanted_kills)); do
  for study in grid search seeds; do
    if ((kills < wanted_kills || cycles < 3)); then cycle $study; fi
  done
done
printf 'all is well after %s kills and %s drains\n' $kills $drains
