#!/usr/bin/python3
"""Compares docs/results-format.md with real files, both ways: every attribute and dataset of the files stands in the
page with its type and unit, and nothing stands there that they do not have.

usage: format_page.py PAGE INDEX.h5 MERGED.h5 SHARD.h5 ...        needs h5py
"""
import re
import sys

import h5py


def table_rows(text):
    """Cells of the rows of all tables of a piece of the page, each as a dict by the table's header."""
    header = None
    for line in text.splitlines():
        if not line.startswith("|"):
            header = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if header is None:
            header = cells
        elif not set(line) <= set("|- "):
            yield dict(zip(header, cells))


def page_contents(page):
    """{letter: {path or @attribute: (type, unit)}} as the page tells it."""
    told = {letter: {} for letter in "SIM"}
    for section in re.split(r"^##+ ", page, flags=re.M):
        title = section.split("\n", 1)[0]
        groups = re.findall(r"/\w+", title.split(":")[0]) if title.startswith("/") else []
        for row in table_rows(section):
            if "root attribute" in row:
                names = ["@" + name for name in re.findall(r"`([^`]+)`", row["root attribute"])]
            elif "dataset" in row and groups:
                names = re.findall(r"`([^`]+)`", row["dataset"])
                names = [path for name in names
                         for path in ([name] if name.startswith("/") else [f"{group}/{name}" for group in groups])]
            else:
                continue
            for letter in row["in"].split():
                for name in names:
                    assert name not in told[letter], f"{name} stands twice in the page"
                    told[letter][name] = (row["type"], row.get("unit", ""))
    return told


def type_of(kind):
    if kind.kind == "S":
        return "text"
    names = {"int8": "int", "int16": "int", "int32": "int", "int64": "int"}
    return names.get(kind.name, kind.name)


def attribute_type(file, name):
    kind = file.attrs.get_id(name).dtype
    return "text" if kind.kind == "S" else kind.name


def file_contents(path):
    """{path or @attribute: (type, unit)} of a file; metrics as one, /metrics/NAME. Complains of what breaks a rule."""
    found = {}
    with h5py.File(path) as file:
        for name in file.attrs:
            found["@" + name] = (attribute_type(file, name), "")
        for group in file.values():
            assert len({len(column) for column in group.values()}) == 1, f"{path}:{group.name}: other rows"
            for column in group.values():
                check_rules(column)
                name, unit = column.name, text(column, "unit")
                if group.name == "/metrics":
                    name, unit = "/metrics/NAME", "its own"
                found[name] = (type_of(column.dtype), unit)
        if "runs" in file:
            rows = int(file["runs/request_count"][:].sum()) if "rank" in file.attrs else None
            assert rows is None or len(file["requests/request"]) == rows
    return found


def text(column, name):
    return column.attrs[name].decode()


def check_rules(column):
    allowed = {"unit", "description", "decode"}
    if column.parent.name == "/metrics":
        allowed.add("position")
    if column.name == "/requests/status":
        allowed |= {"flag_values", "flag_meanings"}
    where = f"{column.file.filename}:{column.name}"
    assert {"unit", "description"} <= set(column.attrs) <= allowed, where
    assert text(column, "description"), where
    assert column.ndim == 1 and column.chunks and column.chunks[0] <= 65536, where
    assert column.fletcher32 and column.compression == "gzip", where
    assert column.shuffle == (1 < column.dtype.itemsize <= 8), where
    kind = column.id.get_type()
    if column.dtype.kind == "S":
        assert kind.get_strpad() == h5py.h5t.STR_NULLTERM and not kind.is_variable_str(), where
    coded = re.search(r"_diff(_|$)", column.name) is not None
    assert coded == ("decode" in column.attrs), where


def compare(told, paths):
    for path in paths:
        found = file_contents(path)
        for name in sorted(set(told) | set(found)):
            if told.get(name) != found.get(name):
                yield f"{path}:{name}: the page tells {told.get(name)}, the file has {found.get(name)}"


def main(page, index, merged, *shards):
    with open(page, encoding="utf-8") as file:
        told = page_contents(file.read())
    assert all(len(names) > 20 for names in told.values()), "the page's tables are not understood"
    complaints = [*compare(told["I"], [index]), *compare(told["M"], [merged]), *compare(told["S"], shards)]
    print("\n".join(complaints) or f"page and {2 + len(shards)} files agree")
    sys.exit(1 if complaints else 0)


main(*sys.argv[1:])
