"""The pictures of docs/architecture.md are drawn from the #includes of the sources.

Arrows between folders lead from who includes to what is included, with how many includes there are, rounded down to
1, 2, 5, 10, 20, 50, … so that the page changes only when the structure does. An arrow that other arrows imply is left
out, which makes the picture readable.

usage: architecture_page.py SOURCE_FOLDER; to renew the page: architecture_page.py SOURCE_FOLDER --write
"""

import collections
import difflib
import pathlib
import re
import sys

LAYERS = ("engine", "io", "sweep")
START, END = "<!-- drawn from the includes -->\n", "<!-- end of the drawing -->\n"
INCLUDE = re.compile(r'^\s*#\s*include\s+"((?:engine|io|sweep)/[^"]+)"', re.M)


def area(path):
    """"engine/kv" of a file below that folder; of a file of a layer itself, the file: "engine/scenario"."""
    parts = path.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 else path.rsplit(".", 1)[0]


def read_arrows(source):
    """How many includes lead from each area to each other one."""
    arrows = collections.Counter()
    for layer in LAYERS:
        for file in (source / layer).rglob("*"):
            if file.suffix in (".h", ".cpp"):
                start = area(file.relative_to(source).as_posix())
                arrows.update((start, area(target)) for target in INCLUDE.findall(file.read_text(encoding="utf-8"))
                              if area(target) != start)
    return arrows


def rounded(count):
    """Down to 1, 2 or 5 times a power of 10."""
    power = 10 ** (len(str(count)) - 1)
    return max(step * power for step in (1, 2, 5) if step * power <= count)


def reaches(arrows, start, target, without=None):
    """Whether a way of arrows leads from `start` to `target`, not over the arrow `without`."""
    seen, waiting = set(), [start]
    while waiting:
        place = waiting.pop()
        for (left, right) in arrows:
            if left != place or (left, right) == without or right in seen:
                continue
            if right == target:
                return True
            seen.add(right)
            waiting.append(right)
    return False


def drawn(arrows):
    """Without those that others imply; all of a circle are shown."""
    return {arrow: count for arrow, count in arrows.items()
            if reaches(arrows, arrow[1], arrow[0]) or not reaches(arrows, *arrow, without=arrow)}


def mermaid(arrows, name_of):
    lines = ["```mermaid", "flowchart TD"]
    for (start, target), count in sorted(arrows.items()):
        start, target = name_of(start), name_of(target)
        lines.append(f"  {start.replace('/', '_')}[{start}] -- {rounded(count)} --> {target.replace('/', '_')}[{target}]")
    return "\n".join(lines + ["```", ""])


def between_layers(arrows):
    layers = collections.Counter()
    for (start, target), count in arrows.items():
        layers[start.split("/")[0], target.split("/")[0]] += count
    return {arrow: count for arrow, count in layers.items() if arrow[0] != arrow[1]}


def inside(arrows, layer):
    return {arrow: count for arrow, count in arrows.items() if all(end.startswith(layer + "/") for end in arrow)}


def section(arrows):
    text = "Between the layers, all arrows:\n\n" + mermaid(between_layers(arrows), str)
    for layer in LAYERS[::-1]:
        text += f"\nInside `{layer}/`, without arrows that others imply:\n\n"
        text += mermaid(drawn(inside(arrows, layer)), lambda name: name.split("/")[1])
    return text


def main(source, write):
    page = source / "docs" / "architecture.md"
    before = page.read_text(encoding="utf-8")
    if before.count(START) != 1 or before.count(END) != 1:
        sys.exit(f"docs/architecture.md: has not one line each of {START.strip()} and {END.strip()}")
    head, rest = before.split(START)
    after = head + START + "\n" + section(read_arrows(source)) + "\n" + END + rest.split(END)[1]
    if write:
        page.write_text(after, encoding="utf-8")
        return 0
    sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), after.splitlines(True), "docs/architecture.md",
                                               "as the includes are now"))
    return 0 if before == after else 1


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), "--write" in sys.argv[2:]))
