#!/usr/bin/env bash
# Runs every servesweep command of README.md and docs/*.md, in order, in a copy of the layout they assume.
# usage: run_commands.sh SOURCE_FOLDER SERVESWEEP
set -euo pipefail
source_folder=$1
servesweep=$2

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
mkdir -p build/release
ln -s "$servesweep" build/release/servesweep
cp -r "$source_folder/configs" configs

if ((EUID == 0)); then export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1; fi
export OMPI_MCA_rmaps_base_oversubscribe=1

# Lines of sh blocks, and whole commands between backquotes; the quickstart first, as the others use its results.
commands() {
  sed -n '/^```sh$/,/^```$/p' "$@" | grep -E '^(build/release/servesweep|mpirun) ' || true
  grep -ohE '`build/release/servesweep [^`]+`' "$@" | tr -d '`' || true
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
