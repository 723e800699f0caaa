#!/usr/bin/env bash
# The studies of docs/discovery-traces.md work with traces of the formats that the page says, put where it says: small ones
# here, since the real ones are not shipped. What the studies claim of the real ones cannot be tested here.
# usage: traces_page.sh SOURCE_FOLDER SERVESWEEP
set -euo pipefail
servesweep=$2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp -r "$1/configs" "$place/configs"
rm -rf "$place"/configs/traces/{mooncake,weka}
mkdir -p "$place"/configs/traces/{mooncake,weka}

study() { printf '%s/configs/studies/traces/%s.yaml' "$place" "$1"; }

for name in mooncake weka; do
  if "$servesweep" plan "$(study $name)" >"$place/log" 2>&1; then
    printf '%s.yaml: is planned without its trace\n' $name
    exit 1
  fi
  grep -q "configs/traces/$name/" "$place/log" || { cat "$place/log"; exit 1; }
done

# A conversation of Mooncake's grows by a block of 512 tokens every 3 s; an agent of WEKA's by one of 64 every 2 s.
for i in $(seq 0 199); do
  blocks=$(seq -s ', ' 0 $((i % 20 + 1)))
  printf '{"timestamp": %d, "input_length": %d, "output_length": 20, "hash_ids": [%s]}\n' \
    $((i * 3000)) $(((i % 20 + 2) * 512)) "$blocks"
done >"$place/configs/traces/mooncake/conversation_trace.jsonl"
for session in $(seq 1 30); do
  printf '{"id": "s%d", "block_size": 64, "tool_tokens": 64, "system_tokens": 64, "n": 20, "requests": [' "$session"
  for i in $(seq 1 20); do
    [[ $i == 1 ]] || printf ', '
    printf '{"a": "main", "t": %d.0, "in": %d, "out": 20, "th": 2.0, "api": 1.0, "h": [[1, %d]]}' \
      $((i * 2)) $((1024 + 64 * i)) $((16 + i))
  done
  printf ']}\n'
done >"$place/configs/traces/weka/sessions.jsonl"

for name in mooncake weka; do
  "$servesweep" plan "$(study $name)" >"$place/log"
  "$servesweep" run "$(study $name)" -o "$place/$name" >"$place/log" 2>&1 || { cat "$place/log"; exit 1; }
  "$servesweep" claims "$place/$name" --format csv >"$place/claims" || [[ $? == 4 ]]
  grep -q "$name@0.9" "$place/claims" || { cat "$place/claims"; exit 1; }
done
