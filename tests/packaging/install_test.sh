#!/usr/bin/env bash
# `cmake --install` into an empty folder: everything is in its standard place, and works there alone.
# usage: install_test.sh SOURCE_FOLDER BUILD_FOLDER
set -euo pipefail
source_folder=$1
build=$2
here=$(dirname "${BASH_SOURCE[0]}")

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp "$here/use_installed.sh" "$place"
prefix=$place/prefix
cmake --install "$build" --prefix "$prefix" >"$place/log"

for file in bin/servesweep share/man/man1/servesweep.1.gz share/bash-completion/completions/servesweep \
  share/zsh/site-functions/_servesweep share/doc/servesweep/{README,CHANGELOG,docs/quickstart}.md \
  share/doc/servesweep/LICENSE share/servesweep/slurm/mpi.sbatch share/servesweep/configs/studies/quickstart.yaml; do
  if [[ ! -s $prefix/$file ]]; then
    printf 'FAILED: %s is not installed\n' "$file"
    exit 1
  fi
done
shipped=$(cd "$source_folder/configs" && find . -type f | sort)
if [[ $(cd "$prefix/share/servesweep/configs" && find . -type f | sort) != "$shipped" ]]; then
  printf 'FAILED: not all of configs/ is installed, or more\n'
  exit 1
fi

# Links between the installed pages lead somewhere.
"$here/../docs/links.sh" "$prefix/share/doc/servesweep"

bash -n "$prefix/share/bash-completion/completions/servesweep"
if command -v man >/dev/null; then
  LC_ALL=C.UTF-8 man --warnings -l "$prefix/share/man/man1/servesweep.1.gz" >"$place/page" 2>"$place/warnings"
  if [[ -s $place/warnings ]] || ! grep -q -- '--on-failure WORD' "$place/page"; then
    printf 'FAILED: the manual page\n'
    cat "$place/warnings"
    exit 1
  fi
fi
"$BASH" "$place/use_installed.sh" "$prefix" "$source_folder" "$build"
