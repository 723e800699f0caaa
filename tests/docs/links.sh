#!/usr/bin/env bash
# Links between pages lead to files that are there, and to headings that they have.
# usage: links.sh FOLDER, which holds README.md and docs/
set -euo pipefail
cd "$1"

# The anchors of a page's headings, as GitHub and GitLab make them.
anchors() {
  awk '/^```/ { code = !code } !code && /^#+ /' "$1" |
    sed -E 's/^#+ //; s/`//g; s/\[([^]]*)\]\([^)]*\)/\1/g' | tr '[:upper:]' '[:lower:]' |
    LC_ALL=C.UTF-8 sed -E 's/[^[:alnum:] _-]//g; s/ /-/g'
}

failed=0 found=0
for page in *.md docs/*.md; do
  while IFS= read -r link; do
    if [[ $link == *://* ]]; then continue; fi
    found=$((found + 1))
    target=${link%%#*}
    file=$page
    if [[ -n $target ]]; then file=$(dirname "$page")/$target; fi
    if [[ ! -e $file ]]; then
      printf '%s: there is no %s\n' "$page" "$link"
      failed=1
    elif [[ $link == *'#'* ]] && ! grep -qxF -- "${link#*#}" < <(anchors "$file"); then
      printf '%s: there is no heading %s\n' "$page" "$link"
      failed=1
    fi
  done < <(awk '/^```/ { code = !code } !code' "$page" | grep -oE '\]\([^) ]+\)' | sed -E 's/^\]\((.*)\)$/\1/')
done
((found >= 10))
exit "$failed"
