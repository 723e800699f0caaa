#!/usr/bin/python3
"""Optuna and servesweep search the same strategy with the same number of simulations.

usage: optuna_strategy.py PROGRAM [--study FILE] [--points N] [--seeds N] [--objective METRIC]... [--json]

PROGRAM is servesweep. Needs Debian's python3-optuna, which brings python3-yaml. The study has one strategy, whose
parameters Optuna suggests with their ranges and scales, one at a time: its best case. Everybody tries the strategy's
default point first, and sees means over the study's seeds in units of the baseline's. The hypervolume is that of all
points tried, relative to the baseline's point. The searches of Optuna run in lockstep only so that one call of the
program simulates the next point of each.
"""
import argparse
import csv
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import warnings

import optuna
import yaml

from optuna_problems import half_width, hypervolume, make_sampler

HERE = pathlib.Path(__file__).resolve().parent


class Study:
    """A study file with one strategy, and how to run it otherwise than it says."""

    def __init__(self, file, objectives, program, scratch):
        place = file.resolve().parent
        self.fields = yaml.safe_load(file.read_text())
        for name in ("model", "baseline"):
            self.fields[name] = str(place / self.fields[name])
        self.fields["workloads"] = [str(place / one) for one in self.fields["workloads"]]
        self.strategy = yaml.safe_load((place / self.fields["strategies"][0]).read_text())
        if objectives:
            self.fields["objectives"] = [{"metric": one, "goal": "minimize"} for one in objectives]
        self.metrics = [one["metric"] for one in self.fields["objectives"]]
        assert all(one["goal"] == "minimize" for one in self.fields["objectives"]), "only minimising is written here"
        self.program, self.scratch, self.calls = program, scratch, 0

    def run(self, strategies, search):
        """Means over seeds, by strategy and point in the order of trying, in units of the baseline's."""
        self.calls += 1
        file, out = self.scratch / f"study-{self.calls}.yaml", self.scratch / f"results-{self.calls}"
        # JSON is YAML, and its numbers are read back exactly.
        file.write_text(json.dumps({**self.fields, "strategies": strategies, "search": search}))
        subprocess.run([self.program, "run", file, "-o", out], check=True, capture_output=True)
        said = subprocess.run([self.program, "export", out, "--format", "csv"], check=True, capture_output=True, text=True)
        sums = {}
        for row in csv.DictReader(said.stdout.splitlines()):
            assert row["status"] == "done"
            values = [float(row[metric]) for metric in self.metrics]
            sums.setdefault((row["strategy"], int(row["point"])), []).append(values)
        means = {key: [statistics.fmean(column) for column in zip(*rows)] for key, rows in sums.items()}
        (_, baseline), *rest = sorted(means.items(), key=lambda item: item[0][1])
        return [(key[0], tuple(a / b for a, b in zip(values, baseline))) for key, values in rest]

    def at(self, name, values):
        """The strategy under another name, with these values as defaults."""
        parameters = {key: {**rest, "default": values[key]} for key, rest in self.strategy["parameters"].items()}
        return {**self.strategy, "strategy": name, "parameters": parameters}


def suggest(trial, parameters):
    values = {}
    for name, kind in parameters.items():
        if "values" in kind:
            values[name] = trial.suggest_categorical(name, kind["values"])
            continue
        low, high = kind["range"]
        whole = kind.get("type") == "integer"
        values[name] = (trial.suggest_int if whole else trial.suggest_float)(name, low, high, log=kind.get("scale") == "log")
    return values


def search_by_optuna(study, samplers, seeds, points):
    """{sampler: for each seed, the objectives of its points}."""
    parameters = study.strategy["parameters"]
    default = {name: kind["default"] for name, kind in parameters.items()}
    searches = {}
    for sampler in samplers:
        for seed in range(seeds):
            one = optuna.create_study(directions=["minimize"] * len(study.metrics), sampler=make_sampler(sampler, seed))
            one.enqueue_trial(default)
            searches[sampler, seed] = one
    found = {key: [] for key in searches}
    for _ in range(points):
        trials = {key: one.ask() for key, one in searches.items()}
        strategies = [study.at(f"{key[0]}-{key[1]}", suggest(trial, parameters)) for key, trial in trials.items()]
        outcome = dict(study.run(strategies, {"method": "defaults"}))
        for key, trial in trials.items():
            values = outcome[f"{key[0]}-{key[1]}"]
            searches[key].tell(trial, values)
            found[key].append(values)
    return {f"optuna {sampler}": [found[sampler, seed] for seed in range(seeds)] for sampler in samplers}


def search_by_ours(study, methods, seeds, points):
    found = {}
    for method in methods:
        searches = [{"method": method, "points": points, "seed": seed} for seed in range(seeds)]
        found[f"servesweep {method}"] = [[v for _, v in study.run([study.strategy], one)] for one in searches]
    return found


def row_of(who, searches, metrics):
    reference = (1,) * len(metrics)
    row = {"who": who, "points": len(searches[0]), "seeds": len(searches),
           "hypervolumes": [hypervolume(points, reference) for points in searches]}
    row["mean_hypervolume"], row["half_width_95"] = statistics.fmean(row["hypervolumes"]), half_width(row["hypervolumes"])
    for i, metric in enumerate(metrics):
        best = [min(point[i] for point in points) - 1 for points in searches]
        row[f"best_{metric}"], row[f"half_width_95_{metric}"] = statistics.fmean(best), half_width(best)
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--study", type=pathlib.Path, default=HERE.parents[1] / "configs/studies/work-and-slack-search.yaml")
    parser.add_argument("--points", type=int, default=60)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--objective", action="append", metavar="METRIC", help="in place of the study's; minimised")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    wanted = parser.parse_args()
    warnings.filterwarnings("ignore", category=optuna.exceptions.ExperimentalWarning)
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    with tempfile.TemporaryDirectory() as scratch:
        study = Study(wanted.study, wanted.objective, wanted.program.resolve(), pathlib.Path(scratch))
        found = search_by_ours(study, ["bayes", "nsga2", "sobol"], wanted.seeds, wanted.points)
        found |= search_by_optuna(study, ["tpe", "nsga2", "random"], wanted.seeds, wanted.points)
    first = {points[0] for searches in found.values() for points in searches}
    assert len(first) == 1, f"the default point is not the same to all: {first}"
    rows = [row_of(who, searches, study.metrics) for who, searches in found.items()]
    print(f"{wanted.points} points of {study.strategy['strategy']}, {wanted.seeds} searches each; best: change from the baseline")
    print(f"{'by':<17} {'hypervolume':>20}", *(f"{'best ' + metric:>28}" for metric in study.metrics))
    for row in rows:
        best = (f"{row[f'best_{m}']:>+18.1%} ± {row[f'half_width_95_{m}']:>7.1%}" for m in study.metrics)
        print(f"{row['who']:<17} {row['mean_hypervolume']:>11.5f} ± {row['half_width_95']:.4f}", *best)
    if wanted.json:
        print(json.dumps({"optuna": optuna.__version__, "rows": rows}))


if __name__ == "__main__":
    sys.exit(main())
