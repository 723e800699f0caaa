#!/usr/bin/env bash
# A reader of docs/readers must find what `servesweep rank` says. Leaves with 77, which skips the test, if its language
# or library is not installed.
# usage: headline.sh PYTHON FOLDER CHECK COMMAND...      CHECK: a command that fails if something is missing
set -euo pipefail
python=$1
folder=$2
check=$3
shift 3
if ! bash -c "$check" >/dev/null 2>&1; then
  echo "skipped: '$check' fails here"
  exit 77
fi
"$@" "$folder/merged.h5" >"$folder/reader-$$.csv"
"$python" "$(dirname "$0")/compare_headline.py" "$folder/rank.csv" "$folder/reader-$$.csv"
