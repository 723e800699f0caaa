#!/usr/bin/env bash
# docs/failures.md shows messages as the program gives them, and has a row for each of its exit statuses.
# usage: failures_page.sh SOURCE_FOLDER SERVESWEEP
set -euo pipefail
source_folder=$1
servesweep=$2
page=$source_folder/docs/failures.md

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
ln -s "$source_folder/configs" "$place/configs"
cd "$place"
"$servesweep" run configs/studies/quickstart.yaml -o results/quickstart >out.txt 2>&1

failed=0 shown=0
sed -n '/^```console$/,/^```$/p' "$page" | grep -v '^```' >blocks
while IFS= read -r -u3 command && IFS= read -r -u3 expected; do
  shown=$((shown + 1))
  status=0
  # shellcheck disable=SC2086  # words of a command
  "$servesweep" ${command#\$ servesweep } >out.txt 2>err.txt || status=$?
  if [[ $status != 2 || $(<err.txt) != "$expected" ]]; then
    printf '%s\nends with %s and says\n%s\nthe page says\n%s\n' "$command" "$status" "$(<err.txt)" "$expected"
    failed=1
  fi
done 3<blocks
((shown >= 5)) || failed=1

"$servesweep" --help | sed -n '/^Exit status:/,$s/^  \([0-9]\+\) .*/\1/p' >codes
grep -oE '^\| [0-9]+ \|' "$page" | tr -d '| ' >rows
if ! diff codes rows; then
  printf 'docs/failures.md: its exit codes are not those of servesweep --help\n'
  failed=1
fi
exit "$failed"
