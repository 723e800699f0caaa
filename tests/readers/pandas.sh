#!/usr/bin/env bash
# The pandas reader runs and counts every answered request. Leaves with 77, which skips the test, without pandas.
# usage: pandas.sh PYTHON FOLDER frame.py
set -euo pipefail
if ! "$1" -c "import h5py, pandas" 2>/dev/null; then
  echo "skipped: $1 cannot import h5py and pandas"
  exit 77
fi
"$1" "$3" "$2/merged.h5" | tee "$2/frame.txt"
counted=$(awk 'NR > 1 {sum += $3} END {printf "%d", sum}' "$2/frame.txt")
answered=$("$1" - "$2/merged.h5" <<'END'
import sys

import h5py

with h5py.File(sys.argv[1]) as file:
    ttft, runs = file["requests/ttft_us"][:], file["runs"]
    ranges = zip(runs["request_begin"][:], runs["request_count"][:])
    print(sum(int((ttft[int(begin):int(begin) + int(count)] >= 0).sum()) for begin, count in ranges))
END
)
echo "$counted of $answered answered requests"
[[ $counted == "$answered" ]]
