#!/usr/bin/env bash
# Damage to any file of a result folder: verify finds it, no verb crashes or shows wrong numbers, verify --quarantine
# moves it aside without deleting anything, and running the study again gives what an undisturbed study has.
# usage: damage_test.sh SERVESWEEP PROJECT MPIRUN
. "$(dirname "$0")/storage.sh"

# Several shards: each stop leaves one.
write_study small 2 "${grid[@]}" "keep_requests: all"
"$servesweep" run small.yaml -o whole >/dev/null
cp -r whole two
rm two/shards/shard-0000-0000.h5
"$mpirun" -n 2 "$servesweep" run small.yaml -o two >/dev/null
rm -r whole
mv two whole
"$servesweep" verify whole >/dev/null
results_of whole >reference.csv
"$servesweep" rank whole --format json >rank.json
mapfile -t shards < <(ls whole/shards)
((${#shards[@]} == 2)) || fail "there are ${#shards[@]} shards, not 2"

take_copy() {
  rm -rf out
  cp -r whole out
}

# Reading verbs: the numbers of the whole folder, or an error with what to do; never a crash.
check_readers() {
  local verb status
  for verb in rank export status; do
    status=0
    if [[ $verb == rank ]]; then
      "$servesweep" rank out --format json >rank_now.json 2>out.txt || status=$?
      ((status != 0)) || cmp -s rank_now.json rank.json || fail "rank shows other numbers: $1"
    elif [[ $verb == export ]]; then
      results_of out >results.csv 2>out.txt || status=$?
      ((status != 0)) || cmp -s results.csv reference.csv || fail "export writes other numbers: $1"
    else
      "$servesweep" status out >out.txt 2>&1 || status=$?
    fi
    ((status == 0)) && continue
    ((status == 1)) || fail "status $status of $verb: $1"
    says "servesweep: error: out/" "servesweep verify --quarantine out"
  done
}

# damaged FILE WHAT: verify tells of it in one line; quarantine keeps it; the study goes on from the rest.
damaged() {
  local file=$1 what=$2 bytes
  bytes=$(sha256sum "out/$file" | cut -d' ' -f1)
  expect 3 "$servesweep" verify out
  grep -q "^out/$file: " out.txt || fail "verify does not name out/$file: $what"
  [[ $(grep -c "^out/$file: " out.txt) == 1 ]] || fail "more than one line: $what"
  check_readers "$what"
  expect 3 "$servesweep" verify --quarantine out
  says "out/$file -> out/quarantine/$(basename "$file")" "next: servesweep run"
  [[ $(sha256sum "out/quarantine/$(basename "$file")" | cut -d' ' -f1) == "$bytes" ]] || fail "quarantine has other bytes"
  expect 0 "$servesweep" run small.yaml -o out
  says "already there"
  same_results out
}

# Shards: at random places, cut, empty.
RANDOM=8
for shard in "${shards[@]}" "${shards[@]}"; do
  take_copy
  size=$(stat -c %s "out/shards/$shard")
  at=$(((RANDOM * 32768 + RANDOM) % size))
  flip "out/shards/$shard" $at
  damaged "shards/$shard" "a bit of byte $at of $shard"
done
take_copy
truncate -s -1 "out/shards/${shards[1]}"
expect 1 "$servesweep" run small.yaml -o out
says "out/shards/${shards[1]}: cannot open the file as HDF5" "servesweep verify --quarantine out"
damaged "shards/${shards[1]}" "a cut shard"
take_copy
: >"out/shards/${shards[0]}"
damaged "shards/${shards[0]}" "an empty shard"
# The same name again: quarantine keeps both.
new=$(ls out/shards | grep -vxF "$(printf '%s\n' "${shards[@]}")")
[[ $new != "${shards[0]}" ]] || fail "the name of a shard in quarantine was used again"
cp "out/shards/$new" "out/shards/${shards[0]}"
: >"out/shards/${shards[0]}"
expect 3 "$servesweep" verify --quarantine out
says "out/shards/${shards[0]} -> out/quarantine/${shards[0]}.1"

# The index holds nothing that the shards do not: reading goes on without it.
for at in 9 $(($(stat -c %s whole/study.h5) / 3)); do
  take_copy
  flip out/study.h5 "$at"
  check_readers "byte $at of the index"
  status=0
  "$servesweep" verify out >out.txt 2>&1 || status=$?
  ((status == 0)) || damaged study.h5 "byte $at of the index"
done

# The study as it was resolved: a changed word that is still a study.
take_copy
sed -i 's/minimize/maximize/' out/resolved.yaml
damaged resolved.yaml "a changed goal"
take_copy
truncate -s 100 out/resolved.yaml
damaged resolved.yaml "a cut study"

# The marker: a changed name is not taken for another study's folder; study.h5 tells what stood there.
take_copy
sed -i 's/"study": "small"/"study": "smell"/' out/servesweep.json
expect 1 "$servesweep" run small.yaml -o out
says "out/servesweep.json: is not a marker of a result folder" "servesweep verify --quarantine out"
damaged servesweep.json "a changed marker"
take_copy
: >out/servesweep.json
rm out/study.h5
expect 3 "$servesweep" verify out
expect 1 "$servesweep" verify --quarantine out
says "damaged beyond repair" "start the study in a new folder"
rm -r out
expect 0 "$servesweep" run small.yaml -o out
rm out/shards/*
cp whole/shards/* out/shards
cp whole/journal.log out
expect 0 "$servesweep" run small.yaml -o out
says " 0 runs simulated"
same_results out

# The journal of a study that decides nothing: a record in the middle, a torn tail, zero blocks.
take_copy
flip out/journal.log 60
expect 0 "$servesweep" rank out
expect 0 "$servesweep" run small.yaml -o out
expect 3 "$servesweep" verify out
says "out/journal.log: has 0 torn and"
damaged journal.log "a damaged record"
take_copy
flip out/journal.log 2
damaged journal.log "a damaged beginning"
for tail in "half a record" "$(printf '\365SWR')"; do
  take_copy
  printf '%s' "$tail" >>out/journal.log
  truncate -s +4096 out/journal.log
  expect 3 "$servesweep" verify out
  says "out/journal.log: has $((4096 + ${#tail})) torn and 0 damaged bytes"
  check_readers "a torn journal"
  expect 0 "$servesweep" run small.yaml -o out
  says "cut a torn tail of $((4096 + ${#tail})) bytes"
  same_results out
done

# The journal of a search that learns: later decisions rest on earlier ones.
write_study search 2 "strategies: [$project/configs/strategies/large-steps.yaml]" \
  "search: {method: nsga2, points: 24, generation: 8}" "objectives: [{metric: ttft_p99_ms, goal: minimize}]" "keep_requests: none"
rm -rf whole out
expect 0 "$servesweep" run search.yaml -o whole
results_of whole >reference.csv
cp -r whole out
at=$(grep -abo '"event":"decision"' out/journal.log | sed -n '2s/:.*//p')
flip out/journal.log "$at"
expect 1 "$servesweep" run search.yaml -o out
says "out/journal.log: has" "a decision of the search may be among them" "servesweep verify --quarantine out"
expect 3 "$servesweep" verify --quarantine out
says "which rest on what is lost: they are decided again"
expect 0 "$servesweep" run search.yaml -o out
results_of out >results.csv
cmp -s results.csv reference.csv || fail "the search went another way"
