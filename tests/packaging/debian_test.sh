#!/usr/bin/env bash
# CPack makes a Debian package that names what it needs, has nothing that lintian calls an error, and works where it is
# unpacked.
# usage: debian_test.sh SOURCE_FOLDER BUILD_FOLDER
set -euo pipefail
source_folder=$1
build=$2
here=$(dirname "${BASH_SOURCE[0]}")

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp "$here/use_installed.sh" "$place"
if ! (cd "$build" && cpack -G DEB -B "$place/made" >"$place/log" 2>&1); then
  cat "$place/log"
  exit 1
fi
package=$(find "$place/made" -maxdepth 1 -name 'servesweep_*_*.deb')

needed=$(dpkg-deb --field "$package" Depends)
for library in libc6 libstdc++6 libhdf5 libopenmpi libtbb libyaml-cpp; do
  if [[ $needed != *$library* ]]; then
    printf 'FAILED: the package does not depend on %s but on: %s\n' "$library" "$needed"
    exit 1
  fi
done
if command -v lintian >/dev/null; then
  # No upload to Debian closes a bug; templates of jobs are not run as they are; README.md links to CHANGELOG.md.
  accepted=initial-upload-closes-no-bugs,script-not-executable,wrong-name-for-upstream-changelog
  if ! lintian --fail-on error,warning --suppress-tags "$accepted" "$package" >"$place/lintian" 2>&1; then
    printf 'FAILED: lintian\n'
    cat "$place/lintian"
    exit 1
  fi
else
  printf 'lintian is not installed: the package is not judged by it\n'
fi
mkdir "$place/root"
dpkg-deb --extract "$package" "$place/root"
"$BASH" "$place/use_installed.sh" "$place/root/usr" "$source_folder" "$build"
