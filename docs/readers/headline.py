#!/usr/bin/python3
"""The headline of `servesweep rank`, from the raw request rows of a merged file: means over seeds, changes from the
baseline over paired seeds, 95 % intervals by Fieller's theorem. usage: headline.py MERGED.h5; needs h5py and numpy."""
import sys, h5py
import numpy as np
def figures(run):  # -1 stands for "never"; requests before the measuring window do not count
    rows = slice(begin[run], begin[run] + count[run])
    read = lambda name: file["requests"][name][rows].astype("i8")
    status, slo_class, arrival, ttft, e2e = map(read, ("status", "slo_class", "arrival_us", "ttft_us", "e2e_us"))
    counts = (arrival < 0) | (arrival >= window[run])
    p99_ms = lambda times, which: np.percentile(times[which & (times >= 0)], 99) / 1000
    return [p99_ms(ttft, counts), p99_ms(e2e, counts), np.mean(status[counts] == 0),
            *(p99_ms(ttft, counts & (slo_class == i)) for i in range(len(classes)))]

def t_quantile(n):  # two-sided 95 %: sqrt(n) tan(a), where a has the density cos(a)^(n - 1)
    angle = np.linspace(0, np.pi / 2, 2**20)
    share = np.cumsum(np.cos((angle[1:] + angle[:-1]) / 2) ** (n - 1))
    return np.sqrt(n) * np.tan(np.interp(0.95, share / share[-1], angle[1:]))

def change(treatment, baseline):  # of the mean, as a share of the baseline's, with the ends of its interval
    q, mean = t_quantile(len(baseline) - 1) ** 2 / len(baseline), baseline.mean()
    ratio = (treatment - baseline).mean() / mean
    spread = np.cov(treatment - baseline - ratio * baseline, baseline)
    square, linear = mean**2 - q * spread[1, 1], q * spread[0, 1]
    root = np.sqrt(linear**2 + square * q * spread[0, 0])
    return ratio, ratio - (linear + root) / square, ratio - (linear - root) / square

file = h5py.File(sys.argv[1])
names = ("request_begin", "request_count", "point", "seed", "workload", "status")
begin, count, point, seed, workload, failed = (file["runs"][name][:].astype("i8") for name in names)
window = file["metrics/measure_from_us"][:]
classes = file["slo_classes/name"].asstr()[:][file["slo_classes/workload"][:] == 0]
metrics = ["ttft_p99_ms", "e2e_p99_ms", "completed_fraction", *("ttft_p99_ms." + name for name in classes)]
done = [run for run in np.argsort(seed) if workload[run] == 0 and not failed[run]]
values = {p: np.array([figures(run) for run in done if point[run] == p]).T for p in np.unique(point[done])}
for name in file["strategies/name"].asstr()[:]:  # the baseline first; each at its point with the best mean TTFT p99
    best = min(np.unique(point[file["runs/strategy"].asstr()[:] == name]), key=lambda p: values[p][0].mean())
    baseline = values[best] if name == file.attrs["baseline"].decode() else baseline
    for metric, ours, theirs in zip(metrics, values[best], baseline):
        print(name, metric, *(f"{x:.10g}" for x in (ours.mean(), *change(ours, theirs))), sep=",")
