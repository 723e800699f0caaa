#!/usr/bin/env bash
# Files that are not ours, of another study or of a newer servesweep: refused with what to do, and left alone.
# usage: foreign_files_test.sh SERVESWEEP PROJECT MPIRUN
. "$(dirname "$0")/storage.sh"

write_study small 2 "${grid[@]}" "keep_requests: all"
write_study other 3 "${grid[@]}" "keep_requests: none"
"$servesweep" run small.yaml -o whole >/dev/null
"$servesweep" run other.yaml -o other >/dev/null
results_of whole >reference.csv

# A folder with somebody's work in it.
mkdir thesis
echo precious >thesis/chapter1.tex
expect 2 "$servesweep" run small.yaml -o thesis
says "thesis: holds foreign files such as 'chapter1.tex'" "choose another -o or an empty folder"
[[ $(ls thesis) == chapter1.tex ]] || fail "something was written into the thesis"

# Another study's folder.
before=$(find other -type f -exec sha256sum {} + | sort)
expect 2 "$servesweep" run small.yaml -o other
says "other: holds the results of another study ('other')" "choose another -o, or run the study that it belongs to"
[[ $(find other -type f -exec sha256sum {} + | sort) == "$before" ]] || fail "another study's folder was changed"

# Among the shards: a foreign file, and a shard of another study.
for what in notes.txt shard-0007-0000.h5; do
  cp -r whole out
  if [[ $what == notes.txt ]]; then echo hello >out/shards/$what; else cp other/shards/*.h5 out/shards/$what; fi
  expect 1 "$servesweep" run small.yaml -o out
  says "out/shards/$what: " "servesweep verify --quarantine out"
  expect 3 "$servesweep" verify out
  expect 3 "$servesweep" verify --quarantine out
  says "out/shards/$what -> out/quarantine/$what"
  expect 0 "$servesweep" run small.yaml -o out
  says " 0 runs simulated"
  same_results out
  rm -r out
done

# Another study's index and resolved study: the shards know better.
cp -r whole out
cp other/study.h5 out/study.h5
results_of out >results.csv
cmp -s results.csv reference.csv || fail "another study's index was believed"
expect 3 "$servesweep" verify --quarantine out
says "out/study.h5: belongs to another study"
cp other/resolved.yaml out/resolved.yaml
expect 2 "$servesweep" rank out
says "was written for other runs than this program plans"
expect 0 "$servesweep" run small.yaml -o out
same_results out

# A marker of a newer format, and one of a greater minor version.
printf '{"format": "servesweep-results", "format_version": [2, 0], "what": "ever"}' >out/servesweep.json
for verb in "run small.yaml -o" rank status verify "verify --quarantine"; do
  expect 2 "$servesweep" $verb out
  says "out/servesweep.json: has format version 2" "use the servesweep that wrote it"
done
sed 's/1,$/1,/; s/^    2$/    99/; /checksum/d; s/\("study_hash": "[0-9a-f]*"\),/\1/' whole/servesweep.json >out/servesweep.json
expect 0 "$servesweep" run small.yaml -o out
same_results out

# Two processes at once: the second is told who the first is and changes nothing.
write_study long 500 "${grid[@]}" "keep_requests: none"
rm -r out
"$servesweep" run long.yaml -o out >first.txt 2>&1 &
first=$!
until [[ -s out/journal.log ]]; do
  kill -0 $first || fail "the first ended before it began"
  sleep 0.01
done
kill -STOP $first
before=$(find out -type f -exec sha256sum {} + | sort)
expect 2 "$servesweep" run long.yaml -o out
says "out: is in use by another servesweep process (process $first on $(uname -n) holds the lock file servesweep.lock)"
expect 2 "$servesweep" verify --quarantine out
says "process $first on $(uname -n)"
[[ $(find out -type f -exec sha256sum {} + | sort) == "$before" ]] || fail "the second changed something"
kill -CONT $first
wait $first || fail "the first did not end well"
results_of out >first.csv

# No decision rests on the clock or on times of files: all of them lie in 1970 or far ahead, and a study goes on.
rm -r out
cp -r whole out
rm out/shards/*
"$mpirun" -n 2 "$servesweep" run small.yaml -o out >/dev/null
rm out/shards/shard-0000-*
touch -d 1970-01-02 out/shards/* out/journal.log
touch -d 2105-01-01 out/study.h5 out/resolved.yaml out/servesweep.json out/servesweep.lock out
expect 0 "$servesweep" run small.yaml -o out
same_results out
