"""Prints the field study side by side: for each workload the strategies by the share of requests that met their targets.

usage: servesweep rank FOLDER --format json | field_table.py
"""
import json
import sys

COLUMNS = (("slo_met_fraction", "targets met", 3), ("completed_fraction", "served", 3),
           ("ttft_mean_ms", "TTFT mean, ms", 0), ("ttft_p99_ms", "TTFT P99, ms", 0),
           ("e2e_p99_ms", "E2E P99, ms", 0), ("output_tokens_per_s", "tokens/s", 0))

workloads = {}
for row in json.load(sys.stdin)["rows"]:
    figures = workloads.setdefault(row["workload"], {}).setdefault((row["strategy"], row["kind"]), {})
    figures[row["metric"]] = row["mean"]

for workload, strategies in workloads.items():
    print(f"### Side by side: {workload}\n")
    print("| strategy | kind | " + " | ".join(label for _, label, _ in COLUMNS) + " |")
    print("| --- | --- |" + " ---: |" * len(COLUMNS))
    order = sorted(strategies.items(), key=lambda item: (-item[1]["slo_met_fraction"], item[0]))
    for (name, kind), figures in order:
        cells = [f"{figures[metric]:.{digits}f}" for metric, _, digits in COLUMNS]
        print(f"| [{name}](#{name}) | {kind} | " + " | ".join(cells) + " |")
    print()
