"""Every YAML block of README.md and docs/*.md is what the program reads.

A block that begins with study:, strategy:, workload:, model: or robustness: is a whole file: it is put beside the
shipped ones of its kind and planned (a robustness file is simulated), in the quickstart study if it is no study itself; or where it says (```yaml in mine/study.yaml), together with the
other such blocks of its page. Any other block says behind ```yaml of which shipped
study it is a part (```yaml of configs/studies/NAME.yaml): its keys take the place of those of the study, which is
planned then.

usage: yaml_blocks.py SOURCE_FOLDER SERVESWEEP
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

QUICKSTART = "configs/studies/quickstart.yaml"
KINDS = {"study": "studies", "strategy": "strategies", "workload": "workloads", "model": "models",
         "robustness": "robustness"}
CONFIG = {
    "model_type": "llama", "torch_dtype": "bfloat16", "hidden_size": 4096, "num_hidden_layers": 32,
    "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336, "vocab_size": 128256,
}
# Files of the reader's own that blocks name.
OWN_FILES = {
    "configs/workloads/conversation_trace.jsonl":
        '{"timestamp": 0, "input_length": 600, "output_length": 5, "hash_ids": [0, 1]}\n',
    "configs/models/llama-3.1-8b/config.json": json.dumps(CONFIG),
}


def blocks(page):
    """(line number, rest of the info string, text) of each YAML block."""
    found, start = [], None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if start is None and line.startswith("```yaml"):
            start, info, lines = number, line.removeprefix("```yaml").strip(), []
        elif start is not None and line.startswith("```"):
            found.append((start, info, "\n".join(lines) + "\n"))
            start = None
        elif start is not None:
            lines.append(line)
    return found


def sections(text):
    """Top-level keys in order, each with its lines."""
    parts = re.split(r"(?m)^(?=[a-z_]+:)", text)
    return {part.split(":", 1)[0]: part for part in parts if re.match(r"[a-z_]+:", part)}


def with_part(study, part):
    merged = sections(study) | sections(part)
    return "".join(section if section.endswith("\n") else section + "\n" for section in merged.values())


def planned_file(place, info, text):
    """The study to plan for a block, written where the paths in it hold."""
    part_of = re.fullmatch(r"of (\S+)", info)
    own = re.fullmatch(r"in (\S+)", info)
    study = place / (part_of[1] if part_of else QUICKSTART)
    if part_of:
        text = with_part(study.read_text(encoding="utf-8"), text)
        kind = "study"
    else:
        keys = list(sections(text))
        kind = keys[0] if keys else ""
        if (info and not own) or kind not in KINDS:
            raise SystemExit("it begins with none of " + ", ".join(KINDS) + ", and does not say of which study it is")
    if own:
        file = place / own[1]
    else:
        file = study.parent / "block.yaml" if part_of else place / "configs" / KINDS[kind] / "block.yaml"
    file.write_text(text, encoding="utf-8")
    if kind in ("study", "robustness"):
        return file
    key, value = {"strategy": ("strategies", f"[{file}]"), "workload": ("workloads", f"[{file}]"),
                  "model": ("model", str(file))}[kind]
    whole = study.parent / "block.yaml"
    search = "search: {method: defaults}\n" if kind == "strategy" else ""
    whole.write_text(with_part(study.read_text(encoding="utf-8"), f"{key}: {value}\n{search}"), encoding="utf-8")
    return whole


def write_own_files(place, page_blocks):
    """What a page has its reader write, and the files that it takes for granted."""
    own = {info.removeprefix("in "): text for _, info, text in page_blocks if info.startswith("in ")}
    for name, content in (OWN_FILES | own).items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content, encoding="utf-8")


def check(place, servesweep, info, text):
    """What is wrong with a block, or nothing."""
    try:
        study = planned_file(place, info, text)
    except SystemExit as problem:
        return str(problem)
    verb = "robustness" if text.startswith("robustness:") else "plan"
    done = subprocess.run([servesweep, verb, str(study)], capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


def main(source, servesweep):
    failed = seen = 0
    for page in [source / "README.md", *sorted((source / "docs").glob("*.md"))]:
        for line, info, text in blocks(page):
            with tempfile.TemporaryDirectory() as folder:
                place = pathlib.Path(folder)
                shutil.copytree(source / "configs", place / "configs")
                write_own_files(place, blocks(page))
                problem = check(place, servesweep, info, text)
            seen += 1
            if problem:
                failed += 1
                print(f"{page.relative_to(source)}:{line}: {problem.strip()}")
    print(f"{seen} YAML blocks, {failed} of them wrong")
    return 1 if failed or seen < 15 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2]))
