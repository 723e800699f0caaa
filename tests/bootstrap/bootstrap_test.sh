#!/usr/bin/env bash
# bootstrap_test.sh BOOTSTRAP: what bootstrap.sh says it would do, and that saying it does nothing. It runs on
# a copy in an empty folder, with stand-ins for the package tools, so that every case can be had on any machine.
# shellcheck disable=SC2016  # stand-ins expand their own arguments
set -euo pipefail

sandbox=$(mktemp -d)
trap 'rm -rf "$sandbox"' EXIT
cp "$1" "$sandbox/bootstrap.sh"
mkdir "$sandbox/bin"
failed=0

# stand_in NAME BODY: a command NAME for the script under test.
stand_in() {
  printf '#!/bin/sh\n%s\n' "$2" >"$sandbox/bin/$1"
  chmod +x "$sandbox/bin/$1"
}

# Runs the copy from another folder; output in $out, errors in $err, exit status in $status.
bootstrap() {
  status=0
  (cd / && PATH=${search_path:-$sandbox/bin:$PATH} "$BASH" "$sandbox/bootstrap.sh" "$@") \
    >"$sandbox/out" 2>"$sandbox/err" || status=$?
  out=$(<"$sandbox/out") err=$(<"$sandbox/err")
  rm "$sandbox/out" "$sandbox/err"
}

# check WHAT COMMAND...: the command must succeed.
check() {
  local what=$1
  shift
  if ! "$@"; then
    printf 'FAILED: %s\n  status %s\n  out: %s\n  err: %s\n' "$what" "$status" "$out" "$err"
    failed=$((failed + 1))
  fi
}

prints() { grep -qxE -- "$1" <<<"$out"; }
prints_not() { ! grep -qE -- "$1" <<<"$out"; }
complains() { [[ $status == 2 && -z $out && $err =~ $1 && $(wc -l <<<"$err") == 1 ]]; }
same_files() { [[ $(ls -A "$sandbox") == $'bin\nbootstrap.sh' ]]; }

stand_in dpkg-query 'shift 3; for package; do echo "$package installed"; done'
stand_in nproc 'echo 8'
bootstrap run --dry-run
check "run succeeds" [ "$status" = 0 ]
check "run configures" prints 'cmake --preset release'
check "run builds" prints 'cmake --build --preset release --target servesweep'
check "run simulates on two ranks" \
  prints 'mpirun -n 2 build/release/servesweep run configs/studies/quickstart.yaml -o results/quickstart'
check "run ranks" prints 'build/release/servesweep rank results/quickstart'
check "with every package there, neither apt nor root is needed" prints_not 'apt-get|sudo'
check "a dry run creates nothing" same_files

stand_in nproc 'echo 1'
bootstrap --dry-run run
check "one core is told to carry two ranks" prints 'mpirun -n 2 --oversubscribe build/release/.*'

# libtbb-dev was never there, cmake has been removed.
stand_in dpkg-query 'shift 3
for package; do
  case $package in libtbb-dev) ;; cmake) echo cmake config-files ;; *) echo $package installed ;; esac
done
exit 1'
bootstrap test --dry-run
check "test installs what is missing or removed, and only that" \
  prints '(sudo )?env DEBIAN_FRONTEND=noninteractive apt-get install .* cmake libtbb-dev'
check "test runs the tests" prints 'ctest --preset release.*'
check "test runs no study" prints_not 'quickstart'
check "a dry run creates nothing" same_files

mkdir "$sandbox/few"
for tool in dirname grep; do ln -s "$(command -v $tool)" "$sandbox/few/$tool"; done
cp "$sandbox/bin/dpkg-query" "$sandbox/few"
ln -s /bin/sh "$sandbox/few/sh"
search_path=$sandbox/few bootstrap run
check "without apt it names the packages and stops" complains 'apt-get: not found .* cmake libtbb-dev$'
rm -r "$sandbox/few"

# A real run, every tool a stand-in that notes how it was called.
note="echo \"\${0##*/} \$*\" >>'$sandbox/calls'"
for tool in apt-get mpirun cmake; do stand_in "$tool" "$note"; done
mkdir -p "$sandbox/build/release"
stand_in ../build/release/servesweep "$note; echo the ranking"
if ((EUID != 0)); then stand_in sudo 'exec "$@"'; fi
stand_in nproc 'echo 8'
bootstrap run
check "a run succeeds" [ "$status" = 0 ]
check "a run shows the ranking" prints 'the ranking'
check "a run says what to look at next" prints '  build/release/servesweep rank results/quickstart .*'
check "a run calls the tools in order" [ "$(cut -d' ' -f1 "$sandbox/calls" | tr '\n' ' ')" = \
  "apt-get apt-get cmake cmake mpirun servesweep " ]
# Tests of launchers that fail beside others are repeated alone, once, and those that then fail have failed.
mkdir -p "$sandbox/build/release/Testing/Temporary"
noted=$sandbox/build/release/Testing/Temporary/LastTestsFailed.log
printf '3083:faults: kills\n3091:slurm: end to end\n' >"$noted"
stand_in ctest "$note; [ \"\$*\" = '--preset release --rerun-failed' ] || exit 8"
bootstrap test
check "a test that passes alone passes" [ "$status" = 0 ]
check "it is told that it failed" prints '.*some tests failed beside others.*'
check "it is told that it passed" prints '.*passed alone'
stand_in ctest "$note; exit 8"
bootstrap test
check "a test that fails alone, too, has failed" [ "$status" != 0 ]
check "nothing is said to have passed" prints_not 'passed alone'
check "it is repeated once" [ "$(grep -c 'ctest .*--rerun-failed' "$sandbox/calls")" = 2 ]
printf '3083:faults: kills\n17:engine: a result\n' >"$noted"
bootstrap test
check "any other test that fails has failed" [ "$status" = 8 ]
check "nothing is repeated then" prints_not 'once more'
stand_in ctest "$note; exit 137"
bootstrap test
check "what is not a failed test is not repeated" [ "$status" = 137 ]
stand_in ctest 'exit 0'
bootstrap test
check "tests that pass are not repeated" prints_not 'failed'
stand_in cmake 'exit 1'
bootstrap run
check "a failed build is a failure" [ "$status" != 0 ]
check "a failed build shows no ranking" prints_not 'the ranking'
rm -r "$sandbox/build" "$sandbox/calls"

bootstrap runn --dry-run
check "an unknown verb is one clear line and status 2" complains '^bootstrap.sh: runn: unknown argument'
bootstrap run test
check "two verbs are one too many" complains 'second verb'
bootstrap --dry-run
check "a verb is needed" complains 'no verb'
bootstrap --help
check "help names both verbs" prints 'usage: ./bootstrap.sh run.test.*'
check "help succeeds" [ "$status" = 0 ]

((failed == 0)) || exit 1
echo "bootstrap.sh: all checks passed"
