#!/usr/bin/env bash
# A folder that cannot be written or is taken away: a clear error, status 1, and the same command continues when it is
# back. What needs a mount is left out where none is allowed.
# usage: lost_folder_test.sh SERVESWEEP PROJECT MPIRUN [inside]
if [[ ${4:-} != inside ]]; then
  for how in "unshare --mount" "unshare --user --map-root-user --mount"; do
    if $how mount -t tmpfs none /mnt 2>/dev/null; then exec $how "$0" "$1" "$2" "$3" inside; fi
  done
fi
. "$(dirname "$0")/storage.sh"

write_study small 2 "${grid[@]}" "keep_requests: all"
"$servesweep" run small.yaml -o reference >/dev/null
results_of reference >reference.csv

# A file where a folder must be, at each place.
touch file
expect 2 "$servesweep" run small.yaml -o file
says "file: is not a folder"
expect 2 "$servesweep" run small.yaml -o file/out
says "file/out: cannot create the folder (Not a directory)"
cp -r reference blocked
rm -r blocked/shards
touch blocked/shards
expect 2 "$servesweep" run small.yaml -o blocked
says "blocked/shards: cannot"
rm blocked/shards
expect 0 "$servesweep" run small.yaml -o blocked
same_results blocked

# Taken away while it runs, by moving and by deleting it. The study is long enough to be met alive.
write_study long 2000 "${grid[@]}" "keep_requests: none"
"$servesweep" run long.yaml -o reference-long >/dev/null
results_of reference-long >reference.csv
for ranks in 1 2; do
  for how in move delete; do
    "$mpirun" -n $ranks "$servesweep" run long.yaml -o out >out.txt 2>&1 &
    job=$!
    until grep -qaF '"event":"begin"' out/journal.log 2>/dev/null; do
      kill -0 $job || fail "it ended before it began"
      sleep 0.01
    done
    if [[ $how == move ]]; then mv out away; else mv out gone && rm -r gone; fi
    status=0
    wait $job || status=$?
    ((status == 1)) || fail "status $status after $how"
    # A rank that was about to open it says so in other words.
    grep -qE 'cannot .*(bring it back and run the same command again|every rank must see the folder)' out.txt ||
      fail "it does not say what to do"
    [[ ! -e out ]] || fail "the folder was made again behind the user's back"
    if [[ $how == move ]]; then mv away out; fi
    expect 0 "$mpirun" -n $ranks "$servesweep" run long.yaml -o out
    same_results out
    rm -r out
  done
done

if [[ ${4:-} != inside ]]; then
  echo "nothing can be mounted here: read-only and unseen folders were left out"
  exit 0
fi
results_of reference >reference.csv

# Read-only: nobody writes, everybody reads.
cp -r reference read-only
rm read-only/shards/*
mount --bind read-only read-only
mount -o remount,bind,ro read-only
expect 1 "$servesweep" run small.yaml -o read-only
says "read-only/servesweep.lock: cannot open it (Read-only file system); mount its file system writable"
for verb in status verify; do "$servesweep" $verb read-only >/dev/null 2>&1 || true; done
umount read-only
expect 0 "$servesweep" run small.yaml -o read-only
same_results read-only
mount --bind read-only read-only
mount -o remount,bind,ro read-only
same_results read-only
expect 0 "$servesweep" rank read-only
umount read-only

# A rank that does not see the folder, sees another of that name, or may not write into it, says so before any work.
beside() {
  expect 1 "$mpirun" -n 1 "$servesweep" run small.yaml -o out : \
    -n 1 unshare --mount sh -c "$1"' && exec "$@"' sh "$servesweep" run small.yaml -o out
  says "rank 1 on $(uname -n): $PWD/out"
}
cp -r reference twin
mkdir out
beside "mount -t tmpfs none '$PWD'"
says "cannot be seen" "every rank must see the folder that rank 0 writes: choose one on a file system that all nodes share"
beside "mount -t tmpfs none '$PWD'/out"
says "is another folder here"
beside "mount --bind '$PWD'/twin '$PWD'/out"
says "is another folder here"
beside "mount --bind '$PWD'/out '$PWD'/out && mount -o remount,bind,ro '$PWD'/out"
says "cannot write into it (Read-only file system)"
expect 0 "$mpirun" -n 2 "$servesweep" run small.yaml -o out
same_results out
