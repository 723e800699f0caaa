#!/usr/bin/env bash
# A whole folder that an older version wrote is still read, byte by byte.
# usage: old_folder.sh SERVESWEEP FOLDER.tar.gz
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
tar -xzf "$2" -C "$place"
"$1" verify "$place"/folder-* | grep -F "sound; 10 of 10 planned runs are there (0 failed), with 160 request rows in 1 shard"
