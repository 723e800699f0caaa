#!/usr/bin/env bash
# Everything a new Debian 12 machine needs to build, test and try servesweep. Safe to run again at any time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

build_packages=(g++ cmake ninja-build pkg-config libopenmpi-dev openmpi-bin libboost-dev
  libboost-program-options-dev libhdf5-dev libtbb-dev doctest-dev libyaml-cpp-dev nlohmann-json3-dev
  libfmt-dev libspdlog-dev librandom123-dev libxxhash-dev libdeflate-dev zlib1g-dev
  librapidcheck-dev libeigen3-dev libnlopt-dev libpagmo-dev libjs-chart.js hdf5-tools)
# Of Slurm nothing starts by itself without an /etc/slurm/slurm.conf, and tests bring their own. Where systemd runs,
# munge's service starts with its package: systemctl disable --now munge.
test_packages=(python3-h5py chromium-headless-shell slurmctld slurmd slurm-client munge dpkg-dev man-db zsh)

study=configs/studies/quickstart.yaml
results=results/quickstart
servesweep=build/release/servesweep
ranks=2
dry_run=no

usage() {
  cat <<'TEXT'
usage: ./bootstrap.sh run|test [--dry-run]

  run        install what is missing, build, run the quickstart study on 2 MPI ranks, print its ranking
  test       install what is missing, build, run every test
  --dry-run  print the commands, one per line, and do nothing
  --help     print this text
TEXT
}

fail() {
  printf 'bootstrap.sh: %s\n' "$1" >&2
  exit 2
}

# Runs a command, or with --dry-run prints it.
do_it() {
  if [[ $dry_run == yes ]]; then
    printf '%s\n' "$*"
  else
    "$@"
  fi
}

install_packages() {
  local package installed missing=()
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    grep -qxF "$package installed" <<<"$installed" || missing+=("$package")
  done
  if ((${#missing[@]} == 0)); then return; fi
  if [[ $dry_run == no ]] && ! command -v apt-get >/dev/null; then
    fail "apt-get: not found (this script installs Debian 12 packages); install these yourself: ${missing[*]}"
  fi
  local as_root=(env DEBIAN_FRONTEND=noninteractive)
  if ((EUID != 0)); then
    if [[ $dry_run == no ]] && ! command -v sudo >/dev/null; then
      fail "sudo: not found (packages are missing and you are not root); have root install: ${missing[*]}"
    fi
    as_root=(sudo "${as_root[@]}")
  fi
  do_it "${as_root[@]}" apt-get update -q
  do_it "${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
}

build() {
  do_it cmake --preset release
  do_it cmake --build --preset release "$@"
}

# Open MPI refuses root, and more ranks than physical cores, unless told that both are meant. With
# hyper-threads the kernel counts two for each physical core, hence the factor.
allow_mpi_here() {
  mpirun=(mpirun -n "$ranks")
  if ((EUID == 0)); then
    do_it export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
  fi
  if (($(nproc) < 2 * ranks)); then mpirun+=(--oversubscribe); fi
}

run_quickstart() {
  allow_mpi_here
  do_it "${mpirun[@]}" "$servesweep" run "$study" -o "$results"
  do_it "$servesweep" rank "$results"
  if [[ $dry_run == yes ]]; then return; fi
  printf '%s\n' "" "The results are in $results. What to look at next:" \
    "  $servesweep rank $results           the ranking again; nothing is simulated" \
    "  $servesweep report $results         a page to look at: findings, charts, what they rest on" \
    "  $servesweep --help                             every verb and what it is for" \
    "  less $study                the study behind it: copy it, change it, run it" \
    "  h5ls -r $results/shards/*.h5                           the raw results; any HDF5 reader will do"
}

# The slow tests wait for launchers and clocks most of the time: two more at a time than there are cores. Of those that
# kill jobs and drive Slurm, one that failed in this crowd fails for good only if it does so alone, too; what it said both
# times stays in sight. Any other test has one chance: what fails now and then is a race.
run_tests() {
  local status=0 failed=build/release/Testing/Temporary/LastTestsFailed.log
  do_it ctest --preset release -j "$(($(nproc) + 2))" || status=$?
  if ((status != 8)); then return "$status"; fi # 8: some tests failed, and ctest has noted which
  if grep -qvE '^[0-9]+:(faults|slurm): ' "$failed"; then return "$status"; fi
  printf '\nbootstrap.sh: some tests failed beside others; these once more, one at a time:\n'
  do_it ctest --preset release --rerun-failed
  printf 'bootstrap.sh: the tests that failed beside others passed alone\n'
}

verb=
for argument in "$@"; do
  case $argument in
    run | test)
      [[ -z $verb ]] || fail "$argument: second verb (one at a time); use run or test"
      verb=$argument
      ;;
    --dry-run) dry_run=yes ;;
    --help | -h)
      usage
      exit 0
      ;;
    *) fail "$argument: unknown argument; use run, test, --dry-run or --help" ;;
  esac
done

case $verb in
  run)
    install_packages "${build_packages[@]}"
    build --target servesweep
    run_quickstart
    ;;
  test)
    install_packages "${build_packages[@]}" "${test_packages[@]}"
    allow_mpi_here
    build
    run_tests
    ;;
  *) fail "no verb given; use run or test, or --help" ;;
esac
