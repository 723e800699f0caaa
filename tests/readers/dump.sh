#!/usr/bin/env bash
# h5dump, the tool that everybody has, shows names and units as they are.
# usage: dump.sh MERGED.h5
set -euo pipefail
if ! command -v h5dump >/dev/null; then
  echo "skipped: h5dump is not installed"
  exit 77
fi
h5dump -d /strategies/name "$1" | grep -F '(0): "plain", "shedding", "small-steps"'
h5dump -a /requests/ttft_us/unit "$1" | grep -F '(0): "us"'
h5dump -A "$1" | grep -F '"completed waiting running rejected dropped unrouted"'
! h5dump -g /runs -g /points -g /slo_classes -g /resolved_study "$1" | grep -F '\000'
