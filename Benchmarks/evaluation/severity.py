"""Severity by REML on 1,268 cases by 7 of 60 evaluators, beside lme4.

Two commands each: the model alone, and the model with bootstrap refits (both
draw from the model and fit again). lme4 fits fixed effects as a dense matrix,
so cases are random in both. lme4 does a part of the refits, and its time is
given for all of them; the part is named.
"""

import json
import math
import os
import random

import measure

TITLE = "severity by REML, 1,268 cases by 7 of 60 evaluators"
CASES, PANEL, RATERS = 1268, 7, 60
REFITS, PART = 500, 20
HERE = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
INDICATORS = ("[{id: quality, source: evaluators, norm: fixed,"
              " norm-params: lo=0;hi=100, scale: [0, 100]}]")


def make(folder):
    """Made-up scores; the same ones every time."""
    stream = random.Random(25)
    cases = [stream.gauss(75, 6) for _ in range(CASES)]
    raters = [stream.gauss(0, 3) for _ in range(RATERS)]
    scores = os.path.join(folder, "severity-scores.csv")
    with open(scores, "w") as file:
        file.write("case_id,evaluator_id,score\n")
        for case, level in enumerate(cases):
            for rater in sorted(stream.sample(range(RATERS), PANEL)):
                score = level + raters[rater] + stream.gauss(0, 4)
                score = min(100, max(0, round(score, 1)))
                file.write(f"C{case + 1:04},E{rater + 1:02},{score}\n")
    path = os.path.join(folder, "severity-cases.csv")
    with open(path, "w") as file:
        file.write("case_id\n")
        file.writelines(f"C{case + 1:04}\n" for case in range(CASES))
    return scores, path


def command(manyi, kind, path, *settings):
    result = [manyi, "analyze", kind, path, "--json"]
    for setting in settings:
        result += ["--set", setting]
    return result


def run(manyi, folder, rounds):
    """Checks that the numbers agree, then times; returns what was found."""
    scores, cases = make(folder)
    once = command(
        manyi, "evaluation", scores, f"cases.file={cases}",
        f"indicators={INDICATORS}", "raters.combine=mixed",
        "uncertainty=none")
    again = command(
        manyi, "raters", scores, "case=case_id", "rater=evaluator_id",
        "score=score", "model=mixed", "draws=0", f"bootstrap={REFITS}")
    peer = ["Rscript", os.path.join(HERE, "peer_lme4.R"), scores]
    result = os.path.join(folder, "severity-lme4.txt")
    runs = {"fit": [], "refits": [], "lme4": []}
    printed = {"fit": os.path.join(folder, "severity-fit.json"),
               "refits": os.path.join(folder, "severity-refits.json")}
    peer_missing = None
    for _ in range(rounds):
        for name, line in (("fit", once), ("refits", again)):
            found = measure.run(line, ENVIRONMENT, printed[name])
            if found["status"] != 0:
                print(f"  Manyi ended with an error: {found['text'][:300]}")
                return {}
            runs[name].append(found)
        if peer_missing is None:
            found = measure.run(peer + [result, str(PART)], ENVIRONMENT)
            if found["status"] != 0:
                lines = found["text"].strip().splitlines() or ["no message"]
                peer_missing = lines[-1][:160]
            else:
                runs["lme4"].append(found)
    print(f"\n  {'program':34}{'CPU s':>9}{'elapsed':>9}{'peak MB':>9}")
    medians = {}
    for name, label in (("fit", "Manyi: file to adjusted scores"),
                        ("refits", f"Manyi: and {REFITS} refits")):
        medians[name] = {key: sorted(one[key] for one in runs[name])[rounds // 2]
                         for key in ("cpu", "wall", "memory")}
        one = medians[name]
        print(f"  {label:34}{one['cpu']:9.2f}{one['wall']:9.2f}"
              f"{one['memory']:9.0f}")
    for name, goal in (("fit", 0.1), ("refits", 15)):
        met = "met" if medians[name]["cpu"] < goal else "NOT MET"
        print(f"  goal {name} under {goal:g} s of CPU: {met}")
    if peer_missing is not None:
        print(f"  lme4 left out: {peer_missing}")
        return medians
    values = dict(line.split("\t") for line in open(result))
    fit = float(values["cpu/fit"])
    refits = float(values["cpu/refits"]) * REFITS / PART
    print(f"  {'lme4: fit, without reading':34}{fit:9.2f}")
    print(f"  {f'lme4: {REFITS} refits, from {PART}':34}{refits:9.2f}")
    medians["lme4"] = {"fit": fit, "refits": refits}
    compare(values, printed)
    return medians


def compare(values, printed):
    """The largest differences from lme4, of scores and of variances."""
    with open(printed["fit"]) as file:
        scores = {one["group"]["case_id"]: one["value"]
                  for one in json.load(file)["estimates"]
                  if one["statistic"] == "score"}
    worst = max(abs(scores[name[5:]] - float(value))
                for name, value in values.items() if name.startswith("case/"))
    with open(printed["refits"]) as file:
        tables = json.load(file)["details"]["tables"]
    found = {}
    for table in tables:
        if table["table"] == "variances":
            for row in table["rows"]:
                found[row["row"]] = row
    relative = 0
    for name in ("case", "rater", "residual"):
        own = found[name]["cells"]["variance"]["value"]
        relative = max(relative, abs(own / float(values["variance/" + name])
                                     - 1))
    good = worst < 1e-3 and relative < 1e-4
    print(f"  beside lme4: scores within {worst:.1e} points, variances within"
          f" {relative:.1e}{'' if good else '  DIFFERENT'}")
    if math.isnan(worst):
        print("  no score could be compared")
