"""Code that docs/*.md shows of a file (```cpp of engine/x.cpp) stands in that file, line for line.

usage: excerpts.py SOURCE_FOLDER
"""

import pathlib
import re
import sys


def main(source):
    wrong = seen = 0
    for page in sorted((source / "docs").glob("*.md")):
        for file, code in re.findall(r"(?ms)^```cpp of (\S+)\n(.*?)^```$", page.read_text(encoding="utf-8")):
            seen += 1
            if code not in (source / file).read_text(encoding="utf-8"):
                wrong += 1
                print(f"{page.name}: {file} is not as the page shows it")
    print(f"{seen} excerpts, {wrong} of them wrong")
    return 1 if wrong or not seen else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
