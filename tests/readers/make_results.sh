#!/usr/bin/env bash
# What the tests of readers read: a small study, its ranking and its merged file; a study whose search learns, for the
# index; results in FOLDER.
# usage: make_results.sh SERVESWEEP STUDY.yaml SEARCH.yaml FOLDER
set -euo pipefail
servesweep=$1
rm -rf "$4"
mkdir -p "$4"
"$servesweep" run "$2" -o "$4/out" --threads 2 >"$4/run.txt"
"$servesweep" merge "$4/out" --to "$4/merged.h5"
"$servesweep" rank "$4/out" --format csv >"$4/rank.csv"
"$servesweep" run "$3" -o "$4/search" --threads 2 >"$4/search.txt"
"$servesweep" merge "$4/search" --to "$4/search.h5"
