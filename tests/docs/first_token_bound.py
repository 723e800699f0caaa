#!/usr/bin/env python3
"""Bounds of a burst for each seed: the P99 time to first token and the throughput, beside what strategies reach.

Reads `servesweep export FOLDER --requests` on standard input; prints one line per seed, in ms.

No schedule, even one that knows the future, is below the bound. Let D be that P99. All but 1 % of the requests have their
first token within D, so a step that computes one of them lasts at most D, and a share of FIXED_US/D of it is fixed cost.
Whatever arrives between two moments, but for the largest 1 % of all, must be computed in such steps between the first
moment plus the gateway's delay and the second one plus D, on all machines together. The smallest D that all pairs of
moments allow is the bound. It takes the shared prefix as computed, decoding as free and work as divisible at will, so it
lies far below what steps of whole prompts can reach. Throughput is bound by the request whose answer would be the last
if it got a token in each of FIXED_US from its arrival on; gains are relative to the first strategy of the table.
usage: servesweep export FOLDER --requests | first_token_bound.py PREFIX_TOKENS MACHINES FIXED_US US_PER_TOKEN DELAY_US
"""
import collections
import csv
import heapq
import math
import sys


def bound_us(requests, spared, machines, fixed_us, us_per_token, delay_us):
    requests = sorted(requests)
    best = 0.0
    for first, (start_us, _) in enumerate(requests):
        tokens, largest, spared_tokens = 0, [], 0
        for arrival_us, own in requests[first:]:
            tokens += own
            if len(largest) < spared:
                heapq.heappush(largest, own)
                spared_tokens += own
            elif own > largest[0]:
                spared_tokens += own - heapq.heapreplace(largest, own)
            work_us = us_per_token * (tokens - spared_tokens) / machines
            # (window + D)(1 - fixed/D) = work
            window_us = arrival_us - start_us - delay_us
            half = (window_us - fixed_us - work_us) / 2
            if window_us > 0:
                best = max(best, math.sqrt(half * half + fixed_us * window_us) - half)
    return best


def main():
    prefix_tokens, machines = int(sys.argv[1]), int(sys.argv[2])
    fixed_us, us_per_token, delay_us = map(float, sys.argv[3:6])
    loads, least_end_us, end_us, waits = {}, {}, {}, collections.defaultdict(lambda: collections.defaultdict(list))
    for row in csv.DictReader(sys.stdin):
        of_seed = waits[int(row["seed"])]
        of_seed[row["strategy"]].append(int(row["ttft_us"]))
        if row["strategy"] == next(iter(of_seed)):
            seed, arrival_us = int(row["seed"]), int(row["arrival_us"])
            answered_us = arrival_us + delay_us + fixed_us * int(row["output_tokens"])
            least_end_us[seed] = max(least_end_us.get(seed, 0), answered_us)
            done_us = int(row["finish_step_us"]) + int(row["finish_step_length_us"])
            end_us[seed] = max(end_us.get(seed, 0), done_us)
            loads.setdefault(seed, []).append(
                (arrival_us, max(0, int(row["input_tokens"]) - prefix_tokens)))
    for seed, requests in sorted(loads.items()):
        lower = bound_us(requests, len(requests) // 100, machines, fixed_us, us_per_token, delay_us)
        reached = [f"{name} {sorted(values)[len(values) * 99 // 100 - 1] / 1000:.0f}" for name, values in
                   waits[seed].items()]
        gain = 100 * (end_us[seed] / least_end_us[seed] - 1)
        print(f"seed {seed}: bound {lower / 1000:.0f}, {', '.join(reached)}; throughput at most +{gain:.1f} %")


main()
