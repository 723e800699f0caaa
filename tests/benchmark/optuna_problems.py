#!/usr/bin/python3
"""Optuna on the test problems of `servesweep_benchmark search`, with the same budgets, reference points and noise.

usage: optuna_problems.py [--seeds N] [--problem NAME]... [--sampler tpe|nsga2]... [--ours PROGRAM] [--json]
       optuna_problems.py --check     the formulas by hand calculation; needs no Optuna

Needs Debian's python3-optuna. Optuna is asked for one point at a time and told before the next, which is the
best it can have; ours is asked for as many points at once as is usual for the problem. The hypervolume is that of
the true objectives of all feasible points evaluated. --ours: path of servesweep_benchmark, to run ours beside it.
"""
import argparse
import json
import math
import random
import statistics
import subprocess
import sys
import time
import warnings
from dataclasses import dataclass, field
from typing import Callable, Optional


def branin(x, y):
    a, b = 15 * x - 5, 15 * y
    return (b + a * (5 / math.pi - 5.1 / (4 * math.pi**2) * a) - 6) ** 2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(a) + 10


def currin(x, y):
    factor = -math.expm1(-1 / (2 * y)) if y > 0 else 1.0
    return factor * (60 + x * (2092 + x * (1900 + x * 2300))) / (20 + x * (4 + x * (500 + x * 100)))


def branin_currin(x):
    return branin(*x), currin(*x)


def dtlz2(x):
    radius = 1 + sum((v - 0.5) ** 2 for v in x[1:])
    return radius * math.cos(math.pi / 2 * x[0]), radius * math.sin(math.pi / 2 * x[0])


def outside_discs(f):
    """At most 0 where feasible; see search_problems.cpp on the factor of 2."""
    ends = min((f[0] - 1) ** 2 + f[1] ** 2, f[0] ** 2 + (f[1] - 1) ** 2) - 0.04
    middle = sum((v - math.sqrt(0.5)) ** 2 for v in f) - 0.08
    return min(ends, middle)


def zdt1(x):
    g = 1 + 9 * sum(x[1:]) / (len(x) - 1)
    return x[0], g * (1 - math.sqrt(x[0] / g))


def vehicle_safety(unit):
    a, b, c, d, e = (1 + 2 * u for u in unit)
    mass = 1640.2823 + 2.3573285 * a + 2.3220035 * b + 4.5688768 * c + 7.7213633 * d + 4.4559504 * e
    acceleration = (6.5856 + 1.15 * a - 1.0427 * b + 0.9738 * c + 0.8364 * d - 0.3695 * a * d + 0.0861 * a * e
                    + 0.3628 * b * d - 0.1106 * a * a - 0.3437 * c * c + 0.1764 * d * d)
    intrusion = (-0.0551 + 0.0181 * a + 0.1024 * b + 0.0421 * c - 0.0073 * a * b + 0.024 * b * c - 0.0118 * b * d
                 - 0.0204 * c * d - 0.008 * c * e - 0.0241 * b * b + 0.0109 * d * d)
    return mass, acceleration, intrusion


@dataclass
class Problem:
    objectives: Callable
    dimensions: int
    evaluations: int
    reference: tuple
    best: float  # hypervolume of the whole front
    noise: tuple = field(default=())
    constraint: Optional[Callable] = None


PROBLEMS = {
    "branin-currin-noisy": Problem(branin_currin, 2, 86, (18, 6), 59.36011874867746, noise=(15.19, 0.63)),
    "branin-currin": Problem(branin_currin, 2, 86, (18, 6), 59.36011874867746),
    "c2-dtlz2": Problem(dtlz2, 4, 50, (1.1, 1.1), 0.3996406303723544, constraint=outside_discs),
    "dtlz2": Problem(dtlz2, 6, 100, (1.1, 1.1), 1.21 - math.pi / 4),
    "zdt1": Problem(zdt1, 6, 100, (1.1, 1.1), 1.21 - 1 / 3),
    "vehicle-safety": Problem(vehicle_safety, 5, 100, (1864.72022, 11.81993945, 0.2903999384), 246.81607081187002),
}


def area(points, reference):
    """Dominated by 2-dimensional points: a staircase."""
    total, height = 0.0, reference[1]
    for x, y in sorted(p for p in points if p[0] < reference[0]):
        if y < height:
            total += (reference[0] - x) * (height - y)
            height = y
    return total


def hypervolume(points, reference):
    """Exact, in 2 or 3 dimensions: in 3, slices between successive third coordinates."""
    if len(reference) == 2:
        return area(points, reference)
    inside = sorted((p for p in points if p[2] < reference[2]), key=lambda p: p[2])
    total = 0.0
    for i, point in enumerate(inside):
        above = inside[i + 1][2] if i + 1 < len(inside) else reference[2]
        if above > point[2]:
            total += (above - point[2]) * area([p[:2] for p in inside[: i + 1]], reference[:2])
    return total


def half_width(values):
    """Of the 95 % interval of the mean, by Student's t; 0.975 quantiles by degrees of freedom."""
    quantiles = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 11: 2.201,
                 14: 2.145, 19: 2.093, 29: 2.045, 39: 2.023, 49: 2.010}
    if len(values) < 2:
        return math.nan
    known = max(k for k in quantiles if k <= len(values) - 1)  # the next fewer: wider, never narrower
    return quantiles[known] * statistics.stdev(values) / math.sqrt(len(values))


def make_sampler(name, seed, constraints=None):
    """Optuna's samplers as its users are advised to set them for several parameters and objectives."""
    import optuna

    if name == "tpe":
        return optuna.samplers.TPESampler(seed=seed, multivariate=True, constraints_func=constraints)
    if name == "tpe-default":
        return optuna.samplers.TPESampler(seed=seed, constraints_func=constraints)
    if name == "random":
        return optuna.samplers.RandomSampler(seed=seed)
    return optuna.samplers.NSGAIISampler(seed=seed, population_size=20, constraints_func=constraints)


def search(problem, sampler, seed):
    """One study of Optuna; the hypervolume of the truth."""
    import optuna

    noise = random.Random(seed)
    constraints = (lambda trial: trial.user_attrs["constraint"]) if problem.constraint else None
    study = optuna.create_study(directions=["minimize"] * len(problem.reference),
                                sampler=make_sampler(sampler, seed, constraints))
    feasible = []

    def evaluate(trial):
        truth = problem.objectives([trial.suggest_float(f"x{i}", 0, 1) for i in range(problem.dimensions)])
        excess = problem.constraint(truth) if problem.constraint else 0
        if problem.constraint:
            trial.set_user_attr("constraint", (excess,))
        if excess <= 0:
            feasible.append(truth)
        return tuple(v + s * noise.gauss(0, 1) for v, s in zip(truth, problem.noise)) if problem.noise else truth

    study.optimize(evaluate, n_trials=problem.evaluations)
    return hypervolume(feasible, problem.reference)


def row_of(name, who, hypervolumes, milliseconds):
    mean = statistics.mean(hypervolumes)
    return {"problem": name, "who": who, "evaluations": PROBLEMS[name].evaluations, "seeds": len(hypervolumes),
            "mean_hypervolume": mean, "half_width_95": half_width(hypervolumes), "of_the_best": mean / PROBLEMS[name].best,
            "ms_per_point": milliseconds, "hypervolumes": hypervolumes}


def rows_of_optuna(name, samplers, seeds):
    for sampler in samplers:
        begin = time.process_time()  # the machine may be shared
        found = [search(PROBLEMS[name], sampler, seed) for seed in range(seeds)]
        spent = (time.process_time() - begin) / seeds / PROBLEMS[name].evaluations
        yield row_of(name, f"optuna {sampler}", found, 1e3 * spent)


def rows_of_ours(name, program, seeds):
    for method in ("bayes", "nsga2"):
        command = [program, "search", "--problem", name, "--method", method, "--evaluations",
                   str(PROBLEMS[name].evaluations), "--seeds", str(seeds), "--json"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        figures = json.loads(said.splitlines()[-1])
        yield row_of(name, f"servesweep {method}", figures["hypervolumes"], figures["ms_per_proposal"])


def check():
    """Expected: the hand calculations of search_problems_test.cpp, and boxes."""
    near = lambda a, b: math.isclose(a, b, rel_tol=1e-5)
    assert near(branin((math.pi + 5) / 15, 2.275 / 15), 0.397887)
    assert near(currin(0.216667, 0.02283), 13.7987) and currin(0, 0) == 3
    assert dtlz2([0] * 6)[0] == 2.25 and near(outside_discs((1, 0)), -0.04)
    assert near(outside_discs((math.sqrt(0.5), math.sqrt(0.5))), -0.08)
    assert zdt1([0.25, 0, 0, 0, 0, 0]) == (0.25, 0.5) and zdt1([0] + [1] * 5) == (0, 10)
    assert all(map(near, vehicle_safety([0] * 5), (1661.7078225, 8.3046, 0.0708)))
    assert hypervolume([(1, 2), (2, 1), (2, 2), (9, 0)], (3, 3)) == 3
    assert hypervolume([(0, 1, 0), (1, 0, 1), (1, 1, 1)], (2, 2, 2)) == 5  # 2·1·2 + 1·2·1 − 1·1·1
    front = [zdt1([i / 2000] + [0] * 5) for i in range(2001)]
    assert math.isclose(hypervolume(front, (1.1, 1.1)), PROBLEMS["zdt1"].best, rel_tol=2e-3)
    assert near(half_width([0, 1, 2, 3, 4]), 2.776 * math.sqrt(2.5) / math.sqrt(5))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--problem", action="append", choices=list(PROBLEMS))
    parser.add_argument("--sampler", action="append", choices=["tpe", "tpe-default", "nsga2", "random"])
    parser.add_argument("--ours", metavar="PROGRAM")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    parser.add_argument("--check", action="store_true")
    wanted = parser.parse_args()
    check()
    if wanted.check:
        return
    import optuna

    warnings.filterwarnings("ignore", category=optuna.exceptions.ExperimentalWarning)
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    rows = []
    print(f"{'problem':<20} {'by':<17} {'points':>6} {'seeds':>5} {'hypervolume':>11} {'±':>7} {'of best':>8} {'ms/point':>8}")
    for name in wanted.problem or PROBLEMS:
        found = list(rows_of_optuna(name, wanted.sampler or ["tpe", "nsga2"], wanted.seeds))
        found += rows_of_ours(name, wanted.ours, wanted.seeds) if wanted.ours else []
        for row in found:
            print(f"{row['problem']:<20} {row['who']:<17} {row['evaluations']:>6} {row['seeds']:>5} "
                  f"{row['mean_hypervolume']:>11.4g} {row['half_width_95']:>7.2g} {row['of_the_best']:>8.1%} "
                  f"{row['ms_per_point']:>8.2f}", flush=True)
        rows += found
    if wanted.json:
        print(json.dumps({"optuna": optuna.__version__, "rows": rows}))


if __name__ == "__main__":
    sys.exit(main())
