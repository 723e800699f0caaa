#!/usr/bin/env bash
# docs/policies.md must be what `servesweep policies` prints under the page's heading.
# usage: policies_page.sh SOURCE_FOLDER SERVESWEEP; to renew the page: policies_page.sh ... --write
set -euo pipefail
page=$1/docs/policies.md

wanted() {
  cat <<'TEXT'
# Policies

Every policy that a strategy can name, by extension point, with its parameters and their defaults. This page is
printed by the program (`servesweep policies --format markdown`); a test keeps it current.

TEXT
  "$1" policies --format markdown
}

if [[ ${3:-} == --write ]]; then
  wanted "$2" >"$page"
else
  diff -u "$page" <(wanted "$2")
fi
