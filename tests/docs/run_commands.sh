#!/usr/bin/env bash
# Runs every command of README.md and docs/*.md that uses servesweep, servesweep_benchmark or what they left behind, in
# order, in a copy of the layout they assume; benchmarks in their smallest form, as nothing here is timed.
# usage: run_commands.sh SOURCE_FOLDER SERVESWEEP SERVESWEEP_BENCHMARK
set -euo pipefail
source_folder=$1
servesweep=$2
benchmark=$3

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
mkdir -p build/release
ln -s "$servesweep" build/release/servesweep
printf '#!/bin/sh\nexec "%s" "$@" --smoke\n' "$benchmark" >build/release/servesweep_benchmark
chmod +x build/release/servesweep_benchmark
cp -r "$source_folder/configs" configs
echo '{"timestamp": 0, "input_length": 600, "output_length": 5, "hash_ids": [0, 1]}' >conversation_trace.jsonl

if ((EUID == 0)); then export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1; fi
export OMPI_MCA_rmaps_base_oversubscribe=1

# Files of the reader's own.
for page in "$source_folder"/docs/*.md; do
  awk -v PLACE="$place" -f "$source_folder/tests/docs/own_files.awk" "$page"
done

# Lines of sh blocks, and whole commands between backquotes; the quickstart first, as the others use its results.
# What installs, builds and tests is run by other tests, and so are the discoveries (discovery_page.py); a line of any
# other kind is one that nobody would run.
commands() {
  local others='^(```|$|\./bootstrap\.sh |cmake |cpack |apt-get |sudo |apptainer |spack |tests/|SERVESWEEP_'
  others+='|build/release/servesweep (findings --discovery|robustness configs/robustness/))'
  sed -n '/^```sh$/,/^```$/p' "$@" | grep -vE "$others" || true
  grep -ohE '`build/release/servesweep(_benchmark)? [^`]+`' "$@" | tr -d '`' || true
}
mapfile -t lines < <(
  commands "$source_folder/docs/quickstart.md"
  commands "$source_folder/README.md" "$source_folder"/docs/*.md
)

ran=0
for line in "${lines[@]}"; do
  if ! bash -c "$line" >out.txt 2>&1; then
    printf 'FAILED: %s\n' "$line"
    cat out.txt
    exit 1
  fi
  ran=$((ran + 1))
done
printf '%s commands ran\n' "$ran"
((ran >= 10))
