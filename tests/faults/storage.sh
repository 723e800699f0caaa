# What the tests of storage share; to be sourced. $1: the program, $2: the project's root, $3: the MPI launcher.
set -euo pipefail
servesweep=$1
project=$2
mpirun=$3
place=$(mktemp -d)
sessions=$(mktemp -d)
trap 'umount "$place"/full 2>/dev/null || true; rm -rf "$place" "$sessions"' EXIT
cd "$place"
if ((EUID == 0)); then export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1; fi
export OMPI_MCA_rmaps_base_oversubscribe=1
export OMPI_MCA_orte_tmpdir_base=$sessions  # whoever is root in a namespace only may not use root's own

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  tail -n 40 out.txt >&2 2>/dev/null || true
  exit 1
}

# A study file: write_study NAME SEEDS [LINE]...
write_study() {
  local name=$1
  cat >"$name.yaml" <<END
study: $name
model: $project/configs/models/llama-3.1-8b-h100-tp2.yaml
cluster: {instances: 4}
workloads: [$project/configs/workloads/orthogonal-burst.yaml]
seeds: {first: 1, count: $2}
baseline: $project/configs/strategies/llm-d-parity.yaml
END
  shift 2
  printf '%s\n' "$@" >>"$name.yaml"
}

# The lines of a small study on a grid with every request table.
grid=(
  "strategies: [$project/configs/strategies/large-steps.yaml]"
  "search: {method: grid}"
  "objectives: [{metric: ttft_p99_ms, goal: minimize}]"
)

# expect STATUS COMMAND...: runs it into out.txt and insists on its exit status.
expect() {
  local wanted=$1 status=0
  shift
  "$@" >out.txt 2>&1 || status=$?
  ((status == wanted)) || fail "status $status instead of $wanted: $*"
}

# says TEXT...: out.txt has each of these texts.
says() {
  # Sentences may be broken anywhere, and lines behind the first be indented.
  local text said
  said=$(tr -s ' \n' ' ' <out.txt)
  for text in "$@"; do [[ $said == *"$text"* ]] || fail "it does not say '$text'"; done
}

# What a folder's results are, request by request, on standard output.
results_of() {
  "$servesweep" export "$1" --csv --to runs.csv >/dev/null
  cat runs.csv
  if ! grep -qF 'keep_requests: none' "$1/resolved.yaml"; then "$servesweep" export "$1" --csv --requests; fi
}

# same_results FOLDER: they are those in reference.csv, to the byte, and verify finds them sound.
same_results() {
  expect 0 "$servesweep" verify "$1"
  results_of "$1" >results.csv
  cmp -s results.csv reference.csv || fail "the results in $1 differ"
}

# flip FILE POSITION: flips one bit of a byte.
flip() {
  local byte
  byte=$(od -An -tu1 -j "$2" -N 1 "$1" | tr -d ' ')
  printf "$(printf '\\%03o' $((byte ^ 4)))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
