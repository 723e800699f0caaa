#!/usr/bin/env bash
# The output that docs/criteria.md shows of its first `criteria` command is what that command prints.
# usage: criteria_page.sh SOURCE_FOLDER SERVESWEEP
set -euo pipefail
cd "$1"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"$2" run configs/studies/quickstart.yaml -o "$place/quickstart" >/dev/null 2>&1
expected=$("$2" criteria "$place/quickstart" large-steps 2>/dev/null)
if [[ $(<docs/criteria.md) != *"$expected"* ]]; then
  printf 'docs/criteria.md does not show the present output:\n%s\n' "$expected"
  exit 1
fi
