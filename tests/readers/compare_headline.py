#!/usr/bin/python3
"""Compares what a reader of docs/readers printed with `servesweep rank --format csv`: every figure to nine digits, more
than any table shows, and no metric of the reader's missing.

usage: compare_headline.py RANK.csv READER.csv
"""
import csv
import math
import sys

METRICS = ("ttft_p99_ms", "e2e_p99_ms", "completed_fraction")


def wanted(row):
    return row["metric"] in METRICS or row["metric"].startswith("ttft_p99_ms.")


def same(text, number):
    return math.isclose(float(text), number, rel_tol=1e-9, abs_tol=1e-12)


def main(rank_file, reader_file):
    with open(rank_file, encoding="utf-8", newline="") as file:
        rank = {(row["strategy"], row["metric"]): row for row in csv.DictReader(file) if wanted(row)}
    with open(reader_file, encoding="utf-8", newline="") as file:
        read = {tuple(row[:2]): row[2:] for row in csv.reader(file)}
    assert len(read) >= 15 and set(read) == set(rank), f"rank has {sorted(rank)}, the reader {sorted(read)}"
    for key, figures in read.items():
        told = [rank[key][name] for name in ("mean", "relative", "relative_low", "relative_high")]
        if rank[key]["is_baseline"] == "true":
            told[1:] = ["0", "0", "0"]  # it does not differ from itself
        for number, text in zip(told, figures, strict=True):
            assert same(text, float(number)), f"{key}: the reader has {figures}, rank {told}"
    print(f"{len(read)} rows agree")


main(*sys.argv[1:])
