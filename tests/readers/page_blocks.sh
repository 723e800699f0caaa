#!/usr/bin/env bash
# The Python blocks of docs/read-results.md run, on a folder of the tests, and print a figure with its unit.
# usage: page_blocks.sh PYTHON PAGE.md FOLDER
set -euo pipefail
if ! "$1" -c "import h5py" 2>/dev/null; then
  echo "skipped: $1 cannot import h5py"
  exit 77
fi
code=$(sed -n '/^```python$/,/^```$/p' "$2" | grep -v '^```')
[[ $code == *results/quickstart* ]]
"$1" -c "${code//results\/quickstart/$3}" | tee /dev/stderr | grep -E '^[0-9.]+ ms$'
