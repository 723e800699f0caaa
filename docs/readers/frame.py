#!/usr/bin/python3
"""Requests of a merged file as a pandas table, and a figure per strategy and class. usage: frame.py MERGED.h5"""
import sys
import h5py
import numpy as np
import pandas as pd

with h5py.File(sys.argv[1]) as file:
    runs = pd.DataFrame({name: file["runs"][name][:].astype("u8") for name in ("point", "seed")})
    runs["strategy"] = file["runs/strategy"].asstr()[:]
    columns = ("status", "slo_class", "input_tokens", "output_tokens", "arrival_us", "ttft_us", "e2e_us")
    requests = pd.DataFrame({name: file["requests"][name][:].astype("i8") for name in columns})
    classes = file["slo_classes/name"].asstr()[:]  # of the first workload
    begin, count = (file["runs"][name][:].astype("i8") for name in ("request_begin", "request_count"))
rows = np.concatenate([np.arange(b, b + c) for b, c in zip(begin, count)])  # equal runs share rows
requests = requests.iloc[rows].reset_index(drop=True)
requests = requests.join(runs.iloc[np.repeat(runs.index, count)].reset_index(drop=True))
requests["slo_class"] = classes[requests["slo_class"]]
served = requests[requests["ttft_us"] >= 0]  # -1 stands for "never"
table = served.groupby(["strategy", "slo_class"])["ttft_us"].agg(count="count", p99=lambda us: us.quantile(0.99))
print(table.reset_index().to_string(index=False))
