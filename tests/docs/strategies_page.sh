#!/usr/bin/env bash
# Below its marker line, docs/strategies.md must be what the program prints of each strategy in configs/strategies, and
# of the claims of configs/studies/claims/STRATEGY.yaml and STRATEGY.*.yaml, if there are such studies; and of
# configs/studies/field.yaml, which runs all of them side by side.
# usage: strategies_page.sh SOURCE_FOLDER SERVESWEEP; to renew the page: strategies_page.sh ... --write
set -euo pipefail
source_folder=$1
servesweep=$2
page=$source_folder/docs/strategies.md
marker='<!-- generated below -->'

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
kinds=(baseline portfolio joint bound other)
declare -A headings=([baseline]=Baselines [portfolio]='One mechanism each' [joint]='Mechanisms that act together'
  [bound]='Bounds that nobody can build' [other]='Other strategies')

# The kind that a strategy file states, or other.
kind_of() {
  local kind
  kind=$(sed -n 's/^kind: *\([a-z]*\).*/\1/p' "$1")
  printf '%s' "${kind:-other}"
}

# What the program says of a strategy.
section() {
  "$servesweep" strategies "$1" --format markdown
}

# The judged claims of a study.
claims() {
  local name out
  name=$(basename "$1" .yaml)
  out=$place/$name
  "$servesweep" run "$1" -o "$out" >"$out.log"
  if ! "$servesweep" claims "$out" >"$out.claims"; then
    printf '%s: a claim is not held\n' "$1" >&2
    cat "$out.claims" >&2
  fi
  printf 'Claims of [`configs/studies/claims/%s.yaml`](../configs/studies/claims/%s.yaml):\n\n' "$name" "$name"
  "$servesweep" claims "$out" --format markdown
  printf '\n'
}

# The sections of one kind, by name.
sections_of() {
  local kind=$1 file study first=yes
  for file in "$source_folder"/configs/strategies/*.yaml; do
    if [[ $(kind_of "$file") != "$kind" ]]; then continue; fi
    if [[ $first == yes ]]; then printf '## %s\n\n' "${headings[$kind]}"; fi
    first=no
    section "$file"
    for study in "$source_folder/configs/studies/claims/$(basename "$file" .yaml)"{,.*}.yaml; do
      if [[ -f $study ]]; then claims "$study"; fi
    done
  done
}

# Links to the strategies of one kind that name an opportunity.
linked() {
  local kind=$1 opportunity=$2 file name links=()
  for file in "$source_folder"/configs/strategies/*.yaml; do
    if [[ $(kind_of "$file") != "$kind" ]]; then continue; fi
    if ! grep -q "^opportunities:.*[[ ]$opportunity[],]" "$file"; then continue; fi
    name=$(basename "$file" .yaml)
    links+=("[$name](#$name)")
  done
  local IFS=,
  printf '%s' "${links[*]}" | sed 's/,/, /g'
}

# Which strategies take which opportunity.
opportunity_table() {
  local opportunity
  printf '## Which strategy takes which opportunity\n\n'
  printf '| opportunity | one mechanism each | mechanisms that act together |\n| --- | --- | --- |\n'
  for opportunity in cross-layer slo-differentiation proactive-kv load-adaptation cache-aware-scheduling \
    deadline-urgency; do
    printf '| %s | %s | %s |\n' "$opportunity" "$(linked portfolio "$opportunity")" "$(linked joint "$opportunity")"
  done
  printf '\n'
}

# All strategies that can be built on the same loads.
side_by_side() {
  local study=$source_folder/configs/studies/field.yaml out=$place/field
  "$servesweep" run "$study" -o "$out" >"$out.log"
  printf '## All of them side by side\n\n'
  printf 'Means over the seeds of [`configs/studies/field.yaml`](../configs/studies/field.yaml), each strategy at its\n'
  printf 'defaults, tuned for none of these loads; ordered by the share of all requests that met every target of their\n'
  printf 'class. Latencies are those of the requests that were served. A good start for a load like one of these; no\n'
  printf 'proof: differences in the third digit are noise.\n\n'
  "$servesweep" rank "$out" --format json | python3 "$source_folder/tests/docs/field_table.py"
}

# A kind that has no heading would be left out in silence.
check_kinds() {
  local file kind
  for file in "$source_folder"/configs/strategies/*.yaml; do
    kind=$(kind_of "$file")
    if [[ ! -v headings[$kind] ]]; then
      printf '%s: no heading for strategies of kind %s\n' "$file" "$kind"
      exit 1
    fi
  done
}

check_kinds
if [[ $(grep -cxF -- "$marker" "$page") != 1 ]]; then
  printf 'docs/strategies.md: has not one line %s\n' "$marker"
  exit 1
fi
{
  sed "/^$marker\$/q" "$page"
  printf '\n'
  opportunity_table
  side_by_side
  for kind in "${kinds[@]}"; do sections_of "$kind"; done
} >"$place/page.md"
sed -i '${/^$/d}' "$place/page.md"  # sections end in an empty line, a file does not
if [[ ${3:-} == --write ]]; then
  cp "$place/page.md" "$page"
else
  diff -u "$page" "$place/page.md"
fi
