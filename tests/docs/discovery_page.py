#!/usr/bin/env python3
"""Between its markers, docs/discovery.md must be what the program finds in configs/studies/discovery and
configs/robustness, where every claim must be held. Processor times are told, not compared.

usage: discovery_page.py SOURCE_FOLDER SERVESWEEP; to renew the page: discovery_page.py ... --write
"""

import difflib
import json
import math
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

MARKER = "<!-- generated: {} -->"
END = "<!-- end -->"
REFERENCE_S = 2.4  # one run of the burst in the simulator BLIS, commit d6223247: measured, quoted
STICKY = "llm-d-sticky-open-gate"
# What is shown of the burst: metric, its name.
METRICS = {
    "ttft_p99_ms": "TTFT P99", "ttft_p99_ms.critical": "… of critical requests",
    "ttft_p99_ms.standard": "… of standard ones", "ttft_p99_ms.sheddable": "… of sheddable ones",
    "e2e_p99_ms": "E2E P99", "output_tokens_per_s": "tokens/s", "tpot_p99_ms": "TPOT P99",
}
SUSTAINED = ("ttft_p99_ms", "output_tokens_per_s", "e2e_p99_ms", "tpot_p99_ms")
# Winners whose parameters are examined: study, strategy, workload, metric, points of the design, seeds.
SENSITIVITY = (
    ("burst", "even-first-tokens", "", "ttft_p99_ms", 64, 6),
    ("burst", "urgent-first-tokens", "", "ttft_p99_ms.critical", 64, 6),
    ("sustained", "steady-first-tokens", "sustained@0.95", "ttft_p99_ms", 16, 2),
)


class Campaign:
    """Runs the program, and counts simulations and processor time by kind of work."""

    def __init__(self, source, servesweep, place):
        self.source, self.servesweep, self.place = source, servesweep, place
        self.simulations, self.cpu_s = {}, {}

    def ask(self, kind, *arguments, statuses=(0,)):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([self.servesweep, *arguments], cwd=self.source, text=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.cpu_s[kind] = self.cpu_s.get(kind, 0) + spent
        if done.returncode not in statuses:
            sys.exit(f"{' '.join(arguments)}: status {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-2000:]}")
        return done.stdout

    def json(self, kind, *arguments):
        return json.loads(self.ask(kind, *arguments, "--format", "json"))

    def count(self, kind, simulations):
        self.simulations[kind] = self.simulations.get(kind, 0) + simulations

    def folder(self, study):
        return str(self.place / study)


def change(row):
    """A relative change and its interval, to the digits that the interval supports."""
    if row is None or row.get("relative") is None:
        return "–"
    low, middle, high = (100 * row[key] for key in ("relative_low", "relative", "relative_high"))
    half_width = (high - low) / 2
    decimals = min(4, max(0, 1 - math.floor(math.log10(half_width)))) if half_width > 0 else 1
    return f"{middle:+.{decimals}f} % [{low:+.{decimals}f}, {high:+.{decimals}f}]"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "| --- |" + " --- |" * (len(header) - 1)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def changes_of(campaign, study, *options):
    """Changes from the baseline: (workload, strategy, metric) -> row; strategies in the order of the ranking."""
    answer = campaign.json("studies", "rank", campaign.folder(study), "--all", *options)
    found, strategies = {}, []
    for row in answer["rows"]:
        if row["is_baseline"]:
            continue
        found[row["workload"], row["strategy"], row["metric"]] = row
        if row["strategy"] not in strategies:
            strategies.append(row["strategy"])
    return found, strategies


def verdicts(campaign):
    findings = campaign.json("studies", "findings", "--discovery", "-o", str(campaign.place))
    campaign.count("studies", findings["simulations"])
    rows = []
    for finding, claims in zip(findings["rows"], findings["claims"]):
        held = sum(row["verdict"] == "held" for row in claims["rows"])
        rows.append((finding["study"], finding["statement"], f"{held} of {len(claims['rows'])}"))
        if held < len(claims["rows"]):
            missed = [row["claim"] for row in claims["rows"] if row["verdict"] != "held"]
            sys.exit(f"study {finding['study']}: not held: {'; '.join(missed)}")
    return table(("study", "question", "claims held"), rows)


def burst(campaign):
    found, strategies = changes_of(campaign, "burst")
    workload = next(iter(found))[0]
    rows = [[label, *(change(found.get((workload, one, metric))) for one in strategies)]
            for metric, label in METRICS.items()]
    versus, _ = changes_of(campaign, "burst", "--baseline", STICKY)
    for metric in ("ttft_p99_ms", "ttft_p99_ms.critical"):
        rows.append([f"{METRICS[metric]}, against {STICKY}",
                     *(change(versus.get((workload, one, metric))) for one in strategies)])
    return table(["change from llm-d-parity", *strategies], rows)


def criteria(campaign):
    answer = campaign.json("criteria", "criteria", campaign.folder("burst"))
    strategies, criterion_rows, judged = [], {}, {}
    for row in answer["rows"]:
        if row["strategy"] not in strategies:
            strategies.append(row["strategy"])
        if row["seeds"] == 0:  # all of them together
            judged[row["criterion"], row["strategy"]] = row["verdict"]
            criterion_rows[row["criterion"]] = row["wanted"]
            continue
        criterion_rows[row["criterion"]] = row["wanted"]
        judged[row["criterion"], row["strategy"]] = f"{row['verdict']}, {row['held_seeds']} of {row['seeds']}"
        seeds = row["seeds"]
    campaign.count("criteria", seeds * (len(strategies) + 1))
    return table(["criterion", *strategies],
                 [[name, *(judged.get((name, one), "–") for one in strategies)] for name in criterion_rows])


def sustained(campaign):
    found, strategies = changes_of(campaign, "sustained")
    workloads = list(dict.fromkeys(key[0] for key in found))
    rows = [[f"{METRICS[metric]}, {one}", *(change(found.get((load, one, metric))) for load in workloads)]
            for metric in SUSTAINED for one in strategies]
    return table(["change from llm-d-parity", *(load.split("@")[-1] for load in workloads)], rows)


def counted(verdicts_of):
    """"holds in 13", "reverses in 2 (these)": which ones, unless they are most."""
    most = max(len(cases) for cases in verdicts_of.values())
    return [f"{verdict} in {len(cases)}" + ("" if len(cases) == most else f" ({', '.join(cases)})")
            for verdict, cases in verdicts_of.items()]


def robustness(name):
    def block(campaign):
        file = f"configs/robustness/{name}.yaml"
        answer = campaign.json("robustness", "robustness", file)
        campaign.count("robustness", answer["simulations"])
        contests, cases, found = [], {}, {}
        for row in answer["rows"]:
            contest = f"{row['strategy']} against {row['than']}, {METRICS[row['metric']].replace('… ', 'TTFT P99 ')}"
            if contest not in contests:
                contests.append(contest)
            verdict = "" if row["verdict"] == "home" else f" {row['verdict']}"
            cases.setdefault(row["case"], []).append(change(row) + verdict)
            if verdict:
                found.setdefault(contest, {}).setdefault(row["verdict"], []).append(row["case"])
        lines = [f"- {contest}: {'; '.join(counted(found[contest]))}." for contest in contests]
        return table(["case", *contests], [[case, *cells] for case, cells in cases.items()]) + "\n\n" + "\n".join(lines)
    return block


def good_range(levels):
    return levels[0] if len(levels) == 1 else f"{levels[0]} to {levels[-1]}" if levels else "–"


def sensitivity(campaign):
    rows = []
    for study, strategy, workload, metric, points, seeds in SENSITIVITY:
        options = ["--workload", workload] if workload else []
        answer = campaign.json("sensitivity", "sensitivity", f"configs/studies/discovery/{study}.yaml", "--strategy",
                               strategy, "--metric", metric, "--scale", "log", "--points", str(points), "--seeds",
                               str(seeds), *options)
        for report in answer["reports"]:
            campaign.count("sensitivity", report["simulations"])
            for one in report["parameters"]:
                share, at_best = one["total"], one["at_best"]
                rows.append((strategy, one["parameter"],
                             f"{share['value']:.2f} [{share['lower']:.2f}, {share['upper']:.2f}] {one['verdict']}",
                             at_best["best"], good_range(at_best["good"]), at_best["shape"],
                             f"{100 * math.expm1(at_best['swing']):.0f} %"))
    return table(("strategy", "parameter", "share of the variance", "best", "within 1 % of it", "shape", "worst"), rows)


def cost(campaign):
    kinds = {"studies": "studies that judge", "criteria": "criteria on other seeds", "robustness": "robustness",
             "sensitivity": "sensitivity"}
    total, total_s = sum(campaign.simulations.values()), sum(campaign.cpu_s.values())

    def row(name, simulations, cpu_s):
        return (name, f"{simulations:,}", f"{cpu_s:.0f} s", f"{simulations * REFERENCE_S / 3600:.1f} hours")
    rows = [row(name, campaign.simulations[kind], campaign.cpu_s[kind]) for kind, name in kinds.items()]
    return table(("part", "simulations", "processor time", "at 2.4 s each"), rows + [row("all", total, total_s)])


BLOCKS = {"verdicts": verdicts, "burst": burst, "criteria": criteria, "sustained": sustained,
          "robustness-burst": robustness("burst"), "robustness-sustained": robustness("sustained"),
          "sensitivity": sensitivity, "cost": cost}


def timeless(text):
    return re.sub(r"\b\d+ s \|", "N s |", text)


def main():
    source, servesweep = pathlib.Path(sys.argv[1]).resolve(), str(pathlib.Path(sys.argv[2]).resolve())
    page = source / "docs" / "discovery.md"
    old = new = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place:
        campaign = Campaign(source, servesweep, pathlib.Path(place))
        for name, block in BLOCKS.items():
            marker = re.escape(MARKER.format(name))
            pattern = re.compile(f"({marker}\n).*?({re.escape(END)})", re.S)
            if len(pattern.findall(new)) != 1:
                sys.exit(f"docs/discovery.md: has not one block {MARKER.format(name)} … {END}")
            text = block(campaign)
            new = pattern.sub(lambda match: f"{match[1]}\n{text}\n\n{match[2]}", new)
    if sys.argv[3:] == ["--write"]:
        page.write_text(new, encoding="utf-8")
    elif timeless(old) != timeless(new):
        sys.stdout.writelines(difflib.unified_diff(timeless(old).splitlines(True), timeless(new).splitlines(True),
                                                   "docs/discovery.md", "what the program finds"))
        sys.exit(1)


main()
