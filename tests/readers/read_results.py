#!/usr/bin/python3
"""Prints the 99th percentile of TTFT of every run, computed from its raw request rows. Requests that came before a
measuring window count for nothing but the sums of times.

usage: read_results.py SHARD.h5 ...        needs h5py and numpy; the format: docs/results-format.md
"""
import sys

import h5py
import numpy as np

print("key strategy seed requests completed ttft_p99_us itl_sum_us wait_step_us prefill_us")
for path in sys.argv[1:]:
    with h5py.File(path, "r") as shard:
        assert shard.attrs["format"].decode() == "servesweep-shard"
        assert shard.attrs["format_version_major"] == 1
        runs, requests = shard["runs"], shard["requests"]
        window = shard["metrics"].get("measure_from_us")  # absent: every request counts
        for i, key in enumerate(runs["key"][:]):
            begin = int(runs["request_begin"][i])
            rows = slice(begin, begin + int(runs["request_count"][i]))
            column = lambda name: requests[name][rows].astype(np.int64)
            ttft, arrival = column("ttft_us"), column("arrival_us")
            counts = (arrival < 0) | (arrival >= (window[i] if window is not None else 0))
            answered = ttft[counts & (ttft >= 0)]  # -1: the request never got a first token
            p99 = np.percentile(answered, 99) if len(answered) else float("nan")
            # A coded column, see its attribute `decode`.
            e2e, diff = column("e2e_us"), column("itl_sum_diff_us")
            itl_sum = np.where(e2e >= 0, e2e - ttft - diff, diff).sum()
            # A part of the latency follows from times and other parts.
            parts = sum(column(f"time_wait_{why}_us") for why in ("budget", "slots", "memory", "order"))
            waited = column("first_scheduled_diff_us")  # -1: never admitted
            wait_step = (column("time_wait_step_diff_us") + np.where(waited >= 0, waited - parts, 0)).sum()
            prefill = column("time_prefill_us").sum()
            completed = int((column("status") == 0).sum())
            print(key.decode(), runs["strategy"][i].decode(), int(runs["seed"][i]), len(ttft),
                  completed, f"{p99:.3f}", itl_sum, wait_step, prefill)
