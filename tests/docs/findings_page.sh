#!/usr/bin/env bash
# Below its marker line, docs/findings.md must be what the program prints of configs/studies/findings.
# usage: findings_page.sh SOURCE_FOLDER SERVESWEEP; to renew the page: findings_page.sh ... --write
set -euo pipefail
page=$1/docs/findings.md
servesweep=$2
marker='<!-- generated below -->'

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# Status 4 means that a claim is not held, which the page is to say.
verdicts() {
  local status=0
  "$servesweep" findings "$1/configs/studies/findings" -o "$place/out" --format markdown || status=$?
  if ((status != 0 && status != 4)); then
    printf 'findings ended with status %s\n' "$status" >&2
    return 1
  fi
}

if [[ $(grep -cxF -- "$marker" "$page") != 1 ]]; then
  printf 'docs/findings.md: has not one line %s\n' "$marker"
  exit 1
fi
{
  sed "/^$marker\$/q" "$page"
  printf '\n'
  verdicts "$1"
} >"$place/page.md"
if [[ ${3:-} == --write ]]; then
  cp "$place/page.md" "$page"
else
  diff -u "$page" "$place/page.md"
fi
