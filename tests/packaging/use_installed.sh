#!/usr/bin/env bash
# Uses an installed program as a stranger would who has neither sources nor build folder: they are hidden, where the
# system lets us mount something over them.
# usage: use_installed.sh PREFIX HIDDEN_FOLDER...
set -euo pipefail
prefix=$1
shift
program=$prefix/bin/servesweep
configs=$prefix/share/servesweep/configs

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# A mount needs a name space of its own, which some containers refuse.
if [[ -z ${SERVESWEEP_HIDDEN:-} ]]; then
  as_root=()
  if ((EUID != 0)); then as_root=(--map-root-user); fi
  if unshare "${as_root[@]}" --mount mount -t tmpfs none "$1" 2>/dev/null; then
    SERVESWEEP_HIDDEN=yes exec unshare "${as_root[@]}" --mount "$BASH" "$0" "$prefix" "$@"
  fi
  printf 'sources stay visible: this system refuses mounts\n'
else
  for folder in "$@"; do
    if [[ -d $folder ]]; then mount -t tmpfs none "$folder"; fi
    if [[ -n $(ls -A "$folder" 2>/dev/null) ]]; then
      printf 'FAILED: %s is not hidden\n' "$folder"
      exit 1
    fi
  done
fi
cd "$place"

# check WHAT COMMAND...: the command must succeed.
check() {
  local what=$1
  shift
  if ! "$@" >out.txt 2>err.txt; then
    printf 'FAILED: %s: %s\n' "$what" "$*"
    cat out.txt err.txt
    exit 1
  fi
}

# says WHAT TEXT: the last command that was checked must have printed the text.
says() {
  if ! grep -qF -- "$2" out.txt; then
    printf 'FAILED: %s: no "%s" in\n' "$1" "$2"
    cat out.txt
    exit 1
  fi
}

check "a shipped study runs" "$program" run "$configs/studies/quickstart.yaml" -o out
check "and is ranked" "$program" rank out
says "with every strategy" large-steps
check "and verified" "$program" verify out
check "a study with recorded traces is planned" "$program" plan "$configs/studies/published-optimisation.yaml"
check "strategies are described" "$program" strategies "$configs/strategies"
check "a job is written" "$program" submit "$configs/studies/quickstart.yaml" -o out --dry-run
says "which starts this program" "$program"
check "the version is told" "$program" version
says "with the place of the configurations" "$configs"
check "the help is printed" "$program" --help
says "with an example that can be copied" "plan $configs/studies/quickstart.yaml"
printf 'an installed program works\n'
