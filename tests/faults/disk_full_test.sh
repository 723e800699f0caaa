#!/usr/bin/env bash
# A disk of any size that is too small: a clear error, nothing committed is lost, and with more room the same command
# ends with the results of a study that was never disturbed. On a small tmpfs where the machine lets us mount one, and
# with a limit on file sizes, which needs nobody's leave.
# usage: disk_full_test.sh SERVESWEEP PROJECT MPIRUN [inside]
if [[ ${4:-} != inside ]]; then
  for how in "unshare --mount" "unshare --user --map-root-user --mount"; do
    if $how mount -t tmpfs none /mnt 2>/dev/null; then exec $how "$0" "$1" "$2" "$3" inside; fi
  done
fi
. "$(dirname "$0")/storage.sh"

write_study small 2 "${grid[@]}" "keep_requests: all"
"$servesweep" run small.yaml -o reference >/dev/null
results_of reference >reference.csv
whole_kib=$(du -sk --apparent-size reference | cut -f1)

# The study is run into full/out with so little room that it may fail; the status is left in $status.
try() {
  status=0
  (
    trap '' XFSZ
    ulimit -S -f "$most_kib"
    exec "$@" run small.yaml -o full/out
  ) >out.txt 2>&1 || status=$?
}

check_failure() {
  ((status == 1)) || fail "status $status on a disk of $1 KiB"
  says "servesweep: error:" "full/out" "free some space" "everything committed so far is safe"
  if find full -name '*.partial' | grep -q .; then fail "a partial file is left on a disk of $1 KiB"; fi
  if "$servesweep" status full/out >out.txt 2>&1 && ! grep -qF ' 0 of ' out.txt; then
    expect 0 "$servesweep" rank full/out
  fi
}

# run_in_steps GROW COMMAND...: room for nothing, then for ever more, until the study is complete.
run_in_steps() {
  local grow=$1 kib=4 failures=0
  shift
  for (( ; ; kib = kib < 32 ? kib + 4 : kib * 3 / 2)); do
    ((kib < 20 * whole_kib)) || fail "it does not end with $kib KiB for $whole_kib"
    $grow "$kib"
    try "$@"
    ((status != 0)) || break
    check_failure "$kib"
    failures=$((failures + 1))
  done
  ((failures > 3)) || fail "it failed $failures times only"
  same_results full/out
}

most_kib=unlimited
limit_files() {
  most_kib=$1
}
mkdir full
run_in_steps limit_files "$servesweep"
most_kib=unlimited
rm -r full

if [[ ${4:-} != inside ]]; then
  echo "no tmpfs can be mounted here: the limit on file sizes stood for the full disk"
  exit 0
fi
mkdir full
mount_with() {
  if mountpoint -q full; then mount -t tmpfs -o "remount,size=$1k" none full; else mount -t tmpfs -o "size=$1k" none full; fi
}
run_in_steps mount_with "$servesweep"
umount full
run_in_steps mount_with "$mpirun" -n 2 "$servesweep"
umount full

# What it says of a shard: which file, how many bytes, what to do.
mount_with $((whole_kib / 3))
expect 1 "$servesweep" run small.yaml -o full/out
grep -qE 'full/out/shards/shard-0000-0000.h5.partial: cannot write [0-9]+ bytes to it \(No space left on device\); free' \
  out.txt || fail "the shard is not named"
# A rank says who it is.
expect 1 "$mpirun" -n 2 "$servesweep" run small.yaml -o full/out
grep -qE "rank [01] on $(uname -n): .*: cannot write" out.txt || fail "the rank is not named"
umount full
