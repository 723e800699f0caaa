#!/usr/bin/env bash
# Runs a study that makes claims, in a folder of its own, and demands that every claim is held.
# usage: claims_hold.sh STUDY SERVESWEEP
set -euo pipefail
study=$1
servesweep=$2

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"$servesweep" run "$study" -o "$place/out"
"$servesweep" claims "$place/out"
