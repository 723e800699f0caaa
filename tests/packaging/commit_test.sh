#!/usr/bin/env bash
# The commit that a program tells is that of its own checkout, or unknown; and what has not changed is not written.
# usage: commit_test.sh SOURCE_COMMIT_CMAKE
set -euo pipefail
script=$1
if ! command -v git >/dev/null; then
  printf 'git is not installed: commits are unknown, and this is not tested\n'
  exit 0
fi
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export HOME=$place GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b.invalid GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b.invalid

# told FOLDER [OPTION]: the commit and whether it is modified, as the header says.
told() {
  cmake "-DSOURCE=$1" "-DTO=$place/header.h" "-DCOMMIT=${2:-}" -P "$script"
  sed -n 's/.*= "\{0,1\}\([a-z0-9]*\)"\{0,1\};/\1/p' "$place/header.h" | paste -sd' '
}

# check WHAT EXPECTED FOUND
check() {
  if [[ $2 != "$3" ]]; then
    printf 'FAILED: %s: expected %s, found %s\n' "$1" "$2" "$3"
    exit 1
  fi
}

git init -q "$place/checkout"
echo one >"$place/checkout/file"
mkdir "$place/checkout/tarball"
git -C "$place/checkout" add file
git -C "$place/checkout" commit -qm first
head=$(git -C "$place/checkout" rev-parse HEAD)
check "a clean checkout" "$head false" "$(told "$place/checkout")"
touch -d 2000-01-01 "$place/header.h"
before=$(stat -c %Y "$place/header.h")
check "told again" "$head false" "$(told "$place/checkout")"
check "the header is left alone" "$before" "$(stat -c %Y "$place/header.h")"
echo two >"$place/checkout/file"
check "a changed checkout" "$head true" "$(told "$place/checkout")"
check "a tarball inside another project" "unknown false" "$(told "$place/checkout/tarball")"
check "a packager knows better" "abc123 false" "$(told "$place/checkout/tarball" abc123)"
printf 'commits are told\n'
