#!/usr/bin/env bash
# The output that docs/saturation.md shows of its first command is what that command prints.
# usage: saturation_page.sh SOURCE_FOLDER SERVESWEEP
set -euo pipefail
cd "$1"
expected=$("$2" saturate configs/studies/load-levels.yaml)
if [[ $(<docs/saturation.md) != *"$expected"* ]]; then
  printf 'docs/saturation.md does not show the present output:\n%s\n' "$expected"
  exit 1
fi
