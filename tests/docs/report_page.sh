#!/usr/bin/env bash
# What docs/example-report.html says must be what the program reports of its study, but for the machine, versions and
# files. Only its contents are compared: a change of style does not ask for a new example.
# usage: report_page.sh SOURCE_FOLDER SERVESWEEP; to renew the page: report_page.sh ... --write [STUDY.yaml]
set -euo pipefail
source_folder=$(cd "$1" && pwd)
page=$source_folder/docs/example-report.html
servesweep=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# The page says of which study it is, by the command that it shows.
if [[ ${3:-} == --write ]]; then
  study=${4:-configs/studies/quickstart.yaml}
else
  study=$(grep -oE '<td>servesweep run configs/studies/[A-Za-z0-9/_.-]+\.yaml' "$page" | sed 's/.* //')
fi
name=$(basename "$study" .yaml)

# Where it was made is of no interest to readers.
anonymous() {
  sed -E 's#^(<tr><td>host, process and job that wrote last<td>).*#\1(yours)#' "$1"
}

# Its contents, without what depends on libraries and versions.
contents() {
  sed -n '/^<main/,/^<\/main>/p' "$1" |
    sed -E 's#^(<tr><td>(run|reported) by servesweep<td>).*#\1(a version)#
      s#^(<tr><td>(resolved\.yaml|shards/)).*#\1 (a file)#'
}

cd "$place"
ln -s "$source_folder/configs" configs
"$servesweep" run "$study" -o "results/$name" --quiet >/dev/null
"$servesweep" report "results/$name" -o made.html >/dev/null
anonymous made.html >report.html
if [[ ${3:-} == --write ]]; then
  cp report.html "$page"
  exit
fi
contents "$page" >expected.txt
contents report.html >made.txt
if ! cmp -s expected.txt made.txt; then
  echo "docs/example-report.html: not what the program reports of $study; renew it: tests/docs/report_page.sh . SERVESWEEP --write $study"
  diff expected.txt made.txt | cut -c1-300 | head -40
  exit 1
fi
